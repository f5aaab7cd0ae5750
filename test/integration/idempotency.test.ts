import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Metadata } from "@grpc/grpc-js";
import OpenAI from "openai";
import { inferenceClient, unary } from "../support/inference-client.ts";
import { openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const model = "gpt-4o-mini";

let stack: Stack;
let client: OpenAI;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG });
  client = openaiClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

function ask(
  key: string,
  content: string,
  options: { readonly model?: string; readonly signal?: AbortSignal } = {},
) {
  return client.chat.completions
    .create(
      { model: options.model ?? model, messages: [{ role: "user", content }] },
      {
        headers: { "idempotency-key": key },
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
    )
    .withResponse();
}

test("two calls at once with one key are one at the provider, with the same answer", async () => {
  const [first, second] = await Promise.all([
    ask("at-once", "mail ada@example.com", { model: "gpt-slow@5ms" }),
    ask("at-once", "mail ada@example.com", { model: "gpt-slow@5ms" }),
  ]);
  assert.equal(stack.provider.received.length, 1);
  assert.deepEqual(second.data, first.data);
  assert.equal(first.data.choices[0]?.message.content, "You said: mail ada@example.com");
  const told = [first, second].map(({ response }) => response.headers.get("idempotency-replayed"));
  assert.deepEqual(told.sort(), ["true", null].sort());
  assert.equal(second.response.headers.get("x-request-id"), first.response.headers.get("x-request-id"));
  assert.equal(second.response.headers.get("x-aios-upstream"), "openai");
});

test("a later one gets the kept answer; another body with the key is a 422", async () => {
  const first = await ask("later", "one");
  const second = await ask("later", "one");
  assert.deepEqual(second.data, first.data);
  assert.equal(second.response.headers.get("idempotency-replayed"), "true");
  await assert.rejects(ask("later", "two"), OpenAI.UnprocessableEntityError);
  assert.equal(stack.provider.received.length, 1);
});

test("an empty key is a 400", async () => {
  await assert.rejects(ask(" ", "one"), OpenAI.BadRequestError);
});

test("when the first client goes away, the repeat takes over", async () => {
  stack.provider.setFault({ type: "stall", where: "before-headers" }, 1);
  const abort = new AbortController();
  const first = ask("leaves", "hello", { signal: abort.signal });
  const stalled = await stack.provider.arrival(1);
  const second = ask("leaves", "hello");
  abort.abort();
  await assert.rejects(first, OpenAI.APIUserAbortError);
  assert.equal((await second).data.choices[0]?.message.content, "You said: hello");
  await stalled.ended;
  assert.equal(stack.provider.received.length, 2);
});

test("a refusal of the provider is shared with who waits, and later executed anew", async () => {
  stack.provider.setFault({ type: "status", status: 400 }, 1);
  await assert.rejects(ask("refused", "hello"), OpenAI.BadRequestError);
  await ask("refused", "hello");
  assert.equal(stack.provider.received.length, 2);
});

test("a stream is replayed whole", async () => {
  const stream = async () => {
    const said: string[] = [];
    const events = await client.chat.completions.create(
      { model: "gpt-slow@2ms", stream: true, messages: [{ role: "user", content: "call +1 415 555 0132" }] },
      { headers: { "idempotency-key": "streamed" } },
    );
    for await (const { choices } of events) said.push(choices[0]?.delta.content ?? "");
    return said;
  };
  const [first, second] = await Promise.all([stream(), stream()]);
  assert.equal(first.join(""), "You said: call +1 415 555 0132");
  assert.deepEqual(second, first);
  assert.deepEqual(await stream(), first);
  assert.equal(stack.provider.received.length, 1);
});

test("a gRPC call with the key is one execution as well", async () => {
  const grpc = inferenceClient(stack.grpcAddress);
  try {
    const metadata = new Metadata();
    metadata.set("idempotency-key", "by-grpc");
    const chat = () =>
      unary((callback) =>
        grpc.Chat({ model, messages: [{ role: "user", text: "hello" }] }, metadata, callback),
      );
    const [first, second] = [await chat(), await chat()];
    assert.deepEqual(second.reply, first.reply);
    assert.deepEqual(second.head.get("idempotency-replayed"), ["true"]);
    assert.equal(stack.provider.received.length, 1);
  } finally {
    grpc.close();
  }
});

test("each replay is counted", async () => {
  await ask("counted", "hello");
  await ask("counted", "hello");
  const metrics = await (await fetch(`http://${stack.sidecar.addresses.status}/metrics`)).text();
  assert.match(metrics, /aios_idempotent_replays_total\{route="openai"\} [1-9]/);
});
