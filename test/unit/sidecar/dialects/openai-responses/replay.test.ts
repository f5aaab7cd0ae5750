import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import OpenAI from "openai";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { openaiResponses } from "../../../../../sidecar/dialects/openai-responses/dialect.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const status = fc.constantFrom("completed", "incomplete");
const annotation = fc.record({
  type: fc.constant("url_citation"),
  url: fc.webUrl(),
  title: text,
  start_index: fc.nat(),
  end_index: fc.nat(),
});
const outputText = fc.record({
  type: fc.constant("output_text"),
  text,
  annotations: fc.array(annotation, { maxLength: 2 }),
  logprobs: fc.constant([]),
});
const refusal = fc.record({ type: fc.constant("refusal"), refusal: text });
const message = fc.record({
  id: fc.uuid(),
  type: fc.constant("message"),
  role: fc.constant("assistant"),
  status,
  content: fc.array(fc.oneof(outputText, refusal), { maxLength: 3 }),
});
const reasoning = fc.record(
  {
    id: fc.uuid(),
    type: fc.constant("reasoning"),
    summary: fc.array(fc.record({ type: fc.constant("summary_text"), text }), { maxLength: 2 }),
    content: fc.array(fc.record({ type: fc.constant("reasoning_text"), text }), { maxLength: 2 }),
    encrypted_content: fc.base64String(),
  },
  { requiredKeys: ["id", "type", "summary"] },
);
const call = fc.record({
  id: fc.uuid(),
  type: fc.constant("function_call"),
  status,
  call_id: fc.uuid(),
  name: fc.constantFrom("f", "look_up"),
  arguments: fc.oneof(fc.json(), text),
});
const custom = fc.record({
  id: fc.uuid(),
  type: fc.constant("custom_tool_call"),
  call_id: fc.uuid(),
  name: fc.constant("shell"),
  input: text,
});
const search = fc.record({
  id: fc.uuid(),
  type: fc.constant("web_search_call"),
  status,
  action: fc.record({ type: fc.constant("search"), query: text }),
});
const response = fc
  .record({
    id: fc.uuid(),
    status,
    output: fc.array(fc.oneof(message, reasoning, call, custom, search), { maxLength: 4 }),
    provider_says: fc.jsonValue(),
    usage: fc.record({ input_tokens: fc.nat(), output_tokens: fc.nat() }),
  })
  .map((members) => ({
    ...openaiResponses.fixedReply("", { id: "1", model: "m", createdAt: 1 }),
    ...members,
  }));

const plain = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value));

function clientOf(frames: readonly Uint8Array[]): OpenAI {
  const body = Buffer.concat([...frames]);
  const fetch = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
  return new OpenAI({ apiKey: "k", baseURL: "http://sidecar/v1", fetch });
}

test("a response told as a stream and folded again is the same response", () => {
  fc.assert(
    fc.property(response, (generated) => {
      const document = plain(generated);
      assert.deepEqual(openaiResponses.fromEvents(openaiResponses.toEvents(document, {})), document);
    }),
  );
});

test("OpenAI's SDK reads a replayed stream as the response it was made of", async () => {
  await fc.assert(
    fc.asyncProperty(response, async (generated) => {
      const document = plain(generated);
      const stream = clientOf(openaiResponses.toEvents(document, {})).responses.stream({
        model: "m",
        input: "hi",
      });
      const folded: unknown[] = [];
      // The items as the SDK has put them together by the time that each is done.
      stream.on("response.output_item.done", ({ item }) => void folded.push(item));
      const read = await stream.finalResponse();
      const saidItems = plain({ folded })["folded"];
      assert.deepEqual(saidItems, document["output"]);
      assert.equal(read.status, document["status"]);
    }),
    { numRuns: 50 },
  );
});

test("events are numbered in order, and the beginning knows nothing of the end", () => {
  const document = openaiResponses.fixedReply("Hi", { id: "1", model: "m", createdAt: 5 }) ?? {};
  const told = openaiResponses.toEvents(document, {}).map((frame) => JSON.parse(parseEvent(frame).data));
  assert.deepEqual(
    told.map(({ sequence_number }) => sequence_number),
    told.map((_, index) => index),
  );
  assert.equal(told[0].type, "response.created");
  assert.deepEqual(
    [told[0].response.status, told[0].response.output, told[0].response.usage],
    ["in_progress", [], null],
  );
});

test("a fixed reply is whole, and says its text to the SDK", async () => {
  const document = openaiResponses.fixedReply("Back soon.", { id: "1", model: "m", createdAt: 5 }) ?? {};
  assert.equal(openaiResponses.isWhole(document), true);
  const stream = clientOf(openaiResponses.toEvents(document, {})).responses.stream({
    model: "m",
    input: "hi",
  });
  assert.equal((await stream.finalResponse()).output_text, "Back soon.");
});

test("items that the last event leaves out are those that the stream has told", () => {
  const event = (type: string, members: JsonObject) =>
    encodeEvent({ event: type, data: JSON.stringify({ type, ...members }) });
  const second = { id: "b", type: "message" };
  const first = { id: "a", type: "reasoning" };
  const folded = openaiResponses.fromEvents([
    event("response.created", { response: { id: "resp_1", output: [] } }),
    event("response.output_item.done", { output_index: 1, item: second }),
    event("response.output_item.done", { output_index: 0, item: first }),
    event("response.completed", { response: { id: "resp_1", status: "completed", output: [] } }),
  ]);
  assert.deepEqual(folded["output"], [first, second]);
});

test("a stream that reports an error, or tells no response, is not a reply", () => {
  const fails = (frames: readonly Uint8Array[], kind: string) =>
    assert.throws(
      () => openaiResponses.fromEvents(frames),
      (error) => error instanceof AiosError && error.kind === kind,
    );
  fails(
    [encodeEvent({ event: "error", data: '{"type":"error","code":"rate_limit_exceeded"}' })],
    "rate-limited",
  );
  fails(
    [encodeEvent({ event: "response.failed", data: '{"type":"response.failed","response":{}}' })],
    "server-error",
  );
  fails([encodeEvent({ data: "[DONE]" })], "invalid-upstream-reply");
  fails([], "invalid-upstream-reply");
});

test("a response is whole when it has come to its end, or was taken into the background, and tells no error", () => {
  for (const document of [
    { status: "completed", error: null },
    { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
    { status: "queued", background: true },
    { status: "in_progress", background: true },
  ])
    assert.equal(openaiResponses.isWhole(document), true);
  for (const document of [
    { status: "queued" },
    { status: "in_progress" },
    { status: "cancelled", background: true },
    { status: "failed", error: { code: "server_error" } },
    { status: "completed", error: { code: "server_error" } },
    { error: { message: "no" } },
    {},
  ])
    assert.equal(openaiResponses.isWhole(document), false);
});
