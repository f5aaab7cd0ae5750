import assert from "node:assert/strict";
import { test } from "node:test";
import { AiosError } from "../../../../sidecar/core/errors.ts";

const unknown = (model: string) =>
  new AiosError("model-not-found", `No route takes the model "${model}".`, { quotes: model });

test("a log shows a name that a caller wrote, so that a model that nobody knows can be found", () => {
  for (const model of ["gpt-5-turbo", "meta-llama/Llama-3.3-70B", "o3", "ft:gpt-4o:acme"])
    assert.equal(unknown(model).loggable, `No route takes the model "${model}".`);
});

test("a log does not show what else may stand in a name's place", () => {
  for (const model of [
    "ada@example.com",
    "4111111111111111",
    "gpt 536-22-8726",
    "m536228726",
    "my secret plan",
  ])
    assert.equal(unknown(model).loggable, 'No route takes the model "…".');
});

test("it stays so when the error is told more", () => {
  assert.equal(unknown("ada@example.com").withHeaders({ a: "b" }).loggable, 'No route takes the model "…".');
});
