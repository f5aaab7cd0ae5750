import assert from "node:assert/strict";
import { test } from "node:test";
import {
  callingCodeOf,
  isAssigned,
  isAssignedIn,
  lengthsOf,
} from "../../../../../sidecar/detection/phone/numbering-plans.ts";

test("country codes are told from the digits behind them", () => {
  for (const [digits, code] of [
    ["14155550132", "1"],
    ["442079460958", "44"],
    ["35312345678", "353"],
    ["97150123456", "971"],
  ] as const)
    assert.equal(callingCodeOf(digits), code);
  assert.equal(callingCodeOf("99912345"), undefined);
  assert.equal(callingCodeOf(""), undefined);
});

test("numbers are weighed by their country's plan", () => {
  assert.equal(isAssigned("44", "2079460958"), true);
  assert.equal(isAssigned("1", "0155550132"), false);
  assert.equal(isAssigned("999", "123456"), false);
  assert.deepEqual(lengthsOf("33"), [9, 9]);
});

test("inside a country numbers have its trunk prefix, where it has one", () => {
  assert.equal(isAssignedIn(["FR"], "0612345678"), true);
  assert.equal(isAssignedIn(["ES"], "612345678"), true);
  assert.equal(isAssignedIn(["IT"], "0612345678"), true);
  assert.equal(isAssignedIn(["FR"], "0012345678"), false);
});
