import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

const MODULE = new URL("../../../../sidecar/platform/heap-growth.ts", import.meta.url).href;

interface HeapSizes {
  /** Most that the young generation took, in MiB. */
  readonly young: number;
  /** Most that the old generation took beside what is kept there, in MiB. */
  readonly garbage: number;
}

/** A process of its own, since V8's settings are a process's: it makes garbage, most of which dies young, for a while. */
async function sizesOf(policy: string, flags: readonly string[] = []): Promise<HeapSizes> {
  const program = `
    import { getHeapSpaceStatistics } from "node:v8";
    import { growHeapSlowly, growYoungGeneration } from ${JSON.stringify(MODULE)};
    ${policy}
    const sizeOf = (name) => getHeapSpaceStatistics().find((space) => space.space_name === name).space_size / 2 ** 20;
    const kept = Array.from({ length: 100_000 }, (_, index) => ({ index, more: [index] }));
    const recent = [];
    let [young, old] = [0, 0];
    for (let turn = 0; turn < 200; turn++) {
      for (let index = 0; index < 20_000; index++) recent[(turn * 20_000 + index) % 50_000] = { index, more: [index, turn] };
      young = Math.max(young, sizeOf("new_space"));
      old = Math.max(old, sizeOf("old_space"));
      await new Promise((resolve) => setImmediate(resolve));
    }
    process.stdout.write(JSON.stringify({ young, garbage: old, kept: kept.length }));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, "--input-type=module", "--eval", program],
    { env: { ...process.env, NODE_V8_COVERAGE: undefined, NODE_OPTIONS: undefined } },
  );
  return JSON.parse(stdout);
}

test("the young generation stays as it begins while loading, and within its bound from then on", async () => {
  const [loading, serving, unbound] = await Promise.all([
    sizesOf("growHeapSlowly();"),
    sizesOf("growHeapSlowly(); growYoungGeneration();"),
    sizesOf(""),
  ]);
  const told = JSON.stringify({ loading, serving, unbound });
  assert.ok(loading.young < serving.young, told);
  assert.ok(serving.young < unbound.young, told);
  // Two halves of 8 MiB, and what is on its way to the old generation.
  assert.ok(serving.young <= 26, told);
  assert.ok(serving.garbage < unbound.garbage, told);
});

test("what an operator has set for V8 stays as it is", async () => {
  const asked = await sizesOf("growHeapSlowly(); growYoungGeneration();", ["--max-semi-space-size=32"]);
  const underscored = await sizesOf("growHeapSlowly();", ["--min_semi_space_size=16"]);
  assert.ok(asked.young > 26, JSON.stringify(asked));
  assert.ok(underscored.young > 26, JSON.stringify(underscored));
});
