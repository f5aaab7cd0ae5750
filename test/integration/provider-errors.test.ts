import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import OpenAI from "openai";
import type { ChatRequest } from "../../proto/gen/aios/inference/v1/ChatRequest.ts";
import type { InferenceClient } from "../../proto/gen/aios/inference/v1/Inference.ts";
import { gathered, inferenceClient, unary } from "../support/inference-client.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/;
/** Nothing is repeated and no breaker opens: each failure is seen as it is. */
const CONFIG = `${BASIC_CONFIG.replaceAll(
  "policies: [pii]",
  "policies: [pii]\n  retry: { attempts: 0 }",
).replace(
  "apiVersion",
  `apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: nowhere }
spec: { dialect: openai, url: "http://127.0.0.1:9/v1" }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: nowhere-anthropic }
spec: { dialect: anthropic, url: "http://127.0.0.1:9" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: nowhere }
spec:
  match: { models: [nowhere] }
  retry: { attempts: 0 }
  targets: [{ upstream: nowhere }, { upstream: nowhere-anthropic }]
---
apiVersion`,
)}`;

let stack: Stack;
let openai: OpenAI;
let anthropic: Anthropic;
let grpc: InferenceClient;
before(async () => {
  stack = await startStack({ config: CONFIG, limits: { maxRequestSize: 64 * 1024 } });
  openai = openaiClient(stack);
  anthropic = anthropicClient(stack);
  grpc = inferenceClient(stack.grpcAddress);
});
after(async () => {
  grpc.close();
  await stack.close();
});
beforeEach(() => stack.provider.clear());

async function failureOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("the call has not failed");
}

async function openaiFailure(
  stream: boolean,
  model = "gpt-4o-mini",
): Promise<InstanceType<typeof OpenAI.APIError>> {
  const call = openai.chat.completions.create({
    model,
    messages: [{ role: "user", content: "hello" }],
    stream,
  });
  const failure = await failureOf(call);
  assert.ok(failure instanceof OpenAI.APIError, `${failure}`);
  return failure;
}

async function anthropicFailure(
  stream: boolean,
  model = "claude-sonnet-5-5",
): Promise<InstanceType<typeof Anthropic.APIError>> {
  const messages = [{ role: "user" as const, content: "hello" }];
  const failure = await failureOf(anthropic.messages.create({ model, max_tokens: 9, messages, stream }));
  assert.ok(failure instanceof Anthropic.APIError, `${failure}`);
  return failure;
}

/** Of a unary call and of a stream. */
async function grpcFailures(
  request: ChatRequest,
  metadata = new Metadata(),
): Promise<readonly ServiceError[]> {
  return [
    (await failureOf(unary((callback) => grpc.chat(request, metadata, callback)))) as ServiceError,
    (await failureOf(gathered(grpc.chatStream(request, metadata)))) as ServiceError,
  ];
}

const question: ChatRequest = { model: "gpt-4o-mini", messages: [{ role: "user", text: "hello" }] };

/** A provider's own answer is handed on as it is. */
for (const [given, openaiClass, openaiWords, anthropicClass, anthropicWords, code] of [
  [
    400,
    OpenAI.BadRequestError,
    /Invalid value/,
    Anthropic.BadRequestError,
    /messages: Invalid value/,
    "INVALID_ARGUMENT",
  ],
  [
    401,
    OpenAI.AuthenticationError,
    /Incorrect API key/,
    Anthropic.AuthenticationError,
    /invalid x-api-key/,
    "UNAUTHENTICATED",
  ],
  [
    403,
    OpenAI.PermissionDeniedError,
    /does not have permission/,
    Anthropic.PermissionDeniedError,
    /does not have permission/,
    "PERMISSION_DENIED",
  ],
  [
    404,
    OpenAI.NotFoundError,
    /does not exist/,
    Anthropic.NotFoundError,
    /model: claude-sonnet-5-5/,
    "INVALID_ARGUMENT",
  ],
  [
    429,
    OpenAI.RateLimitError,
    /Rate limit reached/,
    Anthropic.RateLimitError,
    /rate limit of 10,000/,
    "RESOURCE_EXHAUSTED",
  ],
  [
    500,
    OpenAI.InternalServerError,
    /The server had an error/,
    Anthropic.InternalServerError,
    /Internal server error/,
    "UNAVAILABLE",
  ],
  [529, OpenAI.InternalServerError, /Overloaded/, Anthropic.InternalServerError, /Overloaded/, "UNAVAILABLE"],
] as const) {
  test(`a provider's ${given} is told in its own words, whole and streamed, in every dialect`, async () => {
    stack.provider.setFault({ type: "status", status: given });
    for (const stream of [false, true]) {
      const fromOpenai = await openaiFailure(stream);
      assert.ok(fromOpenai instanceof openaiClass, `${fromOpenai}`);
      assert.equal(fromOpenai.status, given);
      assert.match(fromOpenai.message, openaiWords);
      assert.match(fromOpenai.headers?.get("x-aios-request-id") ?? "", REQUEST_ID);
      assert.equal(fromOpenai.headers?.get("x-aios-upstream"), "openai");

      const fromAnthropic = await anthropicFailure(stream);
      assert.ok(fromAnthropic instanceof anthropicClass, `${fromAnthropic}`);
      assert.equal(fromAnthropic.status, given);
      assert.match(fromAnthropic.message, anthropicWords);
      assert.match(fromAnthropic.headers?.get("x-aios-request-id") ?? "", REQUEST_ID);
    }
    for (const failure of await grpcFailures(question)) {
      assert.equal(failure.code, status[code]);
      assert.match(failure.details, openaiWords);
      assert.match(String(failure.metadata.get("x-aios-request-id")), REQUEST_ID);
      assert.deepEqual(failure.metadata.get("x-aios-provider-status"), [String(given)]);
    }
  });
}

