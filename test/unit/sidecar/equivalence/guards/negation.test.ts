import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("negations must be as many and deny the same", () => {
  assertDiffer("negation", [
    ["Show me messages I have read", "Show me messages I have yet to read"],
    ["Why does it work?", "Why does it not work?"],
    ["Recipes with nuts", "Recipes without nuts"],
    ["I can log in", "I can't log in"],
    ["Ich esse Fleisch", "Ich esse kein Fleisch"],
    ["¿Qué pasa si pago?", "¿Qué pasa si no pago?"],
  ]);
});

test("what says the same in other words gives the negation guard no reason", () => {
  assertSame([
    ["Why doesn't my printer print?", "Why is my printer not printing?"],
    ["I cannot log in", "I'm unable to sign in"],
  ]);
});
