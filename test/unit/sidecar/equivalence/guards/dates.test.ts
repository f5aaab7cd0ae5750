import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("dates and times are told apart, relative ones too", () => {
  assertDiffer("dates", [
    ["Open on Monday?", "Open on Tuesday?"],
    ["What happens today?", "What happens tomorrow?"],
    ["News of this week", "News of last week"],
    ["Call at 5 pm", "Call at 5 am"],
    ["GDP in 2019", "GDP in 2020"],
    ["A trip in May", "A trip in June"],
    ["Ist am Montag geöffnet?", "Ist am Mittwoch geöffnet?"],
  ]);
});

test("what says the same in other words gives the dates guard no reason", () => {
  assertSame([
    ["Call at 5 p.m.", "call at 5pm"],
    ["Meet on March 5", "Meet on 5 March"],
    ["Meet on 2024-03-05", "Meet on March 5th 2024"],
  ]);
});
