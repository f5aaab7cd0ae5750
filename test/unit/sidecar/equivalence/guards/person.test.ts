import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("mine and yours, his and hers are told apart", () => {
  assertDiffer("person", [
    ["What is my name?", "What is your name?"],
    ["My husband snores. What can he do?", "My husband snores. What can I do?"],
    ["Where does my brother live?", "Where does your brother live?"],
  ]);
});

test("what says the same in other words gives the person guard no reason", () => {
  assertSame([["How do I change my address?", "How do I change the address?"]]);
});
