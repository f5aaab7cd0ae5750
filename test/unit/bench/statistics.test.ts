import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, median, ratios, spread } from "../../bench/statistics.ts";

test("the median does not depend on the order and takes numbers for numbers", () => {
  assert.equal(median([10, 9, 100]), 10);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([7]), 7);
  assert.throws(() => median([]), RangeError);
});

test("a spread leaves out what could not be measured", () => {
  assert.deepEqual(spread([3, undefined, 1, 2]), { median: 2, low: 1, high: 3 });
  assert.equal(spread([undefined, undefined]), undefined);
});

test("ratios are taken round by round, so that a slow spell of the machine does not show in them", () => {
  // The machine was at half its speed in the second round.
  assert.deepEqual(ratios([10, 20, 10], [5, 10, 5]), [2, 2, 2]);
});

test("a round without a value on one side has no ratio", () => {
  assert.deepEqual(ratios([undefined, 1, 1], [1, undefined, 0]), [undefined, undefined, undefined]);
});

test("what is added is taken round by round as well, and may be below zero", () => {
  assert.deepEqual(differences([3, 12, 1], [1, 10, 2]), [2, 2, -1]);
  assert.deepEqual(differences([undefined, 1], [1, undefined]), [undefined, undefined]);
});
