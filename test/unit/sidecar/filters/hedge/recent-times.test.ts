import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RecentTimes } from "../../../../../sidecar/filters/hedge/recent-times.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";

test("fewer than fifty times have no percentile", () => {
  const times = new RecentTimes(new FakeClock());
  for (let count = 0; count < 49; count++) times.observe(7);
  assert.equal(times.percentile(0.9), undefined);
  times.observe(7);
  assert.equal(times.percentile(0.9), 7);
});

test("a percentile is that of the last 512 times", () => {
  const shares = fc.double({ min: 0.5, max: 0.999, noNaN: true });
  const durations = fc.array(fc.nat(10_000), { minLength: 50, maxLength: 700 });
  fc.assert(
    fc.property(durations, shares, (all, share) => {
      const times = new RecentTimes(new FakeClock());
      for (const ms of all) times.observe(ms);
      const sorted = all.slice(-512).sort((left, right) => left - right);
      assert.equal(times.percentile(share), sorted[Math.ceil(share * sorted.length) - 1]);
    }),
    { numRuns: 50 },
  );
});

test("times of more than five minutes ago do not count", async () => {
  const clock = new FakeClock();
  const times = new RecentTimes(clock);
  for (let count = 0; count < 60; count++) times.observe(900);
  await clock.advance(5 * 60_000);
  for (let count = 0; count < 60; count++) times.observe(10);
  assert.equal(times.percentile(0.99), 900);
  await clock.advance(1_000);
  assert.equal(times.percentile(0.99), 10);
  await clock.advance(5 * 60_000);
  assert.equal(times.percentile(0.99), undefined);
});

test("it is worked out anew once a second at most", async () => {
  const clock = new FakeClock();
  const times = new RecentTimes(clock);
  for (let count = 0; count < 50; count++) times.observe(10);
  assert.equal(times.percentile(0.9), 10);
  for (let count = 0; count < 50; count++) times.observe(500);
  await clock.advance(999);
  assert.equal(times.percentile(0.9), 10);
  await clock.advance(1);
  assert.equal(times.percentile(0.9), 500);
});
