import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Frame } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { openaiCompletions } from "../../../../../sidecar/dialects/openai-completions/dialect.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";
import { assertCoverage, seenBy } from "../../../../support/canaries.ts";

const { events } = openaiCompletions;
assert.ok(events !== undefined);

const FACTS = { id: "1", model: "m", createdAt: 7 };
const DONE = encodeEvent({ data: "[DONE]" });

function chunk(...choices: readonly JsonObject[]): Frame {
  return encodeEvent({ data: JSON.stringify({ id: "c", object: "text_completion", model: "m", choices }) });
}

function piece(text: string, index = 0, reason: string | null = null): JsonObject {
  return { text, index, logprobs: null, finish_reason: reason };
}

function dataOf(frame: Frame): JsonObject {
  return JSON.parse(parseEvent(frame).data);
}

test("prompts and whatever else is not structure are seen", () => {
  assertCoverage(openaiCompletions.rewriteRequest, {
    model: "m",
    prompt: ["T-1", "T-2"],
    suffix: "T-3",
    stop: ["T-4"],
    user: "T-5",
    max_tokens: 5,
    logit_bias: { "50256": -100 },
    stream_options: { include_usage: true },
    unheard_of: { deep: ["T-6"] },
  });
  assertCoverage(openaiCompletions.rewriteRequest, { model: "m", prompt: "T-1", echo: true, logprobs: 2 });
  assert.equal(seenBy(openaiCompletions.rewriteRequest, { model: "m", prompt: "x" })[0]?.origin, "user");
});

test("prompts of token ids pass; a number that is none is seen", () => {
  assert.deepEqual(seenBy(openaiCompletions.rewriteRequest, { model: "m", prompt: [[1, 2], [3]] }), []);
  assert.deepEqual(seenBy(openaiCompletions.rewriteRequest, { model: "m", prompt: [1, 2] }), []);
  const card = seenBy(openaiCompletions.rewriteRequest, { model: "m", prompt: [4111111111111111] });
  assert.equal(card[0]?.text, "4111111111111111");
});

test("texts of a reply are seen, and one that is replaced loses its log probabilities", () => {
  const reply = {
    id: "c",
    object: "text_completion",
    created: 1,
    model: "m",
    choices: [
      { text: "T-1", index: 0, finish_reason: "stop", logprobs: null },
      { text: "T-2", index: 1, finish_reason: "stop", logprobs: null },
    ],
    usage: { prompt_tokens: 1 },
  };
  assertCoverage(openaiCompletions.rewriteReply, reply);
  const logprobs = { tokens: ["a"], token_logprobs: [-1] };
  const rewritten = openaiCompletions.rewriteReply(
    {
      choices: [
        { ...piece("a"), logprobs },
        { ...piece("b", 1), logprobs },
      ],
    },
    (text) => (text === "a" ? "A" : text),
  );
  assert.deepEqual(rewritten.choices, [piece("A"), { ...piece("b", 1), logprobs }]);
});

test("a request needs a model; what its prompt has to be is the provider's business", () => {
  assert.deepEqual(openaiCompletions.readRequest({ model: "m" }), { model: "m", stream: false });
  assert.deepEqual(openaiCompletions.readRequest({ model: "m", stream: true }), { model: "m", stream: true });
  assert.throws(() => openaiCompletions.readRequest({ prompt: "x" }), { param: "model" });
});

test("each choice of a stream is a channel of its own, and ends with its reason", () => {
  const seen: (readonly [string, string, boolean | undefined])[] = [];
  const frame = chunk(piece("a"), piece("b", 1), piece("", 2, "stop"), piece("", 3));
  const same = events.rewriteEvent(frame, (channel, text, _kind, last) => {
    seen.push([channel, text, last]);
    return text;
  });
  assert.equal(same, frame);
  const texts = seen.filter(([channel]) => channel.endsWith("/text"));
  assert.deepEqual(texts, [
    ["0/text", "a", undefined],
    ["1/text", "b", undefined],
    ["2/text", "", true],
  ]);
  const ends = events.endsChannels(frame);
  assert.deepEqual([ends?.("0/text"), ends?.("2/text")], [false, true]);
  assert.equal(events.endsChannels(chunk(piece("a"))), undefined);
  assert.equal(events.endsChannels(DONE)?.("0/text"), true);
});

