import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const MAX_REQUEST_BYTES = 64 * 1024;
const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/;

let stack: Stack;
let openai: OpenAI;
let anthropic: Anthropic;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG, limits: { maxRequestSize: MAX_REQUEST_BYTES } });
  openai = openaiClient(stack);
  anthropic = anthropicClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

/** What an SDK's own method is given: a path, a body of any shape, and headers. */
interface Sent {
  readonly path?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Told {
  readonly status: number;
  readonly message: RegExp;
  readonly openai: new (...parameters: never[]) => InstanceType<typeof OpenAI.APIError>;
  readonly anthropic: new (...parameters: never[]) => InstanceType<typeof Anthropic.APIError>;
}

/** The SDK shows the whole document as its message. */
interface AnthropicDocument {
  readonly type: string;
  readonly error: { readonly type: string; readonly message: string };
}

const chat = (more: object = {}) => ({
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "hello" }],
  ...more,
});
const message = (more: object = {}) => ({ ...chat(), model: "claude-sonnet-5-5", max_tokens: 100, ...more });

/** Both SDKs throw their own class for the status, with our words, a request id, and nothing reaches the provider. */
async function bothAreTold(told: Told, toOpenai: Sent, toAnthropic: Sent): Promise<void> {
  const { path = "/chat/completions", headers = {}, ...rest } = toOpenai;
  const fromOpenai = await failureOf(openai.post(path, { body: chat(), headers, ...rest }));
  assert.ok(fromOpenai instanceof told.openai, `${fromOpenai}`);
  assert.ok(fromOpenai instanceof OpenAI.APIError);
  assert.equal(fromOpenai.status, told.status);
  assert.match(fromOpenai.message, told.message);
  assert.match(fromOpenai.headers?.get("x-aios-request-id") ?? "", REQUEST_ID);
  assert.equal(fromOpenai.requestID, fromOpenai.headers?.get("x-aios-request-id"));
  assert.equal(typeof fromOpenai.type, "string");
  assert.equal(typeof fromOpenai.code, "string");

  const sent = { path: "/v1/messages", headers: {}, body: message(), ...toAnthropic };
  const fromAnthropic = await failureOf(
    anthropic.post(sent.path, { body: sent.body, headers: sent.headers }),
  );
  assert.ok(fromAnthropic instanceof told.anthropic, `${fromAnthropic}`);
  assert.ok(fromAnthropic instanceof Anthropic.APIError);
  assert.equal(fromAnthropic.status, told.status);
  assert.match(fromAnthropic.headers?.get("x-aios-request-id") ?? "", REQUEST_ID);
  assert.equal(fromAnthropic.requestID, fromAnthropic.headers?.get("x-aios-request-id"));
  const document = fromAnthropic.error as AnthropicDocument;
  assert.equal(document.type, "error");
  assert.match(document.error.message, told.message);
  assert.match(document.error.type, /_error$|^request_too_large$/);
  assert.equal(stack.provider.received.length, 0);
}

async function failureOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("the call has not failed");
}

const badRequest = { status: 400, openai: OpenAI.BadRequestError, anthropic: Anthropic.BadRequestError };
const notFound = { status: 404, openai: OpenAI.NotFoundError, anthropic: Anthropic.NotFoundError };

for (const [what, toOpenai, toAnthropic, words] of [
  ["messages that are a text", { messages: "hello" }, { messages: "hello" }, /`messages` must be an array/],
  ["no messages", { messages: undefined }, { messages: undefined }, /`messages` is missing/],
  ["a model that is a number", { model: 7 }, { model: 7 }, /`model` must be a non-empty string/],
  ["no model", { model: undefined }, { model: undefined }, /`model` is missing/],
  ["stream that is a text", { stream: "yes" }, { stream: "yes" }, /`stream` must be true or false/],
] as const) {
  test(`${what}: a bad request that names the field`, async () => {
    const told = { ...badRequest, message: words };
    await bothAreTold(told, { body: chat(toOpenai) }, { body: message(toAnthropic) });
    const failure = await failureOf(openai.post("/chat/completions", { body: chat(toOpenai) }));
    assert.ok(failure instanceof OpenAI.BadRequestError);
    assert.equal(failure.param, Object.keys(toOpenai)[0]);
  });
}

test("a body that is no object: a bad request", async () => {
  const sent = { body: ["hello"] };
  await bothAreTold({ ...badRequest, message: /must be a JSON object/ }, sent, sent);
});

