import assert from "node:assert/strict";
import { test } from "node:test";
import { type UpstreamSpec, upstreamSpec } from "../../../../../config/schema/upstream.ts";
import type { Call, Frame, Handler, Reply } from "../../../../../sidecar/core/call.ts";
import type { Dialect, ProviderDialect } from "../../../../../sidecar/core/dialect.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { anthropicMessages } from "../../../../../sidecar/dialects/anthropic-messages/dialect.ts";
import { openaiChat } from "../../../../../sidecar/dialects/openai-chat/dialect.ts";
import { openaiResponses } from "../../../../../sidecar/dialects/openai-responses/dialect.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { encodeEvent } from "../../../../../sidecar/dialects/sse/event.ts";
import { createTranslateFilter } from "../../../../../sidecar/filters/translate/filter.ts";
import { collect, documentReply, eventsReply, framesOf, testCall, text } from "../../../../support/calls.ts";
import { aContext } from "../../../../support/conversations.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";

const upstream = (dialect: ProviderDialect): UpstreamSpec =>
  upstreamSpec.parse({ dialect, url: "http://127.0.0.1:1/v1" });
const upstreams = new Map([
  ["gpt", upstream("openai")],
  ["claude", upstream("anthropic")],
]);
const filter = createTranslateFilter({ upstreams, dialectOf, clock: new FakeClock() });

const REQUEST = { model: "m", messages: [{ role: "user", content: "hi" }] };
const toClaude = (fields: JsonObject = {}, overrides: Partial<Call> = {}) =>
  testCall(
    openaiChat,
    { ...REQUEST, ...fields },
    { target: { upstream: "claude", model: "m" }, ...overrides },
  );
const through = (call: Call, next: Handler) => filter.wrap(next)(call);

const MESSAGE = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude",
  content: [{ type: "text", text: "Hello" }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 2 },
};
const FRAMES = anthropicMessages.toEvents(MESSAGE, {});
const errorFrame = encodeEvent({
  event: "error",
  data: JSON.stringify({ type: "error", error: { type: "overloaded_error", message: "Busy with maria" } }),
});

test("a call to an upstream of its own dialect goes on as it is, and so does its reply", async () => {
  const reply = documentReply({});
  for (const target of [{ upstream: "gpt", model: "m" }, { upstream: "unknown", model: "m" }, undefined]) {
    const call = toClaude({}, { target });
    let seen: Call | undefined;
    const got = await through(call, async (next) => {
      seen = next;
      return reply;
    });
    assert.equal(seen, call);
    assert.equal(got, reply);
    assert.equal(call.record.get("leftOut"), undefined);
  }
});

test("what goes down is in the target's dialect in every respect; what was left out is named", async () => {
  const call = toClaude({ metadata: { a: "b" } }, { headers: { "x-aios-user": "u" } });
  let seen: Call | undefined;
  await through(call, async (next) => {
    seen = next;
    return documentReply(MESSAGE);
  });
  assert.equal(seen?.dialect, "anthropic-messages");
  assert.equal(seen.operation, "chat");
  assert.deepEqual(seen.headers, { "anthropic-version": "2023-06-01", "x-aios-user": "u" });
  assert.deepEqual(seen.request.document(), { ...REQUEST, max_tokens: 8_192 });
  assert.deepEqual(call.record.get("leftOut"), ["metadata"]);
  // A rung that speaks the caller's dialect leaves nothing out.
  await through({ ...call, target: { upstream: "gpt", model: "m" } }, async () => documentReply({}));
  assert.deepEqual(call.record.get("leftOut"), []);
});

test("a reply keeps its status and headers, and says what it is", async () => {
  const headers = { "content-type": "application/json; charset=utf-8", "request-id": "req_1" };
  const reply = await through(toClaude(), async () => documentReply(MESSAGE, { headers }));
  assert.deepEqual(reply.headers, { "content-type": "application/json", "request-id": "req_1" });
  const document = JSON.parse(await text(reply.body));
  assert.equal(document.choices[0].message.content, "Hello");
  assert.ok(openaiChat.isWhole(document));
});

test("a reply document that is no conversation fails before it is handed up", async () => {
  for (const [document, kind] of [
    [{ type: "error", error: { message: "x" } }, "invalid-upstream-reply"],
    [{ ...MESSAGE, stop_reason: "pause_turn" }, "unsupported"],
  ] as const) {
    await assert.rejects(
      through(toClaude(), async () => documentReply(document)),
      { kind },
    );
  }
  const garbage = documentReply({}, { body: framesOf([Buffer.from("{oops}")]) });
  await assert.rejects(
    through(toClaude(), async () => garbage),
    { kind: "invalid-upstream-reply" },
  );
});

test("what the caller's dialect cannot say to the target is refused before anybody is asked", async () => {
  let asked = 0;
  const next = async () => {
    asked++;
    return documentReply(MESSAGE);
  };
  await assert.rejects(through(toClaude({ seed: 1 }), next), { kind: "unsupported", param: "seed" });
  assert.equal(asked, 0);
});