test("a rewritten piece keeps all else of its chunk; one that is made has nothing but its text", () => {
  const rewritten = events.rewriteEvent(chunk({ ...piece("a"), logprobs: { tokens: ["a"] } }), (_, text) =>
    text.toUpperCase(),
  );
  assert.deepEqual(dataOf(rewritten).choices, [piece("A")]);
  const made = dataOf(events.deltaEvent("3/text", "x", chunk(piece("a"))));
  assert.deepEqual(made, { id: "c", object: "text_completion", model: "m", choices: [piece("x", 3)] });
});

test("the end, an error and the usage of a stream are known", () => {
  assert.equal(events.isTerminal(DONE), true);
  assert.equal(events.isTerminal(chunk(piece("[DONE]"))), false);
  const error = encodeEvent({ data: '{"error":{"type":"rate_limit_error","message":"x"}}' });
  assert.equal(events.errorKind(error), "rate-limited");
  assert.equal(events.errorKind(chunk(piece('"error"'))), undefined);
  const usage = encodeEvent({ data: '{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}' });
  assert.deepEqual(events.usage(usage), { inputTokens: 3, outputTokens: 2 });
});

test("any whole reply, told as a stream and folded again, is the same reply", () => {
  const plain = { noNullPrototype: true };
  const logprobs = fc.record(
    { tokens: fc.array(fc.string()), token_logprobs: fc.array(fc.integer()) },
    plain,
  );
  const reason = fc.constantFrom("stop", "length");
  const choice = fc.record(
    { text: fc.string(), logprobs: fc.option(logprobs), finish_reason: reason },
    plain,
  );
  fc.assert(
    fc.property(fc.array(choice, { minLength: 1, maxLength: 4 }), (choices) => {
      const reply: JsonObject = {
        id: "c",
        object: "text_completion",
        created: 1,
        model: "m",
        choices: choices.map((each, index) => ({ ...each, index })),
        usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
      };
      const frames = openaiCompletions.toEvents(reply, { stream_options: { include_usage: true } });
      assert.deepEqual(openaiCompletions.fromEvents(frames), reply);
      assert.ok(events.isTerminal(frames.at(-1) ?? new Uint8Array()));
    }),
  );
});

test("pieces of a stream are joined with their log probabilities, whatever order the choices come in", () => {
  const logprobs = (token: string) => ({ tokens: [token], token_logprobs: [-1], text_offset: [0] });
  const folded = openaiCompletions.fromEvents([
    chunk({ ...piece("b", 1), logprobs: logprobs("b") }),
    chunk({ ...piece("a"), logprobs: logprobs("a") }),
    chunk({ ...piece("c"), logprobs: logprobs("c") }),
    chunk(piece("", 1, "length"), piece("", 0, "stop")),
    DONE,
  ]);
  assert.deepEqual(folded.choices, [
    {
      ...piece("ac", 0, "stop"),
      logprobs: { tokens: ["a", "c"], token_logprobs: [-1, -1], text_offset: [0, 0] },
    },
    { ...piece("b", 1, "length"), logprobs: logprobs("b") },
  ]);
  const broken = encodeEvent({ data: '{"error":{"message":"x"}}' });
  assert.throws(
    () => openaiCompletions.fromEvents([chunk(piece("a")), broken]),
    (error) => error instanceof AiosError && error.kind === "server-error",
  );
});

test("a fixed reply is whole and says its text", () => {
  const reply = openaiCompletions.fixedReply("Sorry.", FACTS);
  assert.ok(reply !== undefined);
  assert.equal(openaiCompletions.isWhole(reply), true);
  assert.deepEqual(reply.choices, [piece("Sorry.", 0, "stop")]);
  assert.equal(openaiCompletions.isWhole({ choices: [piece("x")] }), false);
});
