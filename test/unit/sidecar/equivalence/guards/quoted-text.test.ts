import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("text that is handed over or cited must be equal up to blanks", () => {
  assertDiffer("quoted-text", [
    ['Translate "good morning" into Thai', 'Translate "good night" into Thai'],
    ["Summarize this: The cat sat on the mat.", "Summarize this: The cat lay on the mat."],
    ["Put this in the passive: The dog bit the man.", "Put this in the passive: The dog bit the boy."],
  ]);
});

test("what says the same in other words gives the quoted-text guard no reason", () => {
  assertSame([
    ["Summarize this: The cat sat  on the mat.", "please summarize this:\nThe cat sat on the mat."],
    ['What does "idempotent" mean?', "What does idempotent mean?"],
  ]);
});
