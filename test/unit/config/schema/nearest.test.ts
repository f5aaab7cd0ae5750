import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { editDistance, nearest, nearestFew } from "../../../../config/schema/nearest.ts";

test("the nearest name is found through slips of every kind", () => {
  const names = ["connect", "firstToken", "idle", "total"];
  for (const [typed, meant] of [
    ["conect", "connect"],
    ["connectt", "connect"],
    ["conncet", "connect"],
    ["first_token", "firstToken"],
    ["FIRST-TOKEN", "firstToken"],
    ["idel", "idle"],
    ["totals", "total"],
  ] as const) {
    assert.equal(nearest(typed, names), meant, typed);
  }
});

test("what is like no name has no hint", () => {
  assert.equal(nearest("retries", ["connect", "idle"]), undefined);
  assert.equal(nearest("x", ["abc"]), undefined);
  assert.equal(nearest("a".repeat(10_000), ["a".repeat(10_000)]), undefined);
  assert.equal(nearest("a", []), undefined);
});

test("equally near names come in alphabetical order, the nearest first", () => {
  assert.deepEqual(nearestFew("gpt-4o-mini", ["gpt-4o-min", "gpt-4-mini", "gpt-4o", "llama"], 3), [
    "gpt-4-mini",
    "gpt-4o-min",
  ]);
});

test("the distance is symmetric, 0 for equal texts alone, and never told below its limit when it is above", () => {
  const text = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(text, text, fc.nat(12), (left, right, limit) => {
      const distance = editDistance(left, right, 20);
      assert.equal(editDistance(right, left, 20), distance);
      assert.equal(distance === 0, left === right);
      const bounded = editDistance(left, right, limit);
      assert.equal(bounded > limit, distance > limit);
      if (distance <= limit) assert.equal(bounded, distance);
    }),
  );
});
