import assert from "node:assert/strict";
import { test } from "node:test";
import { PeakEwma } from "../../../../../sidecar/upstream/balance/peak-ewma.ts";

test("nothing is known before the first observation", () => {
  const average = new PeakEwma();
  assert.equal(average.at(0), undefined);
  average.observe(40, 0);
  assert.equal(average.at(0), 40);
});

test("it follows a peak at once and comes down slowly", () => {
  const average = new PeakEwma();
  average.observe(10, 0);
  average.observe(400, 100);
  assert.equal(average.at(100), 400);
  average.observe(10, 200);
  const soon = average.at(200) ?? 0;
  assert.ok(soon > 380 && soon < 400, `${soon}`);
  for (let at = 300; at < 60_000; at += 100) average.observe(10, at);
  const later = average.at(60_000) ?? 0;
  assert.ok(later > 9 && later < 13, `${later}`);
});

test("it decays while nothing is observed", () => {
  const average = new PeakEwma();
  average.observe(1_000, 0);
  assert.ok((average.at(30_000) ?? 0) < 60);
});

test("a bound from below counts only above what is known", () => {
  const average = new PeakEwma();
  average.observeAtLeast(5, 0);
  assert.equal(average.at(0), 5);
  average.observeAtLeast(3, 0);
  assert.equal(average.at(0), 5);
  average.observeAtLeast(70, 0);
  assert.equal(average.at(0), 70);
});
