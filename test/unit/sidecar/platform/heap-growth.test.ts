import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

const MODULE = new URL("../../../../sidecar/platform/heap-growth.ts", import.meta.url).href;

/** In a process of its own, since V8's settings are a process's. @returns MiB that its young generation took mostly, and at most */
async function youngSizes(
  policy: string,
  flags: readonly string[] = [],
  then = "",
): Promise<{ readonly median: number; readonly most: number }> {
  const program = `
    import { getHeapSpaceStatistics } from "node:v8";
    import { growHeapSlowly, growYoungGeneration } from ${JSON.stringify(MODULE)};
    ${policy}
    const recent = [];
    let sizes = [];
    const youngSize = () => getHeapSpaceStatistics().find((space) => space.space_name === "new_space").space_size;
    const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
    async function beBusy() {
      sizes = [];
      for (let turn = 0; turn < 250; turn++) {
        // As with calls: most dies at once, some outlives a collection or two.
        for (let index = 0; index < 20_000; index++) recent[(turn * 20_000 + index) % 8_000] = { index, more: [index, turn] };
        sizes.push(youngSize() / 2 ** 20);
        await nextTurn();
      }
    }
    await beBusy();
    ${then}
    sizes.sort((left, right) => left - right);
    process.stdout.write(JSON.stringify([sizes[sizes.length >> 1], sizes.at(-1)]));`;
  const [median, most]: number[] = JSON.parse(await output(program, flags));
  assert.ok(median !== undefined && most !== undefined);
  return { median, most };
}

/** @returns how often V8 has looked, after a collection, which places in the code make what lives long */
async function looksForLongLived(policy: string, flags: readonly string[] = []): Promise<number> {
  const program = `
    import { stopPretenuring } from ${JSON.stringify(MODULE)};
    ${policy}
    class Point { constructor(index) { this.index = index; this.both = [index, index]; } }
    const kept = [];
    for (let turn = 0; turn < 10; turn++) {
      for (let index = 0; index < 40_000; index++) kept.push(new Point(index));
      await new Promise((resolve) => setImmediate(resolve));
    }`;
  const told = await output(program, ["--trace-pretenuring-statistics", ...flags]);
  return told.match(/=> (?:maybe )?tenure/g)?.length ?? 0;
}

/** @returns ms for which V8 waits for calls before it gives back what it can */
async function idleTime(policy: string, flags: readonly string[] = []): Promise<number> {
  const program = `
    import { keepCodeBetweenBursts } from ${JSON.stringify(MODULE)};
    ${policy}
    const kept = [];
    for (let turn = 0; turn < 6; turn++) {
      for (let index = 0; index < 200_000; index++) kept.push([index]);
      gc();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }`;
  const tracing = ["--expose-gc", "--trace-memory-reducer", "--gc-memory-reducer-start-delay-ms=0"];
  const told = await output(program, [...tracing, ...flags]);
  return Number(/waiting for (\d+) ms/.exec(told)?.[1]);
}

/** Of a program in a process of its own. */
async function output(program: string, flags: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, "--input-type=module", "--eval", program],
    { env: { ...process.env, NODE_V8_COVERAGE: undefined, NODE_OPTIONS: undefined } },
  );
  return stdout;
}

test("the young generation stays as it begins while loading, and within its bound from then on", async () => {
  const [loading, serving, unbound] = await Promise.all([
    youngSizes("growHeapSlowly();"),
    youngSizes("growHeapSlowly(); growYoungGeneration();"),
    youngSizes(""),
  ]);
  const told = JSON.stringify({ loading, serving, unbound });
  // What it takes at most is seen within a collection, and differs from run to run.
  assert.ok(loading.median < serving.median, told);
  assert.ok(serving.most <= 24, told);
  assert.ok(unbound.most >= 32, told);
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
  const again = await youngSizes("growHeapSlowly(); growYoungGeneration();", ["--expose-gc"], quietTime);
  assert.ok(again.most >= 12 && again.most <= 24, `${again.most} MiB`);
});

test("what an operator has set for V8 stays as it is", async () => {
  const policy = "growHeapSlowly(); growYoungGeneration();";
  const [asked, underscored] = await Promise.all([
    youngSizes(policy, ["--max-semi-space-size=64"]),
    youngSizes(policy, ["--min_semi_space_size=16"]),
  ]);
  assert.ok(asked.most >= 32, `${asked.most} MiB`);
  assert.ok(underscored.most >= 32, `${underscored.most} MiB`);
});

test("V8 makes nothing in the old generation at once, unless an operator wants that", async () => {
  const [stopped, asked, byItself] = await Promise.all([
    looksForLongLived("stopPretenuring();"),
    looksForLongLived("stopPretenuring();", ["--allocation-site-pretenuring"]),
    looksForLongLived(""),
  ]);
  assert.equal(stopped, 0);
  assert.ok(asked > 0 && byItself > 0, `${asked} and ${byItself}`);
});

test("V8 keeps what it has optimised for ten minutes without calls, unless an operator says how long", async () => {
  const [kept, asked, byItself] = await Promise.all([
    idleTime("keepCodeBetweenBursts();"),
    idleTime("keepCodeBetweenBursts();", ["--memory-reducer-delay-ms=3000"]),
    idleTime(""),
  ]);
  assert.deepEqual([kept, asked], [600_000, 3_000]);
  assert.ok(byItself < 60_000, `${byItself} ms`);
});
