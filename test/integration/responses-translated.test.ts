import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { assertNothingPersonal, ESCAPED_TEXT, PERSONAL_TEXT } from "../support/personal-data.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: chats }
spec: { dialect: openai, url: "{openai}", operations: [chat] }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: responses }
spec: { dialect: openai, url: "{openai}", operations: [response] }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: anthropic }
spec: { dialect: anthropic, url: "{anthropic}" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: to-chats }
spec: { match: { models: ["chat-*"] }, targets: [{ upstream: chats }], policies: [pii] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: to-anthropic }
spec: { match: { models: ["claude-*"] }, targets: [{ upstream: anthropic }], policies: [pii] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: to-responses }
spec: { match: { models: ["response-*"] }, targets: [{ upstream: responses }], policies: [pii] }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec:
  redact: { entities: [email, phone, card, ssn, iban, ip, secret] }
`;

const lookUp = {
  type: "function",
  name: "look_up",
  description: "Finds a person.",
  parameters: { type: "object", properties: { who: { type: "string" } }, required: ["who"] },
  strict: false,
} as const;

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

for (const { model, path } of [
  { model: "chat-1", path: "/v1/chat/completions" },
  { model: "claude-1", path: "/v1/messages" },
]) {
  test(`a response asked of ${model} is answered by ${path}, whole and streamed`, async () => {
    const request = { model, input: `Say: ${PERSONAL_TEXT}`, instructions: "Be brief." };
    const whole = await openai.responses.create(request);
    const streamed = await openai.responses.stream(request).finalResponse();
    for (const reply of [whole, streamed]) {
      assert.equal(reply.output_text, `You said: ${request.input}`);
      assert.equal(reply.status, "completed");
      assert.equal(reply.object, "response");
      assert.equal(reply.instructions, "Be brief.");
      assert.ok((reply.usage?.input_tokens ?? 0) > 0 && (reply.usage?.output_tokens ?? 0) > 0);
    }
    assert.deepEqual(
      stack.provider.received.map((call) => call.path),
      [path, path],
    );
    assertNothingPersonal(stack.provider.received);
  });

  test(`${model} calls a function, whole and streamed, and its result is taken back`, async () => {
    const input = `${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
    const request = { model, input, tools: [lookUp] };
    const whole = await openai.responses.create(request);
    const streamed = await openai.responses.stream(request).finalResponse();
    for (const { output } of [whole, streamed]) {
      const call = output[0];
      assert.ok(call?.type === "function_call");
      assert.equal(call.name, "look_up");
      assert.deepEqual(JSON.parse(call.arguments), { who: input });
      const told = await openai.responses.create({
        ...request,
        input: [
          { role: "user", content: input },
          call,
          { type: "function_call_output", call_id: call.call_id, output: "4 degrees" },
        ],
      });
      assert.equal(told.output_text, "The tool said: 4 degrees");
    }
    assertNothingPersonal(stack.provider.received);
  });

  test(`${model} comes to its bound of tokens, and the response says so`, async () => {
    const request = { model, input: "one two three four", max_output_tokens: 3 };
    const whole = await openai.responses.create(request);
    const streamed = await openai.responses.stream(request).finalResponse();
    for (const reply of [whole, streamed]) {
      assert.equal(reply.status, "incomplete");
      assert.equal(reply.incomplete_details?.reason, "max_output_tokens");
    }
  });

  test(`what ${model} cannot be told is refused by its name, and never sent`, async () => {
    for (const [param, more] of [
      ["previous_response_id", { previous_response_id: "resp_1" }],
      ["background", { background: true }],
      ["tools[0].type", { tools: [{ type: "web_search" }] }],
    ] as const)
      await assert.rejects(
        openai.responses.create({
          model,
          input: "hi",
          ...more,
        } as OpenAI.Responses.ResponseCreateParamsNonStreaming),
        (error) => error instanceof OpenAI.BadRequestError && error.param === param,
      );
    assert.equal(stack.provider.received.length, 0);
  });

  test(`${model} fails in the SDK's own errors, before the stream and in it`, async () => {
    stack.provider.setFault({ type: "status", status: 429 });
    await assert.rejects(openai.responses.create({ model, input: "hi" }), OpenAI.RateLimitError);
    for (const fault of [
      { type: "error-event", afterEvents: 4 },
      { type: "cut", atByte: 1_200 },
    ] as const) {
      stack.provider.setFault(fault);
      const stream = await openai.responses.create({
        model,
        input: "one two three four five six",
        stream: true,
      });
      const seen: string[] = [];
      await assert.rejects(async () => {
        for await (const event of stream) seen.push(event.type);
      }, OpenAI.APIError);
      assert.equal(seen[0], "response.created");
      assert.ok(!seen.includes("response.completed"));
    }
  });
}

test("a chat is answered by an upstream that has responses alone, whole and streamed", async () => {
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: PERSONAL_TEXT },
  ] as const;
  const request = { model: "response-1", messages: [...messages] };
  const whole = await openai.chat.completions.create(request);
  const streamed = await openai.chat.completions.stream(request).finalChatCompletion();
  for (const { choices } of [whole, streamed]) {
    assert.equal(choices[0]?.message.content, `You said: ${PERSONAL_TEXT}`);
    assert.equal(choices[0]?.finish_reason, "stop");
  }
  assert.equal(stack.provider.received[0]?.path, "/v1/responses");
  assertNothingPersonal(stack.provider.received);
});

test("OpenAI's reasoning comes back to it by way of an Anthropic caller", async () => {
  const request = {
    model: "response-1",
    max_tokens: 5_000,
    thinking: { type: "enabled", budget_tokens: 2_000, display: "summarized" },
  } as const;
  const question = { role: "user", content: "Bern" } as const;
  const asked = {
    ...request,
    messages: [question],
    tools: [{ name: "look_up", input_schema: { ...lookUp.parameters, required: ["who"] } }],
  };
  const whole = await anthropic.messages.create({ ...asked, messages: [...asked.messages] });
  const streamed = await anthropic.messages
    .stream({ ...asked, messages: [...asked.messages] })
    .finalMessage();
  for (const { content } of [whole, streamed]) {
    const [thinking, call] = content;
    assert.ok(thinking?.type === "thinking" && call?.type === "tool_use");
    assert.equal(thinking.thinking, "The question is: Bern");
    stack.provider.clear();
    const told = await anthropic.messages.create({
      ...asked,
      messages: [
        question,
        { role: "assistant", content },
        { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "4 degrees" }] },
      ],
    });
    assert.ok(
      told.content.some((block) => block.type === "text" && block.text === "The tool said: 4 degrees"),
    );
    const sent = JSON.parse(stack.provider.received[0]?.text ?? "{}");
    const item = sent.input.find(({ type }: { readonly type: string }) => type === "reasoning");
    assert.match(item.id, /^rs_simulated\d+$/);
    assert.match(item.encrypted_content, /^gAAAAsimulated\d+==$/);
    assert.deepEqual(item.summary, [{ type: "summary_text", text: "The question is: Bern" }]);
  }
});
