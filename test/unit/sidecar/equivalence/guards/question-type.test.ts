import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("how, why, when, where, who and whether are told apart", () => {
  assertDiffer("question-type", [
    ["How do cats purr?", "Why do cats purr?"],
    ["When was Hamlet written?", "Where was Hamlet written?"],
    ["Should I refinance?", "How do I refinance?"],
    ["Write a sonnet", "Explain a sonnet"],
    ["Can I change the booking?", "How do I change the booking?"],
  ]);
});

test("what says the same in other words gives the question-type guard no reason", () => {
  assertSame([
    ["How do I reset my password?", "What's the way to reset my password?"],
    ["What is inflation?", "explain inflation"],
    ["What makes bread rise?", "Why does bread rise?"],
    ["What is the price of the plan?", "How much does the plan cost?"],
    ["In which year did the war end?", "When did the war end?"],
  ]);
});
