import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("what can be done and what has to be are told apart", () => {
  assertDiffer("modality", [["What can I bring to the exam?", "What must I bring to the exam?"]]);
});

test("what says the same in other words gives the modality guard no reason", () => {
  assertSame([["How can I reset the router?", "How should I reset the router?"]]);
});
