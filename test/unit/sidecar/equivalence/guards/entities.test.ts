import { test } from "node:test";
import { assertDiffer, assertSame } from "../../../../support/questions.ts";

test("names are told apart, in lower case too", () => {
  assertDiffer("entities", [
    ["Who wrote Hamlet?", "Who wrote Faust?"],
    ["how do i connect to postgres", "how do i connect to mysql"],
  ]);
});

test("what says the same in other words gives the entities guard no reason", () => {
  assertSame([
    ["how do i connect to postgres", "How do I connect to PostgreSQL?"],
    ["What is a k8s pod?", "What is a Kubernetes pod?"],
  ]);
});
