import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Dialect } from "../../../../sidecar/core/dialect.ts";
import type { JsonObject } from "../../../../sidecar/core/json.ts";
import { anthropicMessages } from "../../../../sidecar/dialects/anthropic-messages/dialect.ts";
import { embeddings } from "../../../../sidecar/dialects/embeddings/dialect.ts";
import { openaiChat } from "../../../../sidecar/dialects/openai-chat/dialect.ts";

interface Case {
  readonly says: string;
  readonly document: JsonObject;
  readonly whole: boolean;
}

function cases(dialect: Dialect, list: readonly Case[]): void {
  describe(`a reply of ${dialect.name}`, () => {
    for (const { says, document, whole } of list) {
      it(`${says} is ${whole ? "" : "not "}whole`, () => assert.equal(dialect.isWhole(document), whole));
    }
  });
}

const stopped = { index: 0, message: { role: "assistant", content: "hi" }, finish_reason: "stop" };

cases(openaiChat, [
  { says: "of which every choice has a finish reason", document: { choices: [stopped] }, whole: true },
  {
    says: "with an empty error beside its choices",
    document: { error: null, choices: [stopped] },
    whole: true,
  },
  { says: "that is an error", document: { error: { message: "no" } }, whole: false },
  { says: "with an error beside its choices", document: { error: "no", choices: [stopped] }, whole: false },
  { says: "without choices", document: { id: "1" }, whole: false },
  { says: "with no choice", document: { choices: [] }, whole: false },
  { says: "with choices that are no list", document: { choices: stopped }, whole: false },
  {
    says: "of which one choice has not ended",
    document: { choices: [stopped, { index: 1, finish_reason: null }] },
    whole: false,
  },
  {
    says: "of which one choice failed",
    document: { choices: [{ ...stopped, finish_reason: "error" }] },
    whole: false,
  },
  {
    says: "of which one choice has an error",
    document: { choices: [{ ...stopped, error: { code: 502 } }] },
    whole: false,
  },
  { says: "of which a choice is null", document: { choices: [null] }, whole: false },
]);

cases(embeddings, [
  { says: "with its data", document: { object: "list", data: [{ embedding: [1] }] }, whole: true },
  { says: "without data", document: { object: "list" }, whole: false },
  { says: "that is an error", document: { error: { message: "no" }, data: [] }, whole: false },
]);

cases(anthropicMessages, [
  { says: "with a stop reason", document: { type: "message", stop_reason: "end_turn" }, whole: true },
  { says: "without a stop reason", document: { type: "message", stop_reason: null }, whole: false },
  { says: "that is an error", document: { type: "error", error: { type: "api_error" } }, whole: false },
  { says: "of no type", document: { stop_reason: "end_turn" }, whole: false },
]);
