import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("all, only, most and at least are not left out", () => {
  assertDiffer("scope", [
    ["Are you open on Sundays?", "Are you only open on Sundays?"],
    ["Can only admins delete projects?", "Can admins only delete projects?"],
    ["Which phone is cheap?", "Which phone is cheapest?"],
    ["Delete all rows", "Delete rows"],
  ]);
});

test("what says the same in other words gives the scope guard no reason", () => {
  assertSame([["every user", "all users"]]);
});
