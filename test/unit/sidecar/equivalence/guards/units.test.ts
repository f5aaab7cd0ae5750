import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("units and currencies are told apart, however they are spelled", () => {
  assertDiffer("units", [
    ["How long is 5 km?", "How long is 5 miles?"],
    ["Is $50 enough?", "Is 50 € enough?"],
    ["Is 20 weeks of leave possible?", "Is 20 months of leave possible?"],
  ]);
});

test("what says the same in other words gives the units guard no reason", () => {
  assertSame([
    ["How long is 5 km?", "how long is 5 kilometres"],
    ["Is $50 enough?", "Is 50 dollars enough?"],
    ["Is 350 F hot?", "Is 350 degrees Fahrenheit hot?"],
  ]);
});
