import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json, JsonObject } from "../../../../sidecar/core/json.ts";
import { holdsUnseenBytes } from "../../../../sidecar/dialects/unseen-bytes.ts";

const PNG = "data:image/png;base64,iVBORw0KGgo";
const TEXT = "data:text/plain;base64,aGVsbG8gd29ybGQ";
const said = (...content: readonly Json[]): JsonObject => ({ messages: [{ role: "user", content }] });

const UNSEEN: readonly (readonly [string, JsonObject])[] = [
  ["an image as base64 (OpenAI)", said({ type: "image_url", image_url: { url: PNG } })],
  ["an image by URL (OpenAI)", said({ type: "image_url", image_url: { url: "https://a.example/b.png" } })],
  ["sound", said({ type: "input_audio", input_audio: { data: "UklGRg", format: "wav" } })],
  [
    "a file",
    said({ type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi" } }),
  ],
  ["a file by its identifier", said({ type: "input_file", file_id: "file-1" })],
  ["an image in responses", { input: [{ content: [{ type: "input_image", image_url: PNG }] }] }],
  ["a mask", { tools: [{ type: "image_generation", input_image_mask: { image_url: PNG } }] }],
  [
    "an image (Anthropic)",
    said({ type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo" } }),
  ],
  [
    "a document by URL (Anthropic)",
    said({ type: "document", source: { type: "url", url: "https://a.example/b" } }),
  ],
  [
    "an image in a tool's result",
    said({ type: "tool_result", content: [{ type: "image", source: { type: "file", file_id: "file-1" } }] }),
  ],
  ["bytes in a field that no dialect knows", { extra: { deep: [[PNG]] } }],
];

const SEEN: readonly (readonly [string, JsonObject])[] = [
  ["texts", said({ type: "text", text: "look at data:image/png;base64,iVBORw0KGgo" }, "plain")],
  ["a text as base64", said({ type: "file", file: { file_data: TEXT } })],
  [
    "a text document (Anthropic)",
    said({ type: "document", source: { type: "text", media_type: "text/plain", data: "hello" } }),
  ],
  [
    "an encoded text document (Anthropic)",
    said({ type: "document", source: { type: "base64", media_type: "text/plain", data: "aGVsbG8" } }),
  ],
  [
    "a tool with such a parameter",
    { tools: [{ function: { parameters: { properties: { image_url: { type: "string" } } } } }] },
  ],
  ["what a tool was called with", said({ type: "tool_use", input: { file_id: "a text" } })],
  ["a member without a value", said({ type: "text", text: "a", image_url: null })],
];

test("bytes that nobody looks into are found in every dialect's way to send them", () => {
  for (const [what, document] of UNSEEN) assert.equal(holdsUnseenBytes(document), true, what);
});

test("what is looked into, or only declared, is none", () => {
  for (const [what, document] of SEEN) assert.equal(holdsUnseenBytes(document), false, what);
});
