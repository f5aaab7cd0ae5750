import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AttemptBudget, AttemptBudgets } from "../../../../sidecar/core/attempt-budget.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

const FLOOR = 10;
const budgetOn = (clock: FakeClock) => new AttemptBudget(() => clock.monotonic());

function takeAll(budget: AttemptBudget, share: number): number {
  let taken = 0;
  while (budget.take(share, FLOOR)) taken++;
  return taken;
}

test("with little traffic the floor is allowed", () => {
  const budget = budgetOn(new FakeClock());
  budget.recordCall();
  assert.equal(takeAll(budget, 0.2), FLOOR);
});

test("with traffic the share of the calls is allowed", () => {
  const budget = budgetOn(new FakeClock());
  for (let call = 0; call < 200; call++) budget.recordCall();
  assert.equal(takeAll(budget, 0.2), 40);
});

test("calls and further attempts count for ten seconds", async () => {
  const clock = new FakeClock();
  const budget = budgetOn(clock);
  for (let call = 0; call < 100; call++) budget.recordCall();
  assert.equal(takeAll(budget, 0.5), 50);
  await clock.advance(8_999);
  assert.equal(takeAll(budget, 0.5), 0);
  await clock.advance(1_001);
  assert.equal(takeAll(budget, 0.5), 10);
});

test("a long silence leaves nothing of before in the window", async () => {
  const clock = new FakeClock();
  const budget = budgetOn(clock);
  for (let call = 0; call < 100; call++) budget.recordCall();
  await clock.advance(1_000_000);
  assert.equal(takeAll(budget, 0.5), 10);
});

test("a share of 0 allows none at all", () => {
  const budget = budgetOn(new FakeClock());
  budget.recordCall();
  assert.equal(budget.take(0, FLOOR), false);
});

test("whatever the traffic, a further attempt is allowed only within the floor or the share of the last ten seconds' calls", async () => {
  const steps = fc.array(fc.record({ wait: fc.nat(3_000), calls: fc.nat(60), tries: fc.nat(60) }), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(steps, fc.double({ min: 0.01, max: 1, noNaN: true }), async (all, ratio) => {
      const clock = new FakeClock();
      const budget = budgetOn(clock);
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
        const allowed = Math.max(FLOOR, ratio * calls.filter(inWindow).length);
        for (let attempt = 0; attempt < tries; attempt++) {
          const room = retries.filter(inWindow).length + 1 <= allowed;
          assert.equal(budget.take(ratio, FLOOR), room);
          if (room) retries.push(now);
        }
      }
    }),
    { numRuns: 30 },
  );
});

test("an upstream's budget outlives configurations, and goes with the upstream", () => {
  const budgets = new AttemptBudgets(() => 0);
  const openai = budgets.of("openai");
  budgets.sync(new Map([["openai", {}]]));
  assert.equal(budgets.of("openai"), openai);
  budgets.sync(new Map());
  assert.notEqual(budgets.of("openai"), openai);
});
