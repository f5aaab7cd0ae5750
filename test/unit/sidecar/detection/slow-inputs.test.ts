import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PROGRAM = fileURLToPath(new URL("../../../eval/slow-inputs.ts", import.meta.url));

/** ms of one core for a KB of any text: fifteen times what everyday texts may cost. */
const BOUND = 5;
/** How much longer a KB of eight times the text may take, for the garbage's sake; by going back over it, it would eight times. */
const GROWTH = 4;
/** Less than that is too short to tell growth from noise. */
const MEASURABLE = 1;

test("no text that a search for slow ones comes up with takes long, or longer the longer it is", async (t) => {
  // A process of its own: counting which lines run, as this one may, takes up to three times as long as running them.
  // Left out, the variable would be handed on all the same.
  const env = { ...process.env, NODE_V8_COVERAGE: undefined };
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], { env, timeout: 50_000 });
  const worst: readonly { head: string; unit: string; short: number; long: number }[] = JSON.parse(stdout);
  assert.equal(worst.length, 4);
  for (const { head, unit, short, long } of worst) {
    const said = `${JSON.stringify([head, unit])} takes ${short.toFixed(2)} ms/KB, ${long.toFixed(2)} when it is eight times as long`;
    t.diagnostic(said);
    assert.ok(short <= BOUND, said);
    assert.ok(long <= MEASURABLE || long <= GROWTH * short, said);
  }
});
