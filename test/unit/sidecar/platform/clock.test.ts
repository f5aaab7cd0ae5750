import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { sleep, systemClock } from "../../../../sidecar/platform/clock.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

test("a sleep ends after its time and leaves neither timer nor listener", async () => {
  const clock = new FakeClock();
  const { signal } = new AbortController();
  let over = false;
  const sleeping = sleep(clock, 100, signal).then(() => {
    over = true;
  });
  await clock.advance(99);
  assert.equal(over, false);
  await clock.advance(1);
  await sleeping;
  assert.equal(clock.running, 0);
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("an abort ends a sleep at once with the signal's reason, and leaves neither timer nor listener", async () => {
  const clock = new FakeClock();
  const abort = new AbortController();
  const sleeping = sleep(clock, 60_000, abort.signal);
  const reason = new AiosError("client-closed", "gone");
  abort.abort(reason);
  await assert.rejects(sleeping, (error) => error === reason);
  assert.equal(clock.running, 0);
  assert.equal(getEventListeners(abort.signal, "abort").length, 0);
});

test("a sleep under a signal that has aborted already does not begin", async () => {
  const clock = new FakeClock();
  const reason = new AiosError("draining", "closing");
  await assert.rejects(sleep(clock, 60_000, AbortSignal.abort(reason)), (error) => error === reason);
  assert.equal(clock.running, 0);
});

test("the system's clock waits, cancels, refreshes, and takes a wait of years for a long one", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const fired: string[] = [];
  systemClock.after(10, () => fired.push("due"));
  systemClock.after(-5, () => fired.push("overdue"));
  systemClock.after(10, () => fired.push("cancelled")).cancel();
  const years = systemClock.after(2 ** 40, () => fired.push("years"));
  context.mock.timers.tick(10);
  assert.deepEqual(fired, ["overdue", "due"]);
  years.cancel();
});

test("the system's clocks run forward", () => {
  const before = systemClock.monotonic();
  assert.ok(systemClock.monotonic() >= before);
  assert.ok(systemClock.now() > Date.UTC(2024, 0, 1));
});