test("an unknown model: not found, with the nearest name", async () => {
  await bothAreTold(
    { ...notFound, message: /No route takes the model "gtp-4o-mini".*Did you mean "gpt-4o-mini"\?/ },
    { body: chat({ model: "gtp-4o-mini" }) },
    { body: message({ model: "gtp-4o-mini" }) },
  );
  await bothAreTold(
    { ...notFound, message: /Did you mean "claude-sonnet-5-5"\?/ },
    { body: chat({ model: "cloude-sonnet-5-5" }) },
    { body: message({ model: "cloude-sonnet-5-5" }) },
  );
});

test("a field that a model of the other dialect cannot be told: a bad request that names it and how to mend it", async () => {
  await bothAreTold(
    { ...badRequest, message: /`(n|container)` cannot be translated.*Leave it out, or ask for a model/ },
    { body: chat({ model: "claude-sonnet-5-5", n: 2 }) },
    { body: message({ model: "gpt-4o-mini", container: "c" }) },
  );
  await bothAreTold(
    {
      ...badRequest,
      message:
        /`(seed|top_k)` cannot be translated into the dialect that the chosen upstream speaks \((anthropic-messages|openai-chat)\)\. Leave it out/,
    },
    { body: chat({ model: "claude-sonnet-5-5", seed: 2 }) },
    { body: message({ model: "gpt-4o-mini", top_k: 3 }) },
  );
});

test("a body over the limit: too large, with the limit's name", async () => {
  const content = "a".repeat(MAX_REQUEST_BYTES);
  const messages = [{ role: "user", content }];
  await bothAreTold(
    {
      status: 413,
      message: /larger than 65536 bytes \(limits\.maxRequestSize\)/,
      openai: OpenAI.APIError,
      anthropic: Anthropic.APIError,
    },
    { body: chat({ messages }) },
    { body: message({ messages }) },
  );
});

test("an unknown policy: a bad request, with the nearest name", async () => {
  const sent = { headers: { "x-aios-policy": "pi" } };
  await bothAreTold({ ...badRequest, message: /x-aios-policy names "pi".*Did you mean "pii"\?/ }, sent, sent);
});

test("a time limit that is none: a bad request with examples", async () => {
  const sent = { headers: { "x-aios-timeout": "soon" } };
  await bothAreTold(
    { ...badRequest, message: /x-aios-timeout must be a duration such as "500ms"/ },
    sent,
    sent,
  );
});

test("a flood of headers: too large, and the next call is served", async () => {
  const headers = { "x-flood": "a".repeat(64 * 1024) };
  await bothAreTold(
    {
      status: 431,
      message: /limits\.maxHeaderSize/,
      openai: OpenAI.APIError,
      anthropic: Anthropic.APIError,
    },
    { headers },
    { headers },
  );
  assert.equal(
    (
      await openai.chat.completions.create({
        model: "gpt-4o-mini",
        messages: [{ role: "user", content: "hello" }],
      })
    ).object,
    "chat.completion",
  );
});

test("another media type: told so", async () => {
  const headers = { "content-type": "text/plain" };
  await bothAreTold(
    {
      status: 415,
      message: /must be JSON, sent with content-type: application\/json/,
      openai: OpenAI.APIError,
      anthropic: Anthropic.APIError,
    },
    { headers },
    { headers },
  );
});

test("an unknown path: not found", async () => {
  await bothAreTold(
    { ...notFound, message: /There is nothing at POST \/v1\/\S+/ },
    { path: "/chat/completion" },
    { path: "/v1/message" },
  );
});

test("a wrong method: not allowed, with the right one", async () => {
  const failures = [
    await failureOf(openai.get("/chat/completions")),
    await failureOf(anthropic.get("/v1/messages")),
  ];
  for (const failure of failures) {
    assert.ok(failure instanceof OpenAI.APIError || failure instanceof Anthropic.APIError);
    assert.equal(failure.status, 405);
    assert.match(failure.message, /GET is not allowed on \/v1\/\S+; use POST/);
    assert.match(failure.headers?.get("x-aios-request-id") ?? "", REQUEST_ID);
  }
});

for (const [dialect, path] of [
  ["openai", "/v1/chat/completions"],
  ["anthropic", "/v1/messages"],
] as const) {
  test(`a body that is not JSON, in ${dialect}: a bad request that does not quote it`, async () => {
    for (const body of ['{"model": "gpt-4o-mini", maria.lopez@example.com', "", "\xff\xfe"]) {
      const response = await fetch(stack.url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      assert.equal(response.status, 400);
      assert.match(response.headers.get("x-aios-request-id") ?? "", REQUEST_ID);
      const text = await response.text();
      assert.match(text, /The request body is (not valid JSON|empty)/);
      assert.doesNotMatch(text, /lopez/);
      const { error } = JSON.parse(text) as { readonly error: { readonly type: string } };
      assert.equal(error.type, "invalid_request_error");
    }
    assert.equal(stack.provider.received.length, 0);
  });
}
