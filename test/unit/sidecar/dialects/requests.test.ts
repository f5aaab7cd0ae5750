import assert from "node:assert/strict";
import { test } from "node:test";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../sidecar/core/json.ts";
import { anthropicMessages } from "../../../../sidecar/dialects/anthropic-messages/dialect.ts";
import { openaiChat } from "../../../../sidecar/dialects/openai-chat/dialect.ts";

for (const dialect of [openaiChat, anthropicMessages]) {
  test(`${dialect.name}: what the engine needs is read, and all else is the provider's business`, () => {
    assert.deepEqual(dialect.readRequest({ model: "m", messages: [], unheard_of: {} }), {
      model: "m",
      stream: false,
    });
    assert.deepEqual(dialect.readRequest({ model: "m", messages: [], stream: true }), {
      model: "m",
      stream: true,
    });
    assert.deepEqual(dialect.readRequest({ model: "m", messages: [], stream: null }), {
      model: "m",
      stream: false,
    });
  });

  test(`${dialect.name}: a refusal names the field and what to send`, () => {
    const cases: readonly (readonly [JsonObject, string, string])[] = [
      [{ messages: [] }, "model", "`model` is missing; name the model to ask."],
      [{ model: " ", messages: [] }, "model", "`model` must be a non-empty string."],
      [{ model: 7, messages: [] }, "model", "`model` must be a non-empty string."],
      [{ model: "m" }, "messages", "`messages` is missing; send an array of messages."],
      [{ model: "m", messages: "x" }, "messages", "`messages` must be an array."],
      [{ model: "m", messages: [], stream: "yes" }, "stream", "`stream` must be true or false."],
    ];
    for (const [document, param, message] of cases) {
      assert.throws(
        () => dialect.readRequest(document),
        (error) =>
          error instanceof AiosError &&
          error.kind === "invalid-request" &&
          error.param === param &&
          error.message === message,
      );
    }
  });
}

test("anthropic-messages: a container of earlier calls is recalled, a new one is not", () => {
  const recalls = (fields: JsonObject) =>
    anthropicMessages.recalls?.({ model: "m", messages: [], ...fields });
  assert.equal(recalls({ container: "container_1" }), true);
  assert.equal(recalls({ container: { id: "container_1", skills: [] } }), true);
  for (const fields of [{}, { container: null }, { container: { skills: [] } }])
    assert.equal(recalls(fields), false);
});
