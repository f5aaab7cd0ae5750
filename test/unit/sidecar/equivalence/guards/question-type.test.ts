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
    ["Should I refrigerate eggs?", "Should eggs be refrigerated?"],
    ["What is the best treatment for a sunburn?", "How should a sunburn be treated?"],
    ["How large can an attachment be?", "What's the maximum attachment size?"],
    ["Where did the bagel come from?", "What's the origin of the bagel?"],
    ["What steps does it take to become a nurse?", "How do I become a nurse?"],
    ["Is there a limit on how many files I can upload?", "How many files am I allowed to upload?"],
    ["How long does it take to charge the car?", "What is the charging time of the car?"],
    ["how 2 rename a branch", "How do I rename a branch?"],
    ["I'd like to mute a chat. How do I do that?", "How do I mute a chat?"],
    ["git: undo a commit", "How do I undo a commit in git?"],
  ]);
});
