import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("versions, order numbers, files and flags are told apart", () => {
  assertDiffer("identifiers", [
    ["what does ^\\d+$ match", "what does ^\\D+$ match"],
    ["Changes in v1.2.3", "Changes in v1.2.4"],
    ["Where is order A1B-77?", "Where is order A1B-78?"],
    ["Open report.pdf", "Open report.doc"],
    ["git log --all", "git log --oneline"],
    ["What is x when y is known?", "What is z when y is known?"],
  ]);
});

test("what says the same in other words gives the identifiers guard no reason", () => {
  assertSame([["What changed in v1.2.3?", "what changed in V1.2.3"]]);
});
