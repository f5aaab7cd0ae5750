import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("what is the reverse, or another of the same kind, is no paraphrase", () => {
  assertDiffer("polarity", [
    ["How do I enable dark mode?", "How do I disable dark mode?"],
    ["How to buy shares", "How to sell shares"],
    ["Is it safe?", "Is it unsafe?"],
    ["Can a cat eat rice?", "Can a dog eat rice?"],
    ["Sort the list ascending", "Sort the list descending"],
    ["Turn the lights on", "Turn the lights off"],
  ]);
});

test("what says the same in other words gives the polarity guard no reason", () => {
  assertSame([["How do I turn the lights off?", "How do I switch off the lights?"]]);
});
