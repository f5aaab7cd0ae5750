import assert from "node:assert/strict";
import { test } from "node:test";
import { closedLoop, type Outcome, openLoop, type Pace, percentileMs, type Send } from "../../bench/load.ts";
import { FakeClock } from "../../support/fake-clock.ts";

const paceOf = (clock: FakeClock): Pace => ({
  now: () => clock.monotonic(),
  until: (time) => new Promise((resolve) => clock.after(time - clock.monotonic(), resolve)),
});

/** Takes so many ms for each call in turn, the last of them for all that follow; in between, nothing else is served. */
function serialTarget(clock: FakeClock, serviceMs: readonly number[]): Send {
  let freeAt = clock.monotonic();
  let number = 0;
  return () => {
    freeAt = Math.max(freeAt, clock.monotonic()) + (serviceMs[Math.min(number++, serviceMs.length - 1)] ?? 0);
    const endedAt = freeAt;
    return new Promise<Outcome>((resolve) => {
      clock.after(endedAt - clock.monotonic(), () => resolve({ ok: true, firstAt: endedAt, endedAt }));
    });
  };
}

async function finish<Value>(clock: FakeClock, running: Promise<Value>, ms: number): Promise<Value> {
  // In small steps, since what a timer starts may start the next timer.
  for (let passed = 0; passed < ms; passed += 10) await clock.advance(10);
  return running;
}

const near = (actual: number | undefined, expected: number) =>
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= expected * 0.01,
    `${actual} is not about ${expected}`,
  );

test("a stall is seen by every call that was due in it, not only by the one that was sent", async () => {
  const clock = new FakeClock();
  // One call may be in flight, so the generator itself is stopped by the stall of 500 ms.
  const send = serialTarget(clock, [500, 1]);
  const options = { ratePerSecond: 100, durationMs: 1_000, maxInFlight: 1 };
  const { calls, latency, lateness } = await finish(clock, openLoop(send, paceOf(clock), options), 2_000);
  assert.equal(calls, 100);
  near(percentileMs(latency, 100), 500);
  // Half of all calls were due in the stall: counted from when they were sent, the median would be 1 ms for all of them.
  assert.ok((percentileMs(latency, 60) ?? 0) > 50, `60th percentile: ${percentileMs(latency, 60)}`);
  near(percentileMs(lateness, 100), 490);
});

test("calls are due at a fixed rate, whatever becomes of the earlier ones", async () => {
  const clock = new FakeClock();
  const startedAt = clock.monotonic();
  const sentAt: number[] = [];
  const slow: Send = () => {
    sentAt.push(clock.monotonic() - startedAt);
    return new Promise((resolve) =>
      clock.after(70, () =>
        resolve({ ok: true, firstAt: clock.monotonic() - 60, endedAt: clock.monotonic() }),
      ),
    );
  };
  const options = { ratePerSecond: 50, durationMs: 100, maxInFlight: 10 };
  const { latency, firstByte, lateness } = await finish(clock, openLoop(slow, paceOf(clock), options), 300);
  assert.deepEqual(sentAt, [0, 20, 40, 60, 80]);
  near(percentileMs(latency, 50), 70);
  near(percentileMs(firstByte, 50), 10);
  assert.ok((percentileMs(lateness, 100) ?? 1) <= 0.001);
});

test("a failed call counts by its reason and leaves no latency", async () => {
  const clock = new FakeClock();
  let number = 0;
  const send: Send = async () =>
    number++ % 2 === 0
      ? { ok: false, reason: "status 503" }
      : { ok: true, firstAt: clock.monotonic(), endedAt: clock.monotonic() };
  const options = { ratePerSecond: 100, durationMs: 100, maxInFlight: 4 };
  const { calls, latency, failures } = await finish(clock, openLoop(send, paceOf(clock), options), 200);
  assert.equal(calls, 5);
  assert.equal(latency.totalCount, 5);
  assert.deepEqual([...failures], [["status 503", 5]]);
});

test("nothing measured is not a latency of zero", async () => {
  const clock = new FakeClock();
  const send: Send = async () => ({ ok: false, reason: "ECONNREFUSED" });
  const { latency } = await finish(
    clock,
    openLoop(send, paceOf(clock), { ratePerSecond: 10, durationMs: 100, maxInFlight: 1 }),
    200,
  );
  assert.equal(percentileMs(latency, 99), undefined);
});

test("a closed loop keeps so many calls in flight, and counts those that failed apart", async () => {
  const clock = new FakeClock();
  let [inFlight, most, number] = [0, 0, 0];
  const send: Send = () => {
    most = Math.max(most, ++inFlight);
    const failed = ++number === 7;
    return new Promise((resolve) =>
      clock.after(10, () => {
        inFlight--;
        const at = clock.monotonic();
        resolve(failed ? { ok: false, reason: "status 500" } : { ok: true, firstAt: at, endedAt: at });
      }),
    );
  };
  const result = await finish(
    clock,
    closedLoop(send, paceOf(clock), { concurrency: 4, durationMs: 100 }),
    200,
  );
  assert.equal(most, 4);
  assert.equal(result.calls, 39);
  assert.equal(result.elapsedMs, 100);
  assert.deepEqual([...result.failures], [["status 500", 1]]);
});

test("a warm-up ends when as many calls as it takes have ended, long before its time is up", async () => {
  const clock = new FakeClock();
  const send = serialTarget(clock, [1]);
  const options = { concurrency: 4, durationMs: 10_000, calls: 20 };
  const { calls, elapsedMs } = await finish(clock, closedLoop(send, paceOf(clock), options), 1_000);
  // Those in flight end, too.
  assert.ok(calls >= 20 && calls < 20 + 4, `${calls} calls`);
  assert.ok(elapsedMs < 100, `${elapsedMs} ms`);
});
