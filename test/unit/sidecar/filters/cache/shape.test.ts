import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../../../../../sidecar/core/call.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { anthropicMessages } from "../../../../../sidecar/dialects/anthropic-messages/dialect.ts";
import { embeddings } from "../../../../../sidecar/dialects/embeddings/dialect.ts";
import { openaiChat } from "../../../../../sidecar/dialects/openai-chat/dialect.ts";
import { documentReply, eventsReply, framesOf } from "../../../../support/calls.ts";
import { setUpCache } from "./set-up.ts";

const USER = [{ role: "user", content: "hi" }];
const UNARY: JsonObject = { model: "m", messages: USER };
const STREAM: JsonObject = { ...UNARY, stream: true };
const WITH_USAGE: JsonObject = { ...STREAM, stream_options: { include_usage: true } };

const completion: JsonObject = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};

const sse = (name: string | undefined, document: JsonObject | "[DONE]"): Frame =>
  Buffer.from(
    `${name === undefined ? "" : `event: ${name}\n`}data: ${document === "[DONE]" ? document : JSON.stringify(document)}\n\n`,
  );

const chunk = (choices: readonly JsonObject[], usage?: JsonObject): Frame =>
  sse(undefined, {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices,
    ...(usage && { usage }),
  });

const chunks = [
  chunk([{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }]),
  chunk([{ index: 0, delta: { content: "Hel" }, finish_reason: null }]),
  chunk([{ index: 0, delta: { content: "lo." }, finish_reason: null }]),
  chunk([{ index: 0, delta: {}, finish_reason: "stop" }]),
];
const usageChunk = chunk([], { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 });
const doneFrame = sse(undefined, "[DONE]");

const openai = (reply: JsonObject | readonly Frame[]) =>
  setUpCache(async () => (Array.isArray(reply) ? eventsReply(reply) : documentReply(reply as JsonObject)), {
    dialect: openaiChat,
  });

function data(text: string): readonly JsonObject[] {
  return text
    .split("\n\n")
    .filter((event) => event !== "" && !event.includes("[DONE]"))
    .map((event): JsonObject => JSON.parse(event.slice(event.indexOf("data: ") + 6)));
}

test("a stream answers a unary call with the document it adds up to", async () => {
  const { ask, reached } = openai([...chunks, usageChunk, doneFrame]);
  await ask(WITH_USAGE);
  const { reply, text } = await ask(UNARY);
  assert.equal(reply.framing, "document");
  assert.equal(reply.headers["content-type"], "application/json");
  const document = JSON.parse(text);
  assert.equal(document.choices[0].message.content, "Hello.");
  assert.equal(document.choices[0].finish_reason, "stop");
  assert.deepEqual(document.usage, completion["usage"]);
  assert.equal(reached.length, 1);
});

test("a document answers a stream, with the token counts only where they are asked for", async () => {
  const { ask, reached } = openai(completion);
  await ask(UNARY);
  const plain = await ask(STREAM);
  assert.equal(plain.reply.framing, "events");
  assert.match(plain.reply.headers["content-type"] ?? "", /^text\/event-stream/);
  assert.ok(plain.text.endsWith("data: [DONE]\n\n"));
  assert.ok(!plain.text.includes("total_tokens"));
  const counted = await ask(WITH_USAGE);
  assert.deepEqual(data(counted.text).at(-1)?.["usage"], completion["usage"]);
  assert.equal(reached.length, 1);
});

test("a stream kept with token counts is told without them to a caller who did not ask", async () => {
  const { ask, reached } = openai([...chunks, usageChunk, doneFrame]);
  await ask(WITH_USAGE);
  const { text } = await ask(STREAM);
  assert.ok(!text.includes("total_tokens"));
  assert.ok(text.includes('"stop"'));
  assert.equal(reached.length, 1);
});

test("a stream kept without token counts cannot answer a caller who asks for them", async () => {
  const { ask } = openai([...chunks, doneFrame]);
  await ask(STREAM);
  assert.equal((await ask(WITH_USAGE)).call.record.get("cache"), "miss");
});

