import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRetryBudget, type RetryBudget } from "../../../../../sidecar/filters/retry/budget.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";

function takeAll(budget: RetryBudget): number {
  let taken = 0;
  while (budget.take()) taken++;
  return taken;
}

test("with little traffic ten retries in ten seconds are always allowed", () => {
  const budget = createRetryBudget(0.2, new FakeClock());
  budget.recordCall();
  assert.equal(takeAll(budget), 10);
});

test("with traffic the share of the calls is allowed", () => {
  const budget = createRetryBudget(0.2, new FakeClock());
  for (let call = 0; call < 200; call++) budget.recordCall();
  assert.equal(takeAll(budget), 40);
});

test("calls and retries count for ten seconds", async () => {
  const clock = new FakeClock();
  const budget = createRetryBudget(0.5, clock);
  for (let call = 0; call < 100; call++) budget.recordCall();
  assert.equal(takeAll(budget), 50);
  await clock.advance(8_999);
  assert.equal(takeAll(budget), 0);
  await clock.advance(1_001);
  assert.equal(takeAll(budget), 10);
});

test("a long silence leaves nothing of before in the window", async () => {
  const clock = new FakeClock();
  const budget = createRetryBudget(0.5, clock);
  for (let call = 0; call < 100; call++) budget.recordCall();
  await clock.advance(1_000_000);
  assert.equal(takeAll(budget), 10);
});

test("a share of 0 allows no retry at all", () => {
  const budget = createRetryBudget(0, new FakeClock());
  budget.recordCall();
  assert.equal(budget.take(), false);
});

test("whatever the traffic, a retry is allowed only within the floor or the share of the last ten seconds' calls", async () => {
  const steps = fc.array(fc.record({ wait: fc.nat(3_000), calls: fc.nat(60), tries: fc.nat(60) }), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(steps, fc.double({ min: 0.01, max: 1, noNaN: true }), async (all, ratio) => {
      const clock = new FakeClock();
      const budget = createRetryBudget(ratio, clock);
      const calls: number[] = [];
      const retries: number[] = [];
      for (const { wait, calls: arriving, tries } of all) {
        await clock.advance(wait);
        const now = clock.monotonic();
        // The window moves in slices of a second.
        const inWindow = (at: number) => at >= (Math.floor(now / 1_000) - 9) * 1_000;
        for (let call = 0; call < arriving; call++) {
          budget.recordCall();
          calls.push(now);
        }
        const allowed = Math.max(10, ratio * calls.filter(inWindow).length);
        for (let attempt = 0; attempt < tries; attempt++) {
          const room = retries.filter(inWindow).length + 1 <= allowed;
          assert.equal(budget.take(), room);
          if (room) retries.push(now);
        }
      }
    }),
    { numRuns: 30 },
  );
});
