import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { AiosError, ERROR_TABLE, type ErrorKind, isErrorKind } from "../../../../sidecar/core/errors.ts";
import { anthropicMessages } from "../../../../sidecar/dialects/anthropic-messages/dialect.ts";
import { embeddings } from "../../../../sidecar/dialects/embeddings/dialect.ts";
import { openaiChat } from "../../../../sidecar/dialects/openai-chat/dialect.ts";
import { dialectOf, dialects } from "../../../../sidecar/dialects/registry.ts";

const KINDS = Object.keys(ERROR_TABLE).filter(isErrorKind);
const MESSAGES = { model: "m", messages: [{ role: "user" as const, content: "x" }] };

type Answer = () => Response;

function openai(answer: Answer, maxRetries = 0): OpenAI {
  return new OpenAI({ apiKey: "k", baseURL: "http://sidecar/v1", maxRetries, fetch: async () => answer() });
}

function anthropic(answer: Answer, maxRetries = 0): Anthropic {
  return new Anthropic({ apiKey: "k", baseURL: "http://sidecar", maxRetries, fetch: async () => answer() });
}

function unary(dialect: typeof openaiChat, error: AiosError): Answer {
  const { headers, body } = dialect.renderError(error, "request-1");
  const init = { status: error.row.http, headers: { ...headers, "content-type": "application/json" } };
  return () => new Response(JSON.stringify(body), init);
}

function streamed(dialect: typeof openaiChat, error: AiosError): Answer {
  const frame = dialect.events?.errorEvent(error, "request-1") ?? new Uint8Array();
  return () => new Response(Buffer.from(frame), { headers: { "content-type": "text/event-stream" } });
}

async function thrownBy(call: PromiseLike<unknown>): Promise<unknown> {
  return call.then(
    () => assert.fail("nothing was thrown"),
    (error: unknown) => error,
  );
}

async function drained(stream: PromiseLike<AsyncIterable<unknown>>): Promise<void> {
  for await (const _ of await stream);
}

for (const kind of KINDS) {
  const error = new AiosError(kind, "What happened.", {
    param: "messages[0]",
    cause: new Error("internal detail"),
  });

  test(`${kind}: OpenAI's SDK throws its own error`, async () => {
    const thrown = await thrownBy(openai(unary(openaiChat, error)).chat.completions.create(MESSAGES));
    assert.ok(thrown instanceof OpenAI.APIError);
    assert.equal(thrown.status, error.row.http);
    assert.equal(thrown.message, `${error.row.http} What happened.`);
    assert.equal(thrown.requestID, "request-1");
    assert.equal(thrown.param, "messages[0]");
    assert.ok(thrown.code);
    assert.ok(thrown.type);
    const inStream = openai(streamed(openaiChat, error)).chat.completions.create({
      ...MESSAGES,
      stream: true,
    });
    const late = await thrownBy(drained(inStream));
    assert.ok(late instanceof OpenAI.APIError);
    assert.equal(late.code, thrown.code);
    assert.equal(late.message, "What happened.");
  });

  test(`${kind}: Anthropic's SDK throws its own error`, async () => {
    const request = { ...MESSAGES, max_tokens: 1 };
    const thrown = await thrownBy(anthropic(unary(anthropicMessages, error)).messages.create(request));
    assert.ok(thrown instanceof Anthropic.APIError);
    assert.equal(thrown.status, error.row.http);
    assert.equal(thrown.requestID, "request-1");
    assert.match(thrown.message, /What happened\./);
    const inStream = anthropic(streamed(anthropicMessages, error)).messages.create({
      ...request,
      stream: true,
    });
    const late = await thrownBy(drained(inStream));
    assert.ok(late instanceof Anthropic.APIError);
    assert.equal(late.type, thrown.type);
  });

  test(`${kind}: nothing but the message is told`, () => {
    for (const dialect of dialects) {
      const rendered = JSON.stringify(dialect.renderError(error, "request-1"));
      assert.doesNotMatch(rendered, /internal detail/);
    }
  });
}

test("a rate limit is the SDKs' RateLimitError, a bad request their BadRequestError", async () => {
  const request = { ...MESSAGES, max_tokens: 1 };
  const limited = new AiosError("rate-limited", "x");
  const bad = new AiosError("invalid-request", "x");
  assert.ok(
    (await thrownBy(openai(unary(openaiChat, limited)).chat.completions.create(MESSAGES))) instanceof
      OpenAI.RateLimitError,
  );
  assert.ok(
    (await thrownBy(openai(unary(openaiChat, bad)).chat.completions.create(MESSAGES))) instanceof
      OpenAI.BadRequestError,
  );
  assert.ok(
    (await thrownBy(anthropic(unary(anthropicMessages, limited)).messages.create(request))) instanceof
      Anthropic.RateLimitError,
  );
  assert.ok(
    (await thrownBy(anthropic(unary(anthropicMessages, bad)).messages.create(request))) instanceof
      Anthropic.BadRequestError,
  );
  const embed = openai(unary(embeddings, limited)).embeddings.create({ model: "m", input: "x" });
  assert.ok((await thrownBy(embed)) instanceof OpenAI.RateLimitError);
});

test("an event that tells an error is read back as one of the same sort", () => {
  const sorts: readonly (readonly [ErrorKind, ErrorKind])[] = [
    ["rate-limited", "rate-limited"],
    ["server-error", "server-error"],
    ["upstream-cut", "server-error"],
    ["idle-timeout", "server-error"],
    ["overloaded", "server-error"],
    ["upstream-rejected", "upstream-rejected"],
    ["invalid-request", "upstream-rejected"],
  ];
  for (const { events } of dialects) {
    for (const [kind, readBack] of sorts) {
      const frame = events?.errorEvent(new AiosError(kind, "x"), "request-1");
      if (frame !== undefined) assert.equal(events?.errorKind(frame), readBack, kind);
    }
  }
});

test("a wait is told in whole seconds, rounded up", () => {
  const headers = (ms: number) =>
    openaiChat.renderError(new AiosError("rate-limited", "x", { retryAfterMs: ms }), "r").headers;
  assert.equal(headers(1)["retry-after"], "1");
  assert.equal(headers(2_000)["retry-after"], "2");
  assert.equal(headers(2_001)["retry-after"], "3");
  assert.equal(headers(0)["retry-after"], "0");
});

test("the SDKs do not repeat a call that was shed without a wait, or that would fail again", async () => {
  const attempts = async (error: AiosError): Promise<number> => {
    let count = 0;
    const answer = unary(openaiChat, error);
    const client = openai(() => {
      count++;
      return answer();
    }, 1);
    await thrownBy(client.chat.completions.create(MESSAGES));
    return count;
  };
  assert.equal(await attempts(new AiosError("breaker-open", "x")), 1);
  assert.equal(await attempts(new AiosError("overloaded", "x")), 1);
  assert.equal(await attempts(new AiosError("not-cached", "x")), 1);
  assert.equal(await attempts(new AiosError("invalid-request", "x")), 1);
  assert.equal(await attempts(new AiosError("breaker-open", "x", { retryAfterMs: 0 })), 2);
});

test("dialects are found by their name", () => {
  for (const dialect of dialects) assert.equal(dialectOf(dialect.name), dialect);
  assert.equal(new Set(dialects.map(({ name }) => name)).size, 11);
});
