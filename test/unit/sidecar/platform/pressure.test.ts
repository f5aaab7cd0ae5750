import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../../../sidecar/platform/clock.ts";
import { systemPressure } from "../../../../sidecar/platform/pressure.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test("a block is seen by whoever reads right after it", () => {
  const sensor = systemPressure(systemClock);
  block(150);
  const { eventLoopDelayMs } = sensor.read();
  sensor.close();
  assert.ok(eventLoopDelayMs >= 120, `${eventLoopDelayMs}`);
});

test("a block is told of once, although the tick that it has kept waiting comes after the reading", () => {
  let now = 0;
  let tick = () => {};
  const sensor = systemPressure({
    now: () => now,
    monotonic: () => now,
    after: (_ms, callback) => {
      tick = callback;
      return { cancel() {}, refresh() {} };
    },
  });
  now = 2_020;
  assert.equal(sensor.read().eventLoopDelayMs, 2_000);
  tick();
  assert.equal(sensor.read().eventLoopDelayMs, 0);
  now = 2_340;
  tick();
  assert.equal(sensor.read().eventLoopDelayMs, 300);
});

test("an event loop that runs on time is not late", async () => {
  const clock = new FakeClock();
  const sensor = systemPressure(clock);
  await clock.advance(1_000);
  assert.equal(sensor.read().eventLoopDelayMs, 0);
  sensor.close();
  assert.equal(clock.running, 0);
});

test("the heap's share is one", () => {
  const sensor = systemPressure(new FakeClock());
  const { heapShare } = sensor.read();
  sensor.close();
  assert.ok(heapShare > 0 && heapShare < 1, `${heapShare}`);
});