test("a provider's refusal comes in the caller's shape, with its status, words and headers; the log gets ours", async () => {
  const body = Buffer.from(
    JSON.stringify({ type: "error", error: { type: "x", message: "Busy with maria" } }),
  );
  const headers = { "content-type": "text/plain", "retry-after": "3", "request-id": "req_1" };
  const error = new AiosError("rate-limited", "Ours.", {
    retryAfterMs: 3_000,
    answer: { status: 529, headers, body },
  });
  await assert.rejects(
    through(toClaude(), () => Promise.reject(error)),
    (told: unknown) => {
      assert.ok(told instanceof AiosError);
      assert.deepEqual([told.kind, told.message, told.retryAfterMs], ["rate-limited", "Ours.", 3_000]);
      assert.equal(told.answer?.status, 529);
      assert.equal(told.answer.headers["content-type"], "application/json");
      assert.equal(told.answer.headers["retry-after"], "3");
      assert.equal(told.answer.headers["request-id"], "req_1");
      const document = JSON.parse(Buffer.from(told.answer.body).toString());
      assert.equal(document.error.message, "Busy with maria");
      assert.equal(document.error.code, "rate_limit_exceeded");
      return true;
    },
  );
  const plain = new AiosError("connect", "Ours.");
  await assert.rejects(
    through(toClaude(), () => Promise.reject(plain)),
    (told: unknown) => told === plain,
  );
});

test("each frame is handed on before the next one is read; comments pass as they are", async () => {
  const comment = Buffer.from(": keep-alive\n\n");
  let read = 0;
  async function* counted(): AsyncGenerator<Frame> {
    for (const frame of [comment, ...FRAMES]) {
      read++;
      yield frame;
    }
  }
  const reply = await through(toClaude({ stream: true }), async () => eventsReply([], { body: counted() }));
  const frames = reply.body[Symbol.asyncIterator]();
  assert.deepEqual((await frames.next()).value, comment);
  assert.equal(read, 1);
  await frames.next();
  assert.equal(read, 2);
});

test("the tokens are counted, also for a caller who did not ask for them", async () => {
  const call = toClaude({ stream: true });
  const reply = await through(call, async () => eventsReply(FRAMES));
  const body = await text(reply.body);
  assert.doesNotMatch(body, /usage/);
  assert.match(body, /data: \[DONE\]\n\n$/);
  const usage = call.record.get("usage");
  assert.deepEqual([usage?.inputTokens, usage?.outputTokens], [3, 2]);
});

/** What was handed on of a stream, and how it ended. */
async function read(reply: Reply): Promise<{ readonly said: string; readonly error: AiosError | undefined }> {
  let said = "";
  try {
    for await (const frame of reply.body) said += Buffer.from(frame).toString();
  } catch (error) {
    assert.ok(error instanceof AiosError, String(error));
    return { said, error };
  }
  return { said, error: undefined };
}

test("an error inside a stream is told once, in the caller's shape and the provider's words; the log gets ours", async () => {
  const thrown = new AiosError("server-error", "Upstream ended its stream with an error.", { told: true });
  for (const ended of [thrown, undefined]) {
    const body = framesOf([...FRAMES.slice(0, 3), errorFrame], ended);
    const reply = await through(toClaude({ stream: true }), async () => eventsReply([], { body }));
    const { said, error } = await read(reply);
    assert.match(said, /"content":"Hello"/);
    const events = said.trim().split("\n\n");
    const told = JSON.parse(events.at(-1)?.replace("data: ", "") ?? "");
    assert.equal(told.error.message, "Busy with maria");
    assert.equal(said.match(/"error"/g)?.length, 1);
    assert.deepEqual([error?.kind, error?.told], ["server-error", true]);
    assert.doesNotMatch(error?.message ?? "", /maria/);
  }
});

test("a stream that breaks off, or ends before it is whole, is a failure that the caller has not been told of", async () => {
  const cut = new AiosError("idle-timeout", "Too slow.");
  const broken = await through(toClaude({ stream: true }), async () =>
    eventsReply([], { body: framesOf(FRAMES.slice(0, 2), cut) }),
  );
  assert.equal((await read(broken)).error, cut);
  const early = await through(toClaude({ stream: true }), async () => eventsReply(FRAMES.slice(0, -1)));
  const { error } = await read(early);
  assert.deepEqual([error?.kind, error?.told], ["upstream-cut", false]);
});

/** A body that tells whether it was closed. */
function closable(frames: readonly Frame[]): {
  readonly body: AsyncIterable<Frame>;
  readonly closed: () => number;
} {
  let next = 0;
  let closed = 0;
  const iterator: AsyncIterator<Frame, undefined> = {
    next: async () => {
      const value = frames[next++];
      if (value === undefined) return new Promise(() => {});
      return { done: false, value };
    },
    return: async () => {
      closed++;
      return { done: true, value: undefined };
    },
  };
  return { body: { [Symbol.asyncIterator]: () => iterator }, closed: () => closed };
}

