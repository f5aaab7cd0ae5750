import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { type ServiceError, status } from "@grpc/grpc-js";
import OpenAI from "openai";
import type { ReceivedCall } from "../../control-plane/cli/simulated-provider/provider.ts";
import { gathered, inferenceClient } from "../support/inference-client.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const CONFIG = BASIC_CONFIG.replaceAll("policies: [pii]", "policies: [pii]\n  retry: { attempts: 0 }")
  .replaceAll(
    "models: [gpt-4o-mini, text-embedding-3-small] }",
    "models: [gpt-4o-mini], breaker: { minimumCalls: 100000 } }",
  )
  .replaceAll(
    "models: [claude-sonnet-5-5] }",
    "models: [claude-sonnet-5-5], breaker: { minimumCalls: 100000 } }",
  );

let stack: Stack;
let openai: OpenAI;
let anthropic: Anthropic;
before(async () => {
  stack = await startStack({ config: CONFIG });
  openai = openaiClient(stack);
  anthropic = anthropicClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

const openaiStream = (content: string) =>
  openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
    stream: true,
  });

const anthropicStream = (content: string) =>
  anthropic.messages.create({
    model: "claude-sonnet-5-5",
    max_tokens: 1_000,
    messages: [{ role: "user", content }],
    stream: true,
  });

/** The body of a stream as the bytes on the wire. */
async function rawStream(path: string, model: string): Promise<string> {
  const response = await fetch(stack.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", "anthropic-version": "2023-06-01" },
    body: JSON.stringify({
      model,
      max_tokens: 100,
      stream: true,
      messages: [{ role: "user", content: "hello" }],
    }),
  });
  assert.equal(response.status, 200);
  return response.text();
}

async function assertLeftAtOnce(call: ReceivedCall, leftAt: number): Promise<void> {
  await call.ended;
  const tookMs = performance.now() - leftAt;
  assert.equal(call.aborted, true);
  assert.ok(tookMs < 100, `the provider was left after ${tookMs} ms`);
}

for (const content of ["hello there", "write to maria.lopez@example.com soon"]) {
  for (const events of [1, 2, 4, 6]) {
    test(`of "${content}", ${events} events arrive while the provider holds back the rest`, async () => {
      stack.provider.setFault({ type: "stall", where: "mid-stream", afterEvents: events });
      for (const [index, begin] of [openaiStream, anthropicStream].entries()) {
        const stream = await begin(content);
        const call = await stack.provider.arrival(index + 1);
        const reader: AsyncIterator<unknown> = stream[Symbol.asyncIterator]();
        // The Anthropic SDK shows no pings, one of which is among the first three events.
        const shown = index === 0 || events < 3 ? events : events - 1;
        for (let seen = 0; seen < shown; seen += 1) assert.equal((await reader.next()).done, false);
        assert.equal(call.finished || call.aborted, false);
        const leftAt = performance.now();
        stream.controller.abort();
        await assertLeftAtOnce(call, leftAt);
      }
    });
  }
}

test("who leaves a stream, or a call that waits, stops the provider within 100 ms", async () => {
  stack.provider.setFault({ type: "stall", where: "before-headers" });
  const leaving = new AbortController();
  const waiting = assert.rejects(
    openai.chat.completions.create(
      { model: "gpt-4o-mini", messages: [{ role: "user", content: "hello" }] },
      { signal: leaving.signal },
    ),
    OpenAI.APIUserAbortError,
  );
  const call = await stack.provider.arrival(1);
  const leftAt = performance.now();
  leaving.abort();
  await assertLeftAtOnce(call, leftAt);
  await waiting;

  stack.provider.setFault({ type: "stall", where: "mid-stream", afterEvents: 2 });
  let brokeAt = 0;
  for await (const _chunk of await openaiStream("hello")) {
    brokeAt = performance.now();
    break;
  }
  await assertLeftAtOnce(await stack.provider.arrival(2), brokeAt);
});

