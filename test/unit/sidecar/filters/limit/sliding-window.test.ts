import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SlidingWindow } from "../../../../../sidecar/filters/limit/sliding-window.ts";

test("what is within the limit fits, what is beyond it waits until the oldest is a window old, to the ms", () => {
  const window = new SlidingWindow(2, 1_000);
  window.add(1, 5_000);
  window.add(1, 5_400);
  assert.equal(window.used(5_400), 2);
  assert.equal(window.waitFor(1, 5_400), 600);
  assert.equal(window.waitFor(2, 5_400), 1_000);
  assert.equal(window.resetMs(5_400), 1_000);
  assert.equal(window.waitFor(1, 5_999), 1);
  assert.equal(window.waitFor(1, 6_000), 0);
  assert.equal(window.used(6_000), 1);
  assert.equal(window.resetMs(6_000), 400);
  assert.equal(window.used(6_400), 0);
  assert.equal(window.resetMs(6_400), 0);
});

test("what is more than the whole limit never fits, however long it waits", () => {
  const window = new SlidingWindow(2, 1_000);
  assert.equal(window.waitFor(3, 0), undefined);
});

test("what is held does not age", () => {
  const window = new SlidingWindow(10, 1_000);
  window.add(4, 0);
  assert.equal(window.waitFor(3, 0, 5), 1_000);
  assert.equal(window.waitFor(3, 0, 8), undefined);
});

test("a burst at the end of one window and the start of the next is no way around the limit", () => {
  const window = new SlidingWindow(10, 1_000);
  let passed = 0;
  for (let now = 990; now <= 1_010; now++) {
    if (window.waitFor(1, now) !== 0) continue;
    window.add(1, now);
    passed++;
  }
  assert.equal(passed, 10);
});

test("no span of the window's length ever holds more than the limit, and whoever waits as told is let in", () => {
  const steps = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 400 }), amount: fc.integer({ min: 1, max: 5 }) }),
    {
      maxLength: 200,
    },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 20 }),
      fc.integer({ min: 1, max: 1_000 }),
      steps,
      (limit, windowMs, coming) => {
        const window = new SlidingWindow(limit, windowMs);
        const passed: { readonly at: number; readonly amount: number }[] = [];
        let now = 0;
        for (const { after, amount } of coming) {
          now += after;
          const wait = window.waitFor(amount, now);
          assert.ok(wait !== undefined && wait <= windowMs * 1.05);
          // Half of them wait as they were told; the others come back when they like.
          if (wait > 0 && amount % 2 === 0) continue;
          now += wait;
          assert.equal(window.waitFor(amount, now), 0);
          window.add(amount, now);
          passed.push({ at: now, amount });
          const within = passed.filter(({ at }) => at > now - windowMs);
          assert.ok(within.reduce((sum, entry) => sum + entry.amount, 0) <= limit);
          assert.ok(window.used(now) <= limit);
        }
        assert.equal(window.used(now + windowMs), 0);
      },
    ),
  );
});

test("nothing that came within the window is forgotten, and nothing is remembered for a 20th longer", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }), (pauses) => {
      const window = new SlidingWindow(1_000, 1_000);
      const times: number[] = [];
      let now = 0;
      for (const pause of pauses) {
        now += pause;
        window.add(1, now);
        times.push(now);
        const used = window.used(now);
        assert.ok(used >= times.filter((at) => at > now - 1_000).length);
        assert.ok(used <= times.filter((at) => at > now - 1_050).length);
      }
    }),
  );
});
