import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import OpenAI from "openai";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { openaiChat } from "../../../../../sidecar/dialects/openai-chat/dialect.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";

const WITH_USAGE: JsonObject = { stream_options: { include_usage: true } };
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const textOrNull = fc.option(text, { nil: null });

const functionCall = fc.record({
  id: fc.uuid(),
  type: fc.constant("function"),
  function: fc.record({ name: fc.constantFrom("f", "look_up"), arguments: fc.oneof(fc.json(), text) }),
});
const customCall = fc.record({
  id: fc.uuid(),
  type: fc.constant("custom"),
  custom: fc.record({ name: fc.constant("shell"), input: text }),
});
const citation = fc.record({
  type: fc.constant("url_citation"),
  url_citation: fc.record({ start_index: fc.nat(), end_index: fc.nat(), title: text, url: fc.webUrl() }),
});
const message = fc.record(
  {
    role: fc.constant("assistant"),
    content: textOrNull,
    refusal: textOrNull,
    reasoning_content: text,
    annotations: fc.array(citation, { maxLength: 2 }),
    tool_calls: fc.array(fc.oneof(functionCall, customCall), { maxLength: 3 }),
  },
  { requiredKeys: ["role", "content"] },
);
const logprobs = fc.record({
  content: fc.array(fc.record({ token: text, logprob: fc.integer(), bytes: fc.constant(null) }), {
    maxLength: 2,
  }),
  refusal: fc.constant(null),
});
const choices = fc
  .array(
    fc.record({
      message,
      logprobs: fc.option(logprobs, { nil: null }),
      finish_reason: fc.constantFrom("stop", "length", "tool_calls"),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) => list.map((choice, index) => ({ index, ...choice })));
const reply = fc.record(
  {
    id: fc.uuid(),
    object: fc.constant("chat.completion"),
    created: fc.nat(),
    model: fc.constant("gpt-4o"),
    service_tier: fc.constant("default"),
    system_fingerprint: fc.option(fc.constant("fp_1"), { nil: null }),
    provider_says: fc.jsonValue(),
    choices,
    usage: fc.record({
      prompt_tokens: fc.nat(),
      completion_tokens: fc.nat(),
      total_tokens: fc.nat(),
      prompt_tokens_details: fc.record({ cached_tokens: fc.nat() }),
    }),
  },
  { requiredKeys: ["id", "object", "created", "model", "choices"] },
);

const plain = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value));

test("a reply told as a stream and folded again is the same reply", () => {
  fc.assert(
    fc.property(reply, (generated) => {
      const document = plain(generated);
      assert.deepEqual(openaiChat.fromEvents(openaiChat.toEvents(document, WITH_USAGE)), document);
    }),
  );
});

test("every text of a reply is in the channels of its stream", () => {
  fc.assert(
    fc.property(reply, (generated) => {
      const document = plain(generated);
      const joined = new Map<string, string>();
      for (const frame of openaiChat.toEvents(document, {})) {
        openaiChat.events?.rewriteEvent(frame, (channel, piece) => {
          joined.set(channel, (joined.get(channel) ?? "") + piece);
          return piece;
        });
      }
      for (const choice of generated.choices) {
        assert.equal(joined.get(`${choice.index}/content`) ?? "", choice.message.content ?? "");
        for (const [index, call] of (choice.message.tool_calls ?? []).entries()) {
          const [channel, expected] =
            "function" in call
              ? ["function/arguments", call.function.arguments]
              : ["custom/input", call.custom.input];
          assert.equal(joined.get(`${choice.index}/tool_calls/#${index}/${channel}`) ?? "", expected);
        }
      }
    }),
  );
});

test("usage is told only when the request asks for it, in an event of its own before the last", () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const document = { ...openaiChat.fixedReply("Hi", { id: "1", model: "m", createdAt: 5 }), usage };
  const told = openaiChat.toEvents(document, WITH_USAGE);
  assert.deepEqual(JSON.parse(parseEvent(told.at(-2) ?? new Uint8Array()).data).usage, usage);
  assert.equal(told.filter((frame) => openaiChat.events?.usage(frame) !== undefined).length, 1);
  const untold = openaiChat.toEvents(document, {});
  assert.ok(untold.every((frame) => openaiChat.events?.usage(frame) === undefined));
  assert.ok(openaiChat.events?.isTerminal(untold.at(-1) ?? new Uint8Array()));
});

