import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { runKept } from "../../../../control-plane/cli/kept-script.ts";

const BODY = `(function (exports, require, module, __filename, __dirname) {
  exports.sum = function sum(numbers) { return numbers.reduce((all, each) => all + each, 0); };
  exports.place = () => [__filename, __dirname, require("node:path").basename(__filename)];
})`;

async function script(t: TestContext, text = BODY) {
  const folder = await mkdtemp(join(tmpdir(), "aios-script-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "program.cjs");
  await writeFile(file, text);
  return { folder, file, kept: join(folder, "kept", "program.code") };
}

/** Runs it, calls what it gave, and keeps its code. */
function use(file: string, kept: string | undefined): number {
  const { exports, keep } = runKept(file, kept);
  const sum: (numbers: readonly number[]) => number = Reflect.get(exports, "sum");
  const result = sum([1, 2, 3]);
  keep();
  return result;
}

/** The code that is there, stamped as old: whoever keeps it anew is noticed. */
async function stamped(kept: string): Promise<() => Promise<boolean>> {
  await utimes(kept, 1, 1);
  return async () => (await stat(kept)).mtimeMs > 1_000;
}

test("a script gets what a CommonJS module gets, and gives what it exports", async (t) => {
  const { folder, file } = await script(t);
  const { exports } = runKept(file, undefined);
  assert.deepEqual(Reflect.get(exports, "place")(), [file, folder, "program.cjs"]);
});

test("compiled code is kept for its user alone, with the functions that were called, and used from then on", async (t) => {
  const { file, kept } = await script(t);
  runKept(file, kept).keep();
  const uncalled = (await stat(kept)).size;
  await rm(kept);
  use(file, kept);
  assert.ok((await stat(kept)).size > uncalled, "the function that was called");
  if (process.platform !== "win32") assert.equal((await stat(kept)).mode & 0o777, 0o600);
  const isKeptAnew = await stamped(kept);
  assert.equal(use(file, kept), 6);
  assert.equal(await isKeptAnew(), false);
});

test("code that is damaged, cut, or of another text is not used, and kept anew", async (t) => {
  const { file, kept } = await script(t);
  use(file, kept);
  const whole = await readFile(kept);
  const damaged = Buffer.from(whole);
  damaged[damaged.length >> 1] = ~(damaged[damaged.length >> 1] ?? 0);
  for (const bytes of [damaged, whole.subarray(0, -1), Buffer.alloc(0)]) {
    await writeFile(kept, bytes);
    const isKeptAnew = await stamped(kept);
    assert.equal(use(file, kept), 6);
    assert.equal(await isKeptAnew(), true);
  }
  // As long as the other one, which is all that V8 itself looks at.
  await writeFile(file, BODY.replace("all + each", "all - each"));
  const isKeptAnew = await stamped(kept);
  assert.equal(use(file, kept), -6);
  assert.equal(await isKeptAnew(), true);
});

test("code that others may write is not run", { skip: process.getuid === undefined }, async (t) => {
  const { file, kept } = await script(t);
  use(file, kept);
  await chmod(kept, 0o666);
  const isKeptAnew = await stamped(kept);
  use(file, kept);
  assert.equal(await isKeptAnew(), true);
  assert.equal((await stat(kept)).mode & 0o777, 0o600);
});

test("a place that cannot be written to costs nothing but time", async (t) => {
  const { file } = await script(t);
  assert.equal(use(file, join(file, "program.code")), 6);
});
