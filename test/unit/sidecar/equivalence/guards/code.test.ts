import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("code between backticks must be equal up to blanks", () => {
  assertDiffer("code", [
    ["What does `rm -rf ./*` do?", "What does `rm -rf /*` do?"],
    ["In CSS, what does `.card .title` select?", "In CSS, what does `.card.title` select?"],
    ["Does `tail -f app.log` survive log rotation?", "Does `tail -F app.log` survive log rotation?"],
    ["Explain ```x = [1]```", "Explain ```x = [2]```"],
  ]);
});

test("what says the same in other words gives the code guard no reason", () => {
  assertSame([["What does `x  = [1]` do?", "what does `x = [1]` do"]]);
});