test("OpenAI's SDK reads a replayed stream as the reply it was made of", async () => {
  const document = {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "gpt-4o",
    choices: [
      {
        index: 0,
        finish_reason: "tool_calls",
        logprobs: null,
        message: {
          role: "assistant",
          content: "Let me look.",
          refusal: null,
          tool_calls: [
            { id: "call_1", type: "function", function: { name: "f", arguments: '{"a":1}' } },
            { id: "call_2", type: "function", function: { name: "g", arguments: "{}" } },
          ],
        },
      },
      {
        index: 1,
        finish_reason: "stop",
        logprobs: null,
        message: { role: "assistant", content: "Hi", refusal: null },
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  };
  const body = Buffer.concat(openaiChat.toEvents(document, WITH_USAGE));
  const fetch = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
  const client = new OpenAI({ apiKey: "k", baseURL: "http://sidecar/v1", fetch });
  const stream = client.chat.completions.stream({ model: "gpt-4o", messages: [], n: 2 });
  const read = plain(await stream.finalChatCompletion());
  const messages = (read["choices"] as (typeof document)["choices"]).map((choice) => choice.message);
  assert.deepEqual(
    messages.map(({ content }) => content),
    ["Let me look.", "Hi"],
  );
  assert.deepEqual(
    messages[0]?.tool_calls?.map((call) => ({
      id: call.id,
      name: call.function.name,
      arguments: call.function.arguments,
    })),
    [
      { id: "call_1", name: "f", arguments: '{"a":1}' },
      { id: "call_2", name: "g", arguments: "{}" },
    ],
  );
  assert.deepEqual(read["usage"], document.usage);
});

test("a provider's own stream, in small pieces, folds into the reply", () => {
  const head = {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "gpt-4o",
    usage: null,
  };
  const chunk = (index: number, delta: JsonObject, finish: string | null = null) =>
    encodeEvent({
      data: JSON.stringify({
        ...head,
        obfuscation: "xyz",
        choices: [{ index, delta, logprobs: null, finish_reason: finish }],
      }),
    });
  const call = (piece: JsonObject) => ({ tool_calls: [{ index: 0, ...piece }] });
  const folded = openaiChat.fromEvents([
    chunk(0, { role: "assistant", content: "", refusal: null }),
    encodeEvent({ data: "" }),
    chunk(1, { role: "assistant", content: null }),
    chunk(0, { content: "Hel" }),
    chunk(1, call({ id: "call_1", type: "function", function: { name: "f", arguments: "" } })),
    chunk(0, { content: "lo" }),
    chunk(1, call({ function: { arguments: '{"a"' } })),
    chunk(1, call({ function: { arguments: ":1}" } })),
    chunk(1, {}, "tool_calls"),
    chunk(0, {}, "stop"),
    encodeEvent({ data: "[DONE]" }),
  ]);
  assert.deepEqual(folded, {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "gpt-4o",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "Hello", refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
      {
        index: 1,
        message: {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "call_1", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
        },
        logprobs: null,
        finish_reason: "tool_calls",
      },
    ],
  });
});

test("a stream that reports an error, or holds no chunks, is not a reply", () => {
  const fails = (data: string, kind: string) =>
    assert.throws(
      () => openaiChat.fromEvents([encodeEvent({ data })]),
      (error) => error instanceof AiosError && error.kind === kind,
    );
  fails('{"error":{"type":"rate_limit_error"}}', "rate-limited");
  fails("{broken", "invalid-upstream-reply");
  fails("[1]", "invalid-upstream-reply");
});

test("a stream of sixteen thousand tool calls, or texts under new names, folds in no time", () => {
  const chunks = (deltaAt: (index: number) => JsonObject) =>
    Array.from({ length: 16_000 }, (_, index) =>
      encodeEvent({ data: JSON.stringify({ id: "c", choices: [{ index: 0, delta: deltaAt(index) }] }) }),
    );
  const call = (index: number) => ({ tool_calls: [{ index, function: { name: "f", arguments: "{}" } }] });
  const started = performance.now();
  for (const stream of [
    [...chunks(call), ...chunks(call)],
    chunks((index) => ({ [`text${index}`]: "x" })),
    chunks(() => ({ tool_calls: [{ index: 0, function: { arguments: "x" } }] })),
  ])
    openaiChat.fromEvents(stream);
  assert.ok(performance.now() - started < 2_000);
});
