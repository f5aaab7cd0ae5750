import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { type ServiceError, status } from "@grpc/grpc-js";
import OpenAI from "openai";
import type { InferenceClient } from "../../proto/gen/aios/inference/v1/Inference.ts";
import { gathered, inferenceClient } from "../support/inference-client.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const CONFIG = BASIC_CONFIG.replaceAll(
  "policies: [pii]",
  "policies: [pii]\n  retry: { attempts: 0 }\n  timeouts: { firstToken: 400ms, idle: 300ms, total: 1500ms }",
);

let stack: Stack;
let openai: OpenAI;
let anthropic: Anthropic;
let grpc: InferenceClient;
before(async () => {
  stack = await startStack({ config: CONFIG });
  openai = openaiClient(stack);
  anthropic = anthropicClient(stack);
  grpc = inferenceClient(stack.grpcAddress);
});
after(async () => {
  grpc.close();
  await stack.close();
});
beforeEach(() => stack.provider.clear());

const messages = [{ role: "user" as const, content: "hello" }];

const viaOpenai = async () =>
  Array.fromAsync(await openai.chat.completions.create({ model: "gpt-4o-mini", messages, stream: true }));

const viaAnthropic = async () =>
  Array.fromAsync(
    await anthropic.messages.create({ model: "claude-sonnet-5-5", max_tokens: 99, messages, stream: true }),
  );

const viaGrpc = () =>
  gathered(grpc.chatStream({ model: "gpt-4o-mini", messages: [{ role: "user", text: "hello" }] }));

/** The provider was left, not just forgotten. */
async function assertAllAborted(): Promise<void> {
  for (const call of stack.provider.received) {
    await call.ended;
    assert.equal(call.aborted, true);
  }
}

for (const where of ["before-headers", "after-headers"] as const) {
  test(`no first event in time (${where}): an error with a status of its own, in every dialect`, async () => {
    stack.provider.setFault({ type: "stall", where });
    await assert.rejects(viaOpenai(), (error) => {
      assert.ok(error instanceof OpenAI.InternalServerError, `${error}`);
      assert.equal(error.status, 504);
      assert.equal(error.code, "first_token_timeout");
      assert.match(error.message, /sent no event within 400 ms \(timeouts\.firstToken of the route\)/);
      return true;
    });
    await assert.rejects(viaAnthropic(), (error) => {
      assert.ok(error instanceof Anthropic.InternalServerError, `${error}`);
      assert.equal(error.status, 504);
      assert.match(error.message, /"timeout_error".*timeouts\.firstToken/);
      return true;
    });
    await assert.rejects(viaGrpc(), (error: ServiceError) => {
      assert.equal(error.code, status.DEADLINE_EXCEEDED);
      assert.deepEqual(error.metadata.get("x-aios-error-kind"), ["first-token-timeout"]);
      return true;
    });
    assert.equal(stack.provider.received.length, 3);
    await assertAllAborted();
  });
}

test("silence between two events: an error inside the stream, in every dialect", async () => {
  stack.provider.setFault({ type: "stall", where: "mid-stream", afterEvents: 3 });
  await assert.rejects(viaOpenai(), (error) => {
    assert.ok(error instanceof OpenAI.APIError, `${error}`);
    assert.equal(error.code, "idle_timeout");
    assert.match(error.message, /sent nothing for 300 ms \(timeouts\.idle of the route\)/);
    return true;
  });
  await assert.rejects(viaAnthropic(), (error) => {
    assert.ok(error instanceof Anthropic.APIError, `${error}`);
    assert.match(error.message, /"timeout_error".*timeouts\.idle/);
    return true;
  });
  await assert.rejects(viaGrpc(), (error: ServiceError) => {
    assert.equal(error.code, status.DEADLINE_EXCEEDED);
    assert.deepEqual(error.metadata.get("x-aios-error-kind"), ["idle-timeout"]);
    return true;
  });
  await assertAllAborted();
});

/** A token every 30 ms for three seconds. */
async function viaSteadyStream(headers: Readonly<Record<string, string>> = {}): Promise<void> {
  const request = {
    model: "gpt-steady@30ms",
    messages: [{ role: "user" as const, content: "word ".repeat(100) }],
    stream: true as const,
  };
  await Array.fromAsync(await openai.chat.completions.create(request, { headers }));
}

test("a stream that never pauses ends at the total all the same", async () => {
  await assert.rejects(viaSteadyStream(), (error) => {
    assert.ok(error instanceof OpenAI.APIError, `${error}`);
    assert.equal(error.code, "deadline_exceeded");
    return true;
  });
  await assertAllAborted();
});

test("a caller's own limit shortens the route's, never lengthens it", async () => {
  for (const [limit, longestMs] of [
    // Well below the route's total, and not much above it.
    ["500ms", 1_300],
    ["1m", 2_800],
  ] as const) {
    const startedAt = performance.now();
    await assert.rejects(viaSteadyStream({ "x-aios-timeout": limit }), { code: "deadline_exceeded" });
    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs < longestMs, `${limit}: ${tookMs} ms`);
  }
});

test("a whole reply knows the total only", async () => {
  stack.provider.setFault({ type: "delay", ms: 500 });
  const reply = await openai.chat.completions.create({ model: "gpt-4o-mini", messages });
  assert.equal(reply.object, "chat.completion");
  stack.provider.setFault({ type: "stall", where: "before-headers" });
  await assert.rejects(openai.chat.completions.create({ model: "gpt-4o-mini", messages }), (error) => {
    assert.ok(error instanceof OpenAI.InternalServerError, `${error}`);
    assert.equal(error.status, 504);
    assert.equal(error.code, "deadline_exceeded");
    return true;
  });
  await (await stack.provider.arrival(2)).ended;
  assert.equal(stack.provider.received[1]?.aborted, true);
});
