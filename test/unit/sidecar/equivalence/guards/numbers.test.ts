import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("numbers in digits and words are told apart, however they are written", () => {
  assertDiffer("numbers", [
    ["Transfer 900 to Anna", "Transfer 100 to Anna"],
    ["A plan for three people", "A plan for four people"],
    ["Who was the 5th pharaoh?", "Who was the sixth pharaoh?"],
    ["Can two people use one account?", "Can one person use two accounts?"],
  ]);
});

test("what says the same in other words gives the numbers guard no reason", () => {
  assertSame([
    ["A plan for 3 people", "a plan for three people"],
    ["What is 1,000 plus 20?", "What is 1000 plus twenty?"],
    ["Is twenty-five thousand enough?", "Is 25k enough?"],
    ["I need one cup", "I need a cup"],
  ]);
});
