import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { verdictOf, watchOverload } from "../../../../../sidecar/filters/admit/overload.ts";
import type { Pressure } from "../../../../../sidecar/platform/pressure.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";

const spec = { eventLoopDelay: 250, memory: 0.8 };
const READING_MS = 250;

function watched(context: TestContext) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const pressure: { eventLoopDelayMs: number; heapShare: number } = { eventLoopDelayMs: 0, heapShare: 0.1 };
  let closed = false;
  const sensor = {
    read: () => ({ ...pressure }),
    close: () => {
      closed = true;
    },
  };
  const overload = watchOverload({ spec, sensor, clock, telemetry });
  context.after(() => {
    overload.close();
    assert.ok(closed);
    assert.equal(clock.running, 0);
  });
  /** The levels after each of these readings. */
  const levels = async (...readings: readonly Partial<Pressure>[]) => {
    const seen: number[] = [];
    for (const reading of readings) {
      Object.assign(pressure, { eventLoopDelayMs: 0, heapShare: 0.1 }, reading);
      await clock.advance(READING_MS);
      seen.push(overload.level);
    }
    return seen;
  };
  return { overload, telemetry, levels };
}

const late = (eventLoopDelayMs: number) => ({ eventLoopDelayMs });

test("each priority has a delay of its own from which on it is refused", () => {
  const level = (eventLoopDelayMs: number) => verdictOf({ eventLoopDelayMs, heapShare: 0 }, spec).level;
  assert.deepEqual([0, 250, 251, 500, 501, 1_000, 1_001, 60_000].map(level), [0, 0, 1, 1, 2, 2, 3, 3]);
});

test("each priority has a share of the heap of its own from which on it is refused", () => {
  const verdict = (heapShare: number) => verdictOf({ eventLoopDelayMs: 0, heapShare }, spec);
  assert.deepEqual(
    [0.8, 0.81, 0.89, 0.91, 0.94, 0.96, 1].map((share) => verdict(share).level),
    [0, 1, 1, 2, 2, 3, 3],
  );
  assert.equal(verdict(0.9).reason, "memory");
});

test("one long block is over when it is known, and refuses nobody", async (context) => {
  const { levels, telemetry } = watched(context);
  assert.deepEqual(await levels(late(5_000), {}, {}), [0, 0, 0]);
  assert.deepEqual(telemetry.events, []);
});

test("what lasts for two readings is an overload, as high as the lower of them", async (context) => {
  const { levels, overload, telemetry } = watched(context);
  assert.deepEqual(await levels(late(300), late(2_000)), [0, 1]);
  assert.equal(overload.reason, "event-loop");
  assert.deepEqual(await levels(late(2_000)), [3]);
  assert.deepEqual(
    telemetry.named("overloadChanged").map(({ values }) => values),
    [
      [1, "event-loop"],
      [3, "event-loop"],
    ],
  );
});

test("an overload is left one level at a time, after a second of calm each", async (context) => {
  const { levels, telemetry } = watched(context);
  await levels(late(2_000), late(2_000));
  const calm = Array.from({ length: 12 }, () => ({}));
  assert.deepEqual(await levels(...calm), [3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0]);
  assert.deepEqual(
    telemetry.named("overloadChanged").map(({ values }) => values[0]),
    [3, 2, 1, 0],
  );
});

test("a process on the edge does not flap", async (context) => {
  const { levels, telemetry } = watched(context);
  await levels(late(300), late(300));
  const edge = Array.from({ length: 40 }, (_, index) => late(index % 2 === 0 ? 10 : 300));
  assert.ok((await levels(...edge)).every((level) => level === 1));
  assert.equal(telemetry.named("overloadChanged").length, 1);
});

test("a full heap is an overload as well", async (context) => {
  const { levels, overload } = watched(context);
  assert.deepEqual(await levels({ heapShare: 0.97 }, { heapShare: 0.97 }), [0, 3]);
  assert.equal(overload.reason, "memory");
});