test("whoever leaves closes the upstream's stream at once: before the first frame, between two, or while one is awaited", async () => {
  // The start and the text are a frame each; whatever comes after them does not come.
  for (const [pulls, waits] of [
    [0, false],
    [1, false],
    [2, true],
  ] as const) {
    const source = closable(FRAMES.slice(0, 3));
    const reply = await through(toClaude({ stream: true }), async () =>
      eventsReply([], { body: source.body }),
    );
    const frames = reply.body[Symbol.asyncIterator]();
    for (let pull = 0; pull < pulls; pull++) await frames.next();
    if (waits) void frames.next();
    await frames.return?.();
    assert.equal(source.closed(), 1, `${pulls} pulls`);
    if (!waits) assert.equal((await frames.next()).done, true);
  }
});

test("a stream that cannot be translated any further is closed, and nothing comes after its error", async () => {
  const citation = encodeEvent({
    event: "content_block_delta",
    data: JSON.stringify({
      type: "content_block_delta",
      index: 0,
      delta: { type: "citations_delta", citation: {} },
    }),
  });
  const source = closable([...FRAMES.slice(0, 3), citation, ...FRAMES.slice(3)]);
  const reply = await through(toClaude({ stream: true }), async () => eventsReply([], { body: source.body }));
  const frames = reply.body[Symbol.asyncIterator]();
  await assert.rejects(
    async () => {
      while (!(await frames.next()).done);
    },
    { kind: "unsupported" },
  );
  assert.equal(source.closed(), 1);
  assert.equal((await frames.next()).done, true);
});

test("a document in answer to a call for a stream is translated as a document", async () => {
  const reply = await through(toClaude({ stream: true }), async () => documentReply(MESSAGE));
  assert.equal(reply.framing, "document");
  assert.equal(JSON.parse(await text(reply.body)).object, "chat.completion");
  assert.equal((await collect(reply.body)).length, 1);
});

test("an Anthropic caller of an OpenAI upstream is served alike", async () => {
  const call = testCall(
    anthropicMessages,
    { ...REQUEST, max_tokens: 9, stream: true },
    { target: { upstream: "gpt", model: "m" } },
  );
  const chat = openaiChat.conversation?.writeReply(
    {
      id: "c",
      model: "gpt",
      parts: [{ type: "text", text: "Hello" }],
      stop: { type: "end" },
      usage: { inputTokens: 3, outputTokens: 2 },
    },
    aContext(),
  );
  assert.ok(chat !== undefined);
  let seen: Call | undefined;
  const reply = await through(call, async (next) => {
    seen = next;
    return eventsReply(openaiChat.toEvents(chat, next.request.document()));
  });
  assert.equal(seen?.dialect, "openai-chat");
  const frames = await collect(reply.body);
  const document = anthropicMessages.fromEvents(frames);
  assert.deepEqual(document["content"], [{ type: "text", text: "Hello", citations: null }]);
  assert.deepEqual(anthropicMessages.usage(document), {
    inputTokens: 3,
    outputTokens: 2,
    cachedInputTokens: 0,
  });
});

test("what another provider has sealed is left out, by name, of a call that needs no translation", async () => {
  const own = { type: "thinking", thinking: "a", signature: "EqQB+/=" };
  const foreign = [
    { type: "thinking", thinking: "b", signature: "openai-responses:rs_1:gAAA=" },
    { type: "thinking", thinking: "c", signature: "" },
    { type: "redacted_thinking", data: "openai-responses:rs_2:gAAA=" },
  ];
  const said = { type: "text", text: "Hello" };
  const hi = { role: "user", content: "hi" };
  const messages = [
    hi,
    { role: "assistant", content: [own, ...foreign, said] },
    hi,
    { role: "assistant", content: foreign },
    hi,
  ];
  const toOwn = (dialect: Dialect, upstream: string, fields: JsonObject) =>
    testCall(dialect, { model: "m", ...fields }, { target: { upstream, model: "m" } });
  const sent = async (call: Call): Promise<JsonObject> => {
    let seen: Call | undefined;
    await through(call, async (next) => {
      seen = next;
      return documentReply({});
    });
    return seen?.request.document() ?? {};
  };
  const claude = toOwn(anthropicMessages, "claude", { max_tokens: 9, messages });
  assert.deepEqual((await sent(claude))["messages"], [
    hi,
    { role: "assistant", content: [own, said] },
    hi,
    hi,
  ]);
  assert.deepEqual(claude.record.get("leftOut"), ["thinking"]);

  const reasoning = (encrypted_content: string) => ({
    type: "reasoning",
    id: "rs_1",
    summary: [],
    encrypted_content,
  });
  const input = [hi, reasoning("gAAA="), reasoning("aios-signature:EqQB"), reasoning("aios-redacted:EqQB")];
  const gpt = toOwn(openaiResponses, "gpt", { input });
  assert.deepEqual((await sent(gpt))["input"], [hi, reasoning("gAAA=")]);
  assert.deepEqual(gpt.record.get("leftOut"), ["reasoning"]);

  const untouched = toOwn(openaiResponses, "gpt", { input: input.slice(0, 2) });
  let seen: Call | undefined;
  await through(untouched, async (next) => {
    seen = next;
    return documentReply({});
  });
  assert.equal(seen, untouched);
});
