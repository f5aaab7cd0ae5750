/** Callers of one dialect, upstreams of another: what the official SDKs see, and what the provider is asked. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}", operations: [chat], breaker: { minimumCalls: 100000 } }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: anthropic }
spec: { dialect: anthropic, url: "{anthropic}", breaker: { minimumCalls: 100000 } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: to-anthropic }
spec:
  match: { models: [claude] }
  targets: [{ upstream: anthropic, model: claude-sonnet-5-5 }]
  retry: { attempts: 0 }
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: to-openai }
spec:
  match: { models: [gpt] }
  targets: [{ upstream: openai, model: gpt-4o-mini }]
  retry: { attempts: 0 }
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: rather-native }
spec:
  match: { models: [either] }
  targets: [{ upstream: anthropic, weight: 1000000 }, { upstream: openai, weight: 1 }]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: with-a-rung }
spec:
  match: { models: [laddered] }
  targets: [{ upstream: anthropic, model: claude-sonnet-5-5 }]
  retry: { attempts: 0 }
  fallback: [{ upstream: openai, model: gpt-4o-mini }]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec:
  redact: { entities: [email], action: tokenize, restore: true }
`;

const SCHEMA = { type: "object", properties: { city: { type: "string" } }, required: ["city"] } as const;
const functionTool: OpenAI.ChatCompletionFunctionTool = {
  type: "function",
  function: { name: "weather", description: "Tells the weather.", parameters: SCHEMA },
};
const anthropicTool: Anthropic.Tool = {
  name: "weather",
  description: "Tells the weather.",
  input_schema: { ...SCHEMA, required: [...SCHEMA.required] },
};

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

interface Asked {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

function lastAsked(): Asked {
  const call = stack.provider.received.at(-1);
  assert.ok(call !== undefined, "the provider was called");
  return { path: call.path, body: JSON.parse(call.text) as Record<string, unknown> };
}

const chat = (content: string): OpenAI.ChatCompletionCreateParamsNonStreaming => ({
  model: "claude",
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content },
  ],
});
const message = (content: string): Anthropic.MessageCreateParamsNonStreaming => ({
  model: "gpt",
  max_tokens: 100,
  system: "Be brief.",
  messages: [{ role: "user", content }],
});

test("an OpenAI caller is answered by an Anthropic upstream", async () => {
  const { data, response } = await openai.chat.completions.create(chat("hello there")).withResponse();
  const [choice] = data.choices;
  assert.equal(data.object, "chat.completion");
  assert.equal(choice?.message.content, "You said: hello there");
  assert.equal(choice.finish_reason, "stop");
  assert.equal(data.model, "claude-sonnet-5-5");
  assert.deepEqual(
    [data.usage?.prompt_tokens, data.usage?.completion_tokens, data.usage?.total_tokens],
    [4, 4, 8],
  );
  assert.equal(response.headers.get("content-type"), "application/json");
  assert.equal(response.headers.get("x-aios-upstream"), "anthropic");
  assert.equal(response.headers.get("x-aios-left-out"), null);
  const { path, body } = lastAsked();
  assert.equal(path, "/v1/messages");
  assert.deepEqual(body, {
    model: "claude-sonnet-5-5",
    max_tokens: 8_192,
    system: "Be brief.",
    messages: [{ role: "user", content: "hello there" }],
  });
  assert.equal(stack.provider.received.at(-1)?.headers["anthropic-version"], "2023-06-01");
});

test("an Anthropic caller is answered by an OpenAI upstream", async () => {
  const { data, response } = await anthropic.messages.create(message("hello there")).withResponse();
  assert.equal(data.type, "message");
  assert.deepEqual(
    data.content.map((block) => block.type === "text" && block.text),
    ["You said: hello there"],
  );
  assert.equal(data.stop_reason, "end_turn");
  assert.equal(data.model, "gpt-4o-mini");
  assert.deepEqual([data.usage.input_tokens, data.usage.output_tokens], [4, 4]);
  assert.equal(response.headers.get("x-aios-upstream"), "openai");
  const { path, body } = lastAsked();
  assert.equal(path, "/v1/chat/completions");
  assert.deepEqual(body, {
    model: "gpt-4o-mini",
    max_completion_tokens: 100,
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "hello there" },
    ],
  });
});

test("a stream comes to an OpenAI caller event by event, with its usage only when asked for", async () => {
  for (const wantsUsage of [false, true]) {
    const stream = await openai.chat.completions.create({
      ...chat("hello there"),
      stream: true,
      ...(wantsUsage ? { stream_options: { include_usage: true } } : {}),
    });
    const chunks = await Array.fromAsync(stream);
    const pieces = chunks.map(({ choices }) => choices[0]?.delta.content ?? "").filter((text) => text !== "");
    assert.deepEqual(pieces, ["You", " said:", " hello", " there"]);
    assert.equal(chunks[0]?.choices[0]?.delta.role, "assistant");
    const reasons = chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? []);
    assert.deepEqual(reasons, ["stop"]);
    assert.equal(chunks.at(-1)?.usage?.completion_tokens, wantsUsage ? 4 : undefined);
  }
});

test("a stream comes to an Anthropic caller event by event, with its usage", async () => {
  const pieces: string[] = [];
  const stream = anthropic.messages.stream(message("hello there")).on("text", (piece) => pieces.push(piece));
  const { content, usage, stop_reason } = await stream.finalMessage();
  assert.deepEqual(pieces, ["You", " said:", " hello", " there"]);
  assert.deepEqual(
    content.map((block) => block.type === "text" && block.text),
    ["You said: hello there"],
  );
  assert.equal(stop_reason, "end_turn");
  assert.deepEqual([usage.input_tokens, usage.output_tokens], [4, 4]);
  assert.deepEqual(lastAsked().body["stream_options"], { include_usage: true });
});

test("an OpenAI caller's tools: called at once with streamed arguments, and their results taken back", async () => {
  const asked = chat("twice: Bern");
  const stream = openai.chat.completions.stream({ ...asked, stream: true, tools: [functionTool] });
  const pieces = new Map<number, number>();
  stream.on("tool_calls.function.arguments.delta", ({ index }) =>
    pieces.set(index, (pieces.get(index) ?? 0) + 1),
  );
  const [choice] = (await stream.finalChatCompletion()).choices;
  assert.equal(choice?.finish_reason, "tool_calls");
  const calls = choice.message.tool_calls ?? [];
  assert.deepEqual(
    calls.map(
      (call) => call.type === "function" && [call.function.name, JSON.parse(call.function.arguments)],
    ),
    [
      ["weather", { city: "twice: Bern" }],
      ["weather", { city: "twice: Bern" }],
    ],
  );
  assert.ok((pieces.get(0) ?? 0) > 1 && (pieces.get(1) ?? 0) > 1, "arguments came in pieces");
  const told = await openai.chat.completions.create({
    ...asked,
    tools: [functionTool],
    messages: [
      ...asked.messages,
      choice.message,
      ...calls.map(
        ({ id }, index) => ({ role: "tool", tool_call_id: id, content: `${index} degrees` }) as const,
      ),
    ],
  });
  assert.equal(told.choices[0]?.message.content, "The tool said: 0 degrees\n1 degrees");
  assert.deepEqual((lastAsked().body["messages"] as readonly unknown[]).slice(1), [
    {
      role: "assistant",
      content: calls.map(({ id }) => ({
        type: "tool_use",
        id,
        name: "weather",
        input: { city: "twice: Bern" },
      })),
    },
    {
      role: "user",
      content: calls.map(({ id }, index) => ({
        type: "tool_result",
        tool_use_id: id,
        content: `${index} degrees`,
      })),
    },
  ]);
});

test("an Anthropic caller's tools: called at once with streamed arguments, and their results taken back", async () => {
  const pieces: string[] = [];
  const asked = message("twice: Bern");
  const stream = anthropic.messages
    .stream({ ...asked, tools: [anthropicTool] })
    .on("inputJson", (piece) => pieces.push(piece));
  const { content, stop_reason } = await stream.finalMessage();
  assert.equal(stop_reason, "tool_use");
  const uses = content.filter((block) => block.type === "tool_use");
  assert.deepEqual(
    uses.map(({ name, input }) => [name, input]),
    [
      ["weather", { city: "twice: Bern" }],
      ["weather", { city: "twice: Bern" }],
    ],
  );
  assert.ok(pieces.length > 4, `${pieces.length} pieces`);
  const told = await anthropic.messages.create({
    ...asked,
    tools: [anthropicTool],
    messages: [
      ...asked.messages,
      { role: "assistant", content },
      {
        role: "user",
        content: uses.map(({ id }, index) => ({
          type: "tool_result",
          tool_use_id: id,
          content: `${index} degrees`,
        })),
      },
    ],
  });
  assert.equal(
    told.content[0]?.type === "text" && told.content[0].text,
    "The tool said: 0 degrees\n1 degrees",
  );
});

test("a choice of tool, one call at a time, a bound and a schema mean the same to the other provider", async () => {
  const named = await openai.chat.completions.create({
    ...chat("twice: Bern"),
    tools: [functionTool],
    tool_choice: { type: "function", function: { name: "weather" } },
    parallel_tool_calls: false,
  });
  assert.equal(named.choices[0]?.message.tool_calls?.length, 1);
  const cut = await anthropic.messages.create({ ...message("one two three"), max_tokens: 3 });
  assert.equal(cut.stop_reason, "max_tokens");
  const format = {
    type: "json_schema",
    json_schema: { name: "place", schema: SCHEMA, strict: true },
  } as const;
  const inOpenai = await openai.chat.completions.create({ ...chat("Bern"), response_format: format });
  assert.deepEqual(JSON.parse(inOpenai.choices[0]?.message.content ?? ""), { city: "Bern" });
  const inAnthropic = await anthropic.messages.create({
    ...message("Bern"),
    output_config: { format: { type: "json_schema", schema: SCHEMA } },
  });
  assert.deepEqual(inAnthropic.content[0]?.type === "text" && JSON.parse(inAnthropic.content[0].text), {
    city: "Bern",
  });
});

test("advice to the provider that is not passed on is named", async () => {
  const { response } = await anthropic.messages
    .create({
      ...message("hello"),
      metadata: { user_id: "u-1" },
      service_tier: "auto",
      system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
    })
    .withResponse();
  assert.equal(response.headers.get("x-aios-left-out"), "cache_control, service_tier");
  assert.equal(lastAsked().body["user"], "u-1");
});

test("what cannot be said to the other provider is refused by its path, and nobody is asked", async () => {
  const asks = [
    ["n", openai.chat.completions.create({ ...chat("hi"), n: 2 })],
    ["seed", openai.chat.completions.create({ ...chat("hi"), seed: 7 })],
    [
      "messages[0].content[1].input_audio",
      openai.chat.completions.create({
        model: "claude",
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "Listen." },
              { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
            ],
          },
        ],
      }),
    ],
    [
      "messages[2].role",
      openai.chat.completions.create({
        model: "claude",
        messages: [...chat("hi").messages, { role: "system", content: "Now be long." }],
      }),
    ],
  ] as const;
  for (const [param, ask] of asks) {
    await assert.rejects(ask, (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError, String(error));
      assert.equal(error.code, "unsupported");
      assert.equal(error.param, param);
      return true;
    });
  }
  const search = { type: "web_search_20250305", name: "web_search" } as const;
  await assert.rejects(anthropic.messages.create({ ...message("hi"), tools: [search] }), (error) => {
    assert.ok(error instanceof Anthropic.BadRequestError);
    assert.match(error.message, /tools\[0\]\.type/);
    return true;
  });
  assert.equal(stack.provider.received.length, 0);
});

test("a call that cannot be translated goes to a target of its own dialect, where the route has one", async () => {
  const { response } = await openai.chat.completions
    .create({ ...chat("hello there"), model: "either", n: 2 })
    .withResponse();
  assert.equal(response.headers.get("x-aios-upstream"), "openai");
  assert.equal(lastAsked().body["n"], 2);
});

test("a rung of the ladder may speak another dialect than the caller and the route's target", async () => {
  stack.provider.setFault({ type: "status", status: 500, model: "claude-sonnet-5-5" });
  const { data, response } = await anthropic.messages
    .create({ ...message("hello there"), model: "laddered" })
    .withResponse();
  assert.equal(data.content[0]?.type === "text" && data.content[0].text, "You said: hello there");
  assert.match(response.headers.get("x-aios-degraded") ?? "", /^upstream; reason=server-error$/);
});

test("a provider's refusal reaches the caller as its own SDK's error, in the provider's words", async () => {
  for (const [status, openaiError, anthropicError] of [
    [400, OpenAI.BadRequestError, Anthropic.BadRequestError],
    [429, OpenAI.RateLimitError, Anthropic.RateLimitError],
    [500, OpenAI.InternalServerError, Anthropic.InternalServerError],
  ] as const) {
    stack.provider.setFault({ type: "status", status, ...(status === 429 ? { retryAfterSeconds: 7 } : {}) });
    for (const stream of [false, true]) {
      await assert.rejects(openai.chat.completions.create({ ...chat("hi"), stream }), (error) => {
        assert.ok(error instanceof openaiError, String(error));
        assert.equal(error.status, status);
        if (status === 429) assert.equal(error.headers?.get("retry-after"), "7");
        return true;
      });
      await assert.rejects(anthropic.messages.create({ ...message("hi"), stream }), (error) => {
        assert.ok(error instanceof anthropicError, String(error));
        assert.equal(error.status, status);
        const document = error.error as { readonly type: string };
        assert.equal(document.type, "error");
        return true;
      });
    }
  }
});

test("an error inside a stream is told in the caller's dialect, after what came before it", async () => {
  stack.provider.setFault({ type: "error-event", afterEvents: 4 });
  const seen: string[] = [];
  await assert.rejects(
    async () => {
      const stream = await openai.chat.completions.create({ ...chat("hello there"), stream: true });
      for await (const { choices } of stream) seen.push(choices[0]?.delta.content ?? "");
    },
    (error) => error instanceof OpenAI.APIError && !(error instanceof OpenAI.APIConnectionError),
  );
  assert.match(seen.join(""), /^You/);
  const types: string[] = [];
  await assert.rejects(
    async () => {
      const stream = await anthropic.messages.create({ ...message("hello there"), stream: true });
      for await (const { type } of stream) types.push(type);
    },
    (error) => error instanceof Anthropic.APIError && !(error instanceof Anthropic.APIConnectionError),
  );
  assert.ok(types.includes("content_block_delta") && !types.includes("message_stop"), types.join());
});

test("a stream that is cut is told as an error, never as an end", async () => {
  stack.provider.setFault({ type: "end-early", afterEvents: 3 });
  const asOpenai = await openai.chat.completions.create({ ...chat("hello there"), stream: true });
  await assert.rejects(Array.fromAsync(asOpenai), OpenAI.APIError);
  const asAnthropic = await anthropic.messages.create({ ...message("hello there"), stream: true });
  await assert.rejects(Array.fromAsync(asAnthropic), Anthropic.APIError);
});

test("a caller that leaves a stream half-way ends the call at the provider", async () => {
  stack.provider.setFault({ type: "stall", where: "mid-stream", afterEvents: 4 });
  const stream = await openai.chat.completions.create({ ...chat("hello there"), stream: true });
  for await (const { choices } of stream) if (choices[0]?.delta.content) break;
  const call = stack.provider.received.at(-1);
  await call?.ended;
  assert.equal(call?.aborted, true);
});

test("personal data stay here and come back, whatever the upstream speaks", async () => {
  const said = "write to maria.lopez@example.com";
  const asOpenai = await openai.chat.completions.create({ ...chat(said), stream: true });
  const pieces = await Array.fromAsync(asOpenai, ({ choices }) => choices[0]?.delta.content ?? "");
  assert.equal(pieces.join(""), `You said: ${said}`);
  assert.doesNotMatch(JSON.stringify(lastAsked().body), /maria/);
  const asAnthropic = await anthropic.messages.create(message(said));
  assert.equal(asAnthropic.content[0]?.type === "text" && asAnthropic.content[0].text, `You said: ${said}`);
  assert.doesNotMatch(JSON.stringify(lastAsked().body), /maria/);
});
