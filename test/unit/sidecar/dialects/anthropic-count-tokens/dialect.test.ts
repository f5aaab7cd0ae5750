import assert from "node:assert/strict";
import { test } from "node:test";
import { anthropicCountTokens } from "../../../../../sidecar/dialects/anthropic-count-tokens/dialect.ts";
import { assertCoverage, seenBy } from "../../../../support/canaries.ts";

test("the texts are those of a message", () => {
  assertCoverage(anthropicCountTokens.rewriteRequest, {
    model: "m",
    system: "T-1",
    messages: [{ role: "user", content: [{ type: "text", text: "T-2" }] }],
    tools: [{ name: "t", description: "T-3", input_schema: { type: "object" } }],
  });
  assert.deepEqual(seenBy(anthropicCountTokens.rewriteReply, { input_tokens: 4111111111111111 }), []);
});

test("a model and messages are needed, and nothing is streamed", () => {
  const { readRequest } = anthropicCountTokens;
  assert.deepEqual(readRequest({ model: "m", messages: [] }), { model: "m", stream: false });
  assert.throws(() => readRequest({ messages: [] }), { param: "model" });
  assert.throws(() => readRequest({ model: "m" }), { param: "messages" });
  assert.throws(() => anthropicCountTokens.toEvents({}, {}), { kind: "unsupported" });
});

test("a count is whole, and no usage", () => {
  assert.equal(anthropicCountTokens.isWhole({ input_tokens: 0 }), true);
  assert.equal(anthropicCountTokens.isWhole({ type: "error", error: {} }), false);
  assert.equal(anthropicCountTokens.usage({ input_tokens: 5 }), undefined);
});
