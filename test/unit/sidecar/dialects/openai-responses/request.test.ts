import assert from "node:assert/strict";
import { test } from "node:test";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { openaiResponses } from "../../../../../sidecar/dialects/openai-responses/dialect.ts";
import { compileCacheable } from "../../../../../sidecar/filters/cache/cacheable.ts";
import { testCall } from "../../../../support/calls.ts";

test("a request tells its model and whether it wants a stream; its input may be a text, items or nothing", () => {
  for (const input of ["hi", [], undefined, null])
    assert.deepEqual(
      openaiResponses.readRequest({ model: "m", stream: true, ...(input === undefined ? {} : { input }) }),
      {
        model: "m",
        stream: true,
      },
    );
});

test("a request without a model, or with fields of the wrong type, is refused by the field's name", () => {
  const cases: readonly (readonly [string, JsonObject])[] = [
    ["model", { input: "hi" }],
    ["model", { prompt: { id: "pmpt_1" } }],
    ["input", { model: "m", input: { role: "user" } }],
    ["stream", { model: "m", input: "hi", stream: "yes" }],
  ];
  for (const [param, document] of cases)
    assert.throws(
      () => openaiResponses.readRequest(document),
      (error) => error instanceof AiosError && error.kind === "invalid-request" && error.param === param,
    );
});

test("only a request that depends on nothing the provider keeps may be answered from the cache", () => {
  const judge = compileCacheable({
    ttl: 1,
    staleWhileRevalidate: 0,
    coalesce: true,
    maxTemperature: 2,
    readOnlyTools: ["*"],
    storedResponses: true,
  });
  const reasonOf = (members: JsonObject) =>
    judge(testCall(openaiResponses, { model: "m", input: "hi", ...members }), openaiResponses);
  assert.equal(reasonOf({}), undefined);
  assert.equal(reasonOf({ stream: true }), undefined);
  assert.equal(reasonOf({ background: false, previous_response_id: null, conversation: null }), undefined);
  for (const members of [
    { background: true },
    { previous_response_id: "resp_1" },
    { conversation: "conv_1" },
    { conversation: { id: "conv_1" } },
  ])
    assert.equal(reasonOf(members), "stateful");
});

test("a request recalls what the provider keeps by what stands for it, and by nothing else", () => {
  const recalls = (fields: JsonObject) => openaiResponses.recalls?.({ model: "m", ...fields });
  for (const fields of [
    { previous_response_id: "resp_1" },
    { conversation: { id: "conv_1" } },
    { input: [{ type: "item_reference", id: "msg_1" }] },
    { input: [{ role: "user", content: "hi" }, { id: "msg_1" }] },
    { input: [{ type: "compaction", encrypted_content: "gAAA" }] },
    { tools: [{ type: "code_interpreter", container: "cntr_1" }] },
  ] satisfies readonly JsonObject[]) {
    assert.equal(recalls(fields), true, JSON.stringify(fields));
  }
  for (const fields of [
    {},
    { input: "hi", background: true, previous_response_id: null },
    { tools: [{ type: "code_interpreter", container: { type: "auto" } }] },
    {
      input: [
        { role: "user", content: "hi" },
        { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAA" },
      ],
    },
  ] satisfies readonly JsonObject[]) {
    assert.equal(recalls(fields), false, JSON.stringify(fields));
  }
});
