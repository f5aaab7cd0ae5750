import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("a word that carries something needs a counterpart", () => {
  assertDiffer("content", [
    ["How do I peel garlic?", "How do I peel ginger?"],
    ["Can I return a gift?", "Can I return a gift voucher?"],
    ["How do I issue a refund?", "How do I get a refund?"],
  ]);
});

test("what says the same in other words gives the content guard no reason", () => {
  assertSame([
    ["How do I delete my account?", "What is the process for removing my account?"],
    ["could you please tell me how to fix a flat tyre", "How do I repair a flat tire?"],
    ["How do I recieve invoices?", "How do I receive invoices?"],
    ["What is the databse schema?", "What is the database schema?"],
  ]);
});

test("a word that is one letter from another one is no slip of the pen", () => {
  assertDiffer("content", [
    ["How do I clean a wheel?", "How do I clean wheat?"],
    ["Is there a stack left?", "Is there a stock left?"],
    ["Which county is it in?", "Which country is it in?"],
    ["How much is a sheet?", "How much is a sheep?"],
    ["What is a trail?", "What is a trial?"],
    ["Where is the planet?", "Where is the plant?"],
  ]);
});
