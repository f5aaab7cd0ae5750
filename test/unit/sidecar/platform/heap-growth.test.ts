import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

const MODULE = new URL("../../../../sidecar/platform/heap-growth.ts", import.meta.url).href;

/** In a process of its own, since V8's settings are a process's. @returns MiB that its young generation took at most */
async function youngSize(policy: string, flags: readonly string[] = [], then = ""): Promise<number> {
  const program = `
    import { getHeapSpaceStatistics } from "node:v8";
    import { growHeapSlowly, growYoungGeneration } from ${JSON.stringify(MODULE)};
    ${policy}
    const recent = [];
    let most = 0;
    const youngSize = () => getHeapSpaceStatistics().find((space) => space.space_name === "new_space").space_size;
    const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
    async function beBusy() {
      most = 0;
      for (let turn = 0; turn < 250; turn++) {
        // As with calls: most dies at once, some outlives a collection or two.
        for (let index = 0; index < 20_000; index++) recent[(turn * 20_000 + index) % 8_000] = { index, more: [index, turn] };
        most = Math.max(most, youngSize());
        await nextTurn();
      }
    }
    await beBusy();
    ${then}
    process.stdout.write(String(most / 2 ** 20));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, "--input-type=module", "--eval", program],
    { env: { ...process.env, NODE_V8_COVERAGE: undefined, NODE_OPTIONS: undefined } },
  );
  return Number(stdout);
}

test("the young generation stays as it begins while loading, and within its bound from then on", async () => {
  const [loading, serving, unbound] = await Promise.all([
    youngSize("growHeapSlowly();"),
    youngSize("growHeapSlowly(); growYoungGeneration();"),
    youngSize(""),
  ]);
  const told = `${loading}, ${serving} and ${unbound} MiB`;
  assert.ok(loading < serving, told);
  assert.ok(serving <= 24, told);
  assert.ok(unbound >= 32, told);
});

test("it grows again after a quiet time, in which V8 has made it small", async () => {
  // What V8 does by itself after some seconds of few calls.
  const quietTime = `
    const before = youngSize();
    for (let turn = 0; turn < 1_000 && youngSize() >= before / 4; turn++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (youngSize() >= before / 4) throw new Error("V8 has not made it small.");
    await beBusy();`;
  const again = await youngSize("growHeapSlowly(); growYoungGeneration();", ["--expose-gc"], quietTime);
  assert.ok(again >= 12 && again <= 24, `${again} MiB`);
});

test("what an operator has set for V8 stays as it is", async () => {
  const policy = "growHeapSlowly(); growYoungGeneration();";
  const [asked, underscored] = await Promise.all([
    youngSize(policy, ["--max-semi-space-size=64"]),
    youngSize(policy, ["--min_semi_space_size=16"]),
  ]);
  assert.ok(asked >= 32, `${asked} MiB`);
  assert.ok(underscored >= 32, `${underscored} MiB`);
});