test("a converted answer is made once, and again only from a newer one", async () => {
  let made = 0;
  let content = "old";
  const dialect: typeof openaiChat = {
    ...openaiChat,
    toEvents: (...parts) => {
      made++;
      return openaiChat.toEvents(...parts);
    },
  };
  const { ask, store, clock } = setUpCache(
    async () =>
      documentReply({
        ...completion,
        choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
      }),
    { dialect },
  );
  await ask(UNARY);
  const first = await ask(STREAM);
  assert.equal((await ask(STREAM)).text, first.text);
  assert.equal(made, 1);
  assert.equal(store.entries, 2);
  content = "new";
  await clock.advance(1);
  await ask(UNARY, { headers: { "cache-control": "no-cache" } });
  assert.match((await ask(STREAM)).text, /new/);
  assert.equal(made, 2);
  assert.equal(store.entries, 2);
});

test("a converted answer that is larger than an entry may be is given, and not kept", async () => {
  const { ask, store } = setUpCache(async () => documentReply(completion), {
    dialect: openaiChat,
    maxEntryBytes: 1_500,
  });
  await ask(UNARY);
  assert.equal(store.entries, 1);
  assert.equal((await ask(STREAM)).call.record.get("cache"), "hit");
  assert.equal(store.entries, 1);
});

test("an answer that the dialect cannot read is not kept", async () => {
  const { ask, store } = setUpCache(
    async () => documentReply({}, { body: framesOf([Buffer.from("not JSON")]) }),
    { dialect: openaiChat },
  );
  await ask(UNARY);
  assert.equal((await ask(STREAM)).call.record.get("cache"), "miss");
  assert.equal(store.entries, 0);
});

const message: JsonObject = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "m",
  content: [{ type: "text", text: "Hello." }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 2 },
};
const messageEvents: readonly Frame[] = [
  {
    type: "message_start",
    message: { ...message, content: [], stop_reason: null, usage: { input_tokens: 3, output_tokens: 0 } },
  },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello." } },
  { type: "content_block_stop", index: 0 },
  {
    type: "message_delta",
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: 2 },
  },
  { type: "message_stop" },
].map((event) => sse(event.type, event));

test("Anthropic: a stream answers a unary call, and a document a stream", async () => {
  const streamed = setUpCache(async () => eventsReply(messageEvents), { dialect: anthropicMessages });
  await streamed.ask({ ...STREAM, max_tokens: 9 });
  assert.deepEqual(JSON.parse((await streamed.ask({ ...UNARY, max_tokens: 9 })).text), message);
  assert.equal(streamed.reached.length, 1);

  const unary = setUpCache(async () => documentReply(message), { dialect: anthropicMessages });
  await unary.ask({ ...UNARY, max_tokens: 9 });
  const told = data((await unary.ask({ ...STREAM, max_tokens: 9 })).text);
  assert.equal(told[0]?.["type"], "message_start");
  assert.equal(told.at(-1)?.["type"], "message_stop");
  assert.equal(unary.reached.length, 1);
});

test("Anthropic: a stream that reports an error is not kept", async () => {
  const overloaded = sse("error", {
    type: "error",
    error: { type: "overloaded_error", message: "Overloaded" },
  });
  const { ask, store } = setUpCache(
    async () => eventsReply([...messageEvents.slice(0, 3), overloaded, ...messageEvents.slice(3)]),
    {
      dialect: anthropicMessages,
    },
  );
  await ask({ ...STREAM, max_tokens: 9 });
  assert.equal(store.entries, 0);
});

test("embeddings are kept as the bytes they came in", async () => {
  const document = {
    object: "list",
    data: [{ object: "embedding", index: 0, embedding: [0.1, -0.25] }],
    model: "e",
  };
  const { ask, reached } = setUpCache(async () => documentReply(document), { dialect: embeddings });
  const first = await ask({ model: "e", input: "hi" });
  const second = await ask({ model: "e", input: "hi" });
  assert.equal(second.text, first.text);
  assert.equal(reached.length, 1);
});