test("a provider's retry-after reaches the caller", async () => {
  stack.provider.setFault({ type: "status", status: 429, retryAfterSeconds: 7 });
  assert.equal((await openaiFailure(false)).headers?.get("retry-after"), "7");
  assert.equal((await anthropicFailure(false)).headers?.get("retry-after"), "7");
  for (const failure of await grpcFailures(question)) {
    assert.deepEqual(failure.metadata.get("retry-after"), ["7"]);
    assert.deepEqual(failure.metadata.get("grpc-retry-pushback-ms"), ["7000"]);
  }
});

test("a provider that nobody listens at: a gateway error without addresses", async () => {
  for (const stream of [false, true]) {
    for (const failure of [
      await openaiFailure(stream, "nowhere"),
      await anthropicFailure(stream, "nowhere"),
    ]) {
      assert.ok(
        failure instanceof OpenAI.InternalServerError || failure instanceof Anthropic.InternalServerError,
      );
      assert.equal(failure.status, 502);
      assert.match(
        failure.message,
        /Upstream \\?"nowhere(-anthropic)?\\?" could not be reached: the connection was refused/,
      );
      assert.doesNotMatch(failure.message, /127\.0\.0\.1/);
      assert.match(failure.headers?.get("x-aios-request-id") ?? "", REQUEST_ID);
    }
  }
  for (const failure of await grpcFailures({ ...question, model: "nowhere" })) {
    assert.equal(failure.code, status.UNAVAILABLE);
    assert.match(failure.details, /could not be reached: the connection was refused/);
    assert.deepEqual(failure.metadata.get("x-aios-error-kind"), ["connect"]);
  }
});

for (const [fault, words] of [
  [{ type: "reset" }, /closed the connection before it answered/],
  [{ type: "cut", atByte: 20 }, /cut its reply off|ended its stream without/],
  [{ type: "garbage" }, /is not|not valid|no JSON|cannot be read/i],
] as const) {
  test(`a provider that answers with a ${fault.type}: a gateway error, whole`, async () => {
    stack.provider.setFault(fault);
    for (const failure of [await openaiFailure(false), await anthropicFailure(false)]) {
      assert.equal(failure.status, 502);
      assert.match(failure.message, words);
      assert.doesNotMatch(failure.message, /<html>/);
    }
  });
}

test("gRPC tells the caller's own mistakes by status, with the same words", async () => {
  const timeout = new Metadata();
  timeout.set("x-aios-timeout", "soon");
  const flood = new Metadata();
  flood.set("x-flood", "a".repeat(40 * 1024));
  const long = [{ role: "user", text: "a".repeat(64 * 1024) }];
  for (const [request, metadata, code, words] of [
    [{ ...question, model: "gtp-4o-mini" }, new Metadata(), "NOT_FOUND", /Did you mean "gpt-4o-mini"\?/],
    [{ ...question, model: "" }, new Metadata(), "INVALID_ARGUMENT", /`model` /],
    [{ ...question, model: "claude-sonnet-5-5", seed: 7 }, new Metadata(), "UNIMPLEMENTED", /seed/],
    [question, timeout, "INVALID_ARGUMENT", /x-aios-timeout must be a duration/],
    [question, flood, "RESOURCE_EXHAUSTED", /limits\.maxHeaderSize/],
    [{ ...question, messages: long }, new Metadata(), "RESOURCE_EXHAUSTED", /larger|65536/],
  ] as const) {
    for (const failure of await grpcFailures(request as ChatRequest, metadata)) {
      assert.equal(failure.code, status[code], failure.details);
      assert.match(failure.details, words);
    }
  }
  assert.equal(stack.provider.received.length, 0);
});
