import assert from "node:assert/strict";
import { test } from "node:test";
import { createDetector } from "../../../../sidecar/detection/detect.ts";
import { STRUCTURED_ENTITIES } from "../../../eval/detection.ts";
import { msPerKb, repeated, searchSlowInputs } from "../../../eval/slow-search.ts";

/**
 * ms of one core for a KB of any text: fifteen times what everyday texts may cost. Counting which lines run takes up to three
 * times as long as running them.
 */
const BOUND = process.env["NODE_V8_COVERAGE"] === undefined ? 5 : 15;
/** How much longer a KB of eight times the text may take, for the garbage's sake; by going back over it, it would eight times. */
const GROWTH = 4;
/** Less than that is too short to tell growth from noise. */
const MEASURABLE = 1;

const detector = createDetector({ entities: STRUCTURED_ENTITIES });
const search = (text: string): unknown => detector.detect(text);

test("no text that a search for slow ones comes up with takes long, or longer the longer it is", (t) => {
  const worst = searchSlowInputs({ seed: 20_260_203, tries: 450, longestMs: 6_000, search });
  for (const shape of worst.slice(0, 4)) {
    const short = msPerKb(search, repeated(shape, 8_192), 3);
    const long = msPerKb(search, repeated(shape, 65_536), 2);
    const said = `${JSON.stringify([shape.head, shape.unit])} takes ${short.toFixed(2)} ms/KB, ${long.toFixed(2)} when it is eight times as long`;
    t.diagnostic(said);
    // Measured again before it counts: the machine may have been busy.
    if (short > BOUND) assert.ok(msPerKb(search, repeated(shape, 8_192), 6) <= BOUND, said);
    if (long > MEASURABLE && long > GROWTH * short) {
      assert.ok(
        msPerKb(search, repeated(shape, 65_536), 4) <= GROWTH * msPerKb(search, repeated(shape, 8_192), 4),
        said,
      );
    }
  }
});
