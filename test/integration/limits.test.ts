import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import OpenAI from "openai";
import { gathered, inferenceClient, unary } from "../support/inference-client.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const model = "gpt-4o-mini";
const question = [{ role: "user" as const, content: "hello there" }];

/** Each test names the policy that it wants, and so has counts of its own. */
const policy = (name: string, limits: string) => `---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: ${name} }
spec: { limits: ${limits} }
`;
const CONFIG = [
  BASIC_CONFIG,
  ...["openai", "anthropic", "grpc"].map((name) =>
    policy(`two-calls-${name}`, '{ requests: { limit: 2, window: "30s" } }'),
  ),
  policy("few-an-hour", '{ requests: { limit: 1, window: "1h" } }'),
  policy("one-at-once", "{ concurrency: 1 }"),
  policy("tokens", '{ tokens: { limit: 50, window: "1h" } }'),
].join("");

let stack: Stack;
before(async () => {
  stack = await startStack({ config: CONFIG });
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

const under = (...names: readonly string[]) => ({ headers: { "x-aios-policy": names.join(",") } });

async function failureOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: "the call has not failed" });
}

const chat = (client: OpenAI, ...names: readonly string[]) =>
  client.chat.completions.create({ model, messages: question }, under(...names));

test("the OpenAI SDK throws its RateLimitError, and reads what is left and when to come again", async () => {
  const client = openaiClient(stack);
  const { response } = await chat(client, "two-calls-openai").withResponse();
  assert.equal(response.headers.get("x-ratelimit-limit-requests"), "2");
  assert.equal(response.headers.get("x-ratelimit-remaining-requests"), "1");
  assert.match(response.headers.get("x-ratelimit-reset-requests") ?? "", /^(30|2\d(\.\d+)?)s$/);
  await chat(client, "two-calls-openai");

  const error = await failureOf(chat(client, "two-calls-openai"));
  assert.ok(error instanceof OpenAI.RateLimitError, `${error}`);
  assert.match(error.message, /policy "two-calls-openai" allows 2 calls in 30s/);
  const wait = Number(error.headers.get("retry-after"));
  assert.ok(wait > 20 && wait <= 30, `${wait}`);
  assert.equal(error.headers.get("x-ratelimit-remaining-requests"), "0");
  assert.match(error.headers.get("x-ratelimit-reset-requests") ?? "", /^\d+(\.\d+)?s$/);
  assert.match(error.headers.get("x-aios-policy") ?? "", /two-calls-openai/);
  assert.equal(error.headers.get("x-should-retry"), null);
  assert.equal(stack.provider.received.length, 2, "a refused call was sent on");
});

test("an SDK that repeats by itself does not, when it would have to wait for longer than it does", async () => {
  const client = new OpenAI({
    baseURL: stack.openaiUrl,
    apiKey: "none",
    maxRetries: 5,
    logLevel: "off",
  });
  await chat(client, "few-an-hour");
  const error = await failureOf(chat(client, "few-an-hour"));
  assert.ok(error instanceof OpenAI.RateLimitError, `${error}`);
  assert.equal(error.headers.get("x-should-retry"), "false");
});

test("the Anthropic SDK throws its RateLimitError, with Anthropic's headers", async () => {
  const client = anthropicClient(stack);
  const ask = () =>
    client.messages.create(
      { model: "claude-sonnet-5-5", max_tokens: 100, messages: question },
      under("two-calls-anthropic"),
    );
  const { response } = await ask().withResponse();
  assert.equal(response.headers.get("anthropic-ratelimit-requests-remaining"), "1");
  await ask();
  const error = await failureOf(ask());
  assert.ok(error instanceof Anthropic.RateLimitError, `${error}`);
  assert.equal(error.type, "rate_limit_error");
  assert.match(error.message, /policy \\"two-calls-anthropic\\" allows 2 calls in 30s/);
  assert.ok(Number(error.headers.get("retry-after")) > 20);
  const reset = Date.parse(error.headers.get("anthropic-ratelimit-requests-reset") ?? "");
  assert.ok(reset > Date.now() && reset <= Date.now() + 31_000);
});

test("gRPC callers get RESOURCE_EXHAUSTED, with a pushback that gRPC clients obey", async () => {
  const client = inferenceClient(stack.grpcAddress);
  try {
    const metadata = new Metadata();
    metadata.set("x-aios-policy", "two-calls-grpc");
    const request = { model, messages: [{ role: "user", text: "hello there" }] };
    const { head } = await unary((callback) => client.chat(request, metadata, callback));
    assert.deepEqual(head.get("x-ratelimit-remaining-requests"), ["1"]);
    await gathered(client.chatStream(request, metadata));
    for (const failed of [
      unary((callback) => client.chat(request, metadata, callback)),
      gathered(client.chatStream(request, metadata)),
    ]) {
      const error = (await failureOf(failed)) as ServiceError;
      assert.equal(error.code, status.RESOURCE_EXHAUSTED);
      assert.match(error.details, /policy "two-calls-grpc" allows 2 calls in 30s/);
      const pushback = Number(error.metadata.get("grpc-retry-pushback-ms")[0]);
      assert.ok(pushback > 20_000 && pushback <= 30_000, `${pushback}`);
      assert.deepEqual(error.metadata.get("x-ratelimit-remaining-requests"), ["0"]);
      assert.deepEqual(error.metadata.get("x-aios-error-kind"), ["limit-exceeded"]);
    }
  } finally {
    client.close();
  }
});

test("a stream holds its place until it has ended, or its caller has left", async () => {
  const client = openaiClient(stack);
  const open = () =>
    client.chat.completions.create({ model, messages: question, stream: true }, under("one-at-once"));
  stack.provider.setFault({ type: "stall", where: "mid-stream" }, 1);
  const stalled = await open();
  const error = await failureOf(open());
  assert.ok(error instanceof OpenAI.RateLimitError, `${error}`);
  assert.equal(error.headers.get("retry-after"), "1");
  stalled.controller.abort();

  // The caller does not see when the sidecar has noted that it was the last byte, or that it has left.
  const free = () =>
    chat(client, "one-at-once").then(
      () => true,
      () => false,
    );
  await until(free, "the place of a caller who has left");
  await until(async () => {
    try {
      return (await Array.fromAsync(await open())).length > 0;
    } catch {
      return false;
    }
  }, "the place of the call before");
  await until(free, "the place of a stream that has ended");
});

test("tokens count as the provider counted them once a call has ended", async () => {
  const client = openaiClient(stack);
  const ask = () =>
    client.chat.completions
      .create({ model, messages: question, max_completion_tokens: 10 }, under("tokens"))
      .withResponse();
  const { data } = await ask();
  assert.equal(data.usage?.total_tokens, 6);
  const { response } = await ask();
  // 6 were used; the estimate for this one is 10, and a quarter of its bytes.
  const remaining = Number(response.headers.get("x-ratelimit-remaining-tokens"));
  assert.ok(remaining > 0 && remaining < 50 - 6 - 10, `${remaining}`);
  assert.equal(response.headers.get("x-ratelimit-limit-tokens"), "50");
});