test("a stream leaves nothing behind: no call is in flight when all have ended or left", async () => {
  await Array.fromAsync(await openaiStream("hello"));
  const response = await fetch(`http://${stack.sidecar.addresses.status}/metrics`);
  assert.match(await response.text(), /^aios_calls_in_flight 0$/m);
});

/** From the first event on; before it, a failure has a status of its own. */
const BROKEN = [
  { type: "cut", atByte: 700 },
  { type: "cut", atByte: 1_000 },
  { type: "end-early", afterEvents: 2 },
  { type: "end-early" },
] as const;

for (const fault of BROKEN) {
  const how = JSON.stringify(fault);

  test(`a stream broken by ${how} makes each SDK throw, after what had arrived`, async () => {
    stack.provider.setFault(fault);
    let heard = "";
    await assert.rejects(
      async () => {
        for await (const chunk of await openaiStream("hello")) heard += chunk.choices[0]?.delta.content ?? "";
      },
      (error) => {
        assert.ok(error instanceof OpenAI.APIError, `${error}`);
        assert.equal(error.code, "upstream_cut");
        assert.match(
          error.message,
          /Upstream "openai" (cut its reply off|ended its stream without the event)/,
        );
        return true;
      },
    );
    assert.ok("You said: hello".startsWith(heard), heard);

    await assert.rejects(
      async () => Array.fromAsync(await anthropicStream("hello")),
      (error) => {
        assert.ok(error instanceof Anthropic.APIError, `${error}`);
        assert.match(error.message, /"api_error".*Upstream \\"anthropic\\" (cut|ended)/);
        return true;
      },
    );

    const grpc = inferenceClient(stack.grpcAddress);
    const request = { model: "gpt-4o-mini", messages: [{ role: "user", text: "hello" }] };
    await assert.rejects(gathered(grpc.chatStream(request)), (error: ServiceError) => {
      assert.equal(error.code, status.UNAVAILABLE);
      assert.deepEqual(error.metadata.get("x-aios-error-kind"), ["upstream-cut"]);
      return true;
    });
    grpc.close();
  });

  test(`a stream broken by ${how} ends with an error event of its own dialect, and no end mark`, async () => {
    stack.provider.setFault(fault);
    const fromOpenai = await rawStream("/v1/chat/completions", "gpt-4o-mini");
    assert.match(
      fromOpenai,
      /\n\ndata: {"error":{"message":"[^\n]+","type":"server_error",[^\n]+"code":"upstream_cut"}}\n\n$/,
    );
    assert.doesNotMatch(fromOpenai, /\[DONE\]|server-timing/);
    const fromAnthropic = await rawStream("/v1/messages", "claude-sonnet-5-5");
    assert.match(
      fromAnthropic,
      /\n\nevent: error\ndata: {"type":"error","error":{"type":"api_error",[^\n]+}\n\n$/,
    );
    assert.doesNotMatch(fromAnthropic, /message_stop|server-timing/);
  });
}

test("an error that the provider tells inside its stream is thrown in its own words", async () => {
  stack.provider.setFault({ type: "error-event", afterEvents: 3 });
  await assert.rejects(
    async () => Array.fromAsync(await openaiStream("hello")),
    (error) => {
      assert.ok(error instanceof OpenAI.APIError, `${error}`);
      assert.match(error.message, /The server had an error while processing your request/);
      return true;
    },
  );
  await assert.rejects(
    async () => Array.fromAsync(await anthropicStream("hello")),
    (error) => {
      assert.ok(error instanceof Anthropic.APIError, `${error}`);
      assert.match(error.message, /overloaded_error/);
      return true;
    },
  );
});

test("text that was held back for a placeholder still comes out when the stream breaks", async () => {
  stack.provider.setFault({ type: "end-early", afterEvents: 6 });
  let heard = "";
  await assert.rejects(async () => {
    for await (const chunk of await openaiStream("mail maria.lopez@example.com, then [EMAIL")) {
      heard += chunk.choices[0]?.delta.content ?? "";
    }
  });
  assert.equal(heard, "You said: mail maria.lopez@example.com, then");
});
