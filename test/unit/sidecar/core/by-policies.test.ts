import assert from "node:assert/strict";
import { test } from "node:test";
import { byPolicies } from "../../../../sidecar/core/by-policies.ts";

test("each combination is made once, and again only when others were asked for since", () => {
  const made: string[] = [];
  const of = byPolicies((names) => made.push(names.join(",")));
  of(["a", "b"]);
  of(["a", "b"]);
  assert.deepEqual(made, ["a,b"]);
});

test("combinations that somebody makes up do not drive out the one in use", () => {
  let made = 0;
  const of = byPolicies((names) => {
    if (names[0] === "used") made++;
  });
  for (let other = 0; other < 500; other++) {
    of(["used"]);
    of([`p${other}`]);
  }
  assert.equal(made, 1);
});
