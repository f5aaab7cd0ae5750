import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("what was, is and will be are told apart", () => {
  assertDiffer("tense", [
    ["Who was the king of Spain?", "Who is the king of Spain?"],
    ["Who won the world cup?", "Who will win the world cup?"],
    ["Who sang at the wedding?", "Who is going to sing at the wedding?"],
    ["Which parcels shipped today?", "Which parcels are about to ship today?"],
    ["Did it rain in Rome?", "Will it rain in Rome?"],
  ]);
});

test("what says the same in other words gives the tense guard no reason", () => {
  assertSame([["My laptop won't start", "My laptop doesn't start"]]);
});
