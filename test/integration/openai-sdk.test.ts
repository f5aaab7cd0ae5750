import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type OpenAI from "openai";
import { openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const model = "gpt-4o-mini";
const question = [{ role: "user", content: "hello there" }] as const;
const weather = {
  type: "function" as const,
  function: {
    name: "weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};
const citySchema = {
  type: "json_schema",
  json_schema: {
    name: "city",
    strict: true,
    schema: {
      type: "object",
      properties: { city: { type: "string" }, people: { type: "integer" } },
      required: ["city", "people"],
      additionalProperties: false,
    },
  },
} as const;

let stack: Stack;
let client: OpenAI;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG });
  client = openaiClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

async function chunksOf(
  request: Omit<OpenAI.ChatCompletionCreateParamsStreaming, "model" | "stream">,
): Promise<readonly OpenAI.ChatCompletionChunk[]> {
  return Array.fromAsync(await client.chat.completions.create({ ...request, model, stream: true }));
}

function said(chunks: readonly OpenAI.ChatCompletionChunk[], choice = 0): string {
  return chunks
    .flatMap((chunk) => chunk.choices)
    .filter(({ index }) => index === choice)
    .map(({ delta }) => delta.content ?? "")
    .join("");
}

test("a chat is answered whole, with the provider's own token counts", async () => {
  const reply = await client.chat.completions.create({ model, messages: [...question] });
  assert.equal(reply.choices[0]?.message.content, "You said: hello there");
  assert.equal(reply.choices[0]?.finish_reason, "stop");
  assert.deepEqual(
    [reply.usage?.prompt_tokens, reply.usage?.completion_tokens, reply.usage?.total_tokens],
    [2, 4, 6],
  );
});

test("a request that needs no change reaches the provider byte for byte", async () => {
  const body =
    '{ "messages":[{"content":"h\\u00e9llo","role":"user"}],"model":"gpt-4o-mini", "seed": 12345678901234567890 }';
  const response = await fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  assert.equal(response.status, 200);
  assert.equal(stack.provider.received[0]?.text, body);
});

test("an application's own key does not reach the provider, and the provider's cookies not the application", async () => {
  const { response } = await client.chat.completions
    .create({ model, messages: [...question] })
    .withResponse();
  const headers = stack.provider.received[0]?.rawHeaders.join("\n") ?? "";
  assert.doesNotMatch(headers, /application's own key|authorization/i);
  assert.equal(response.headers.get("set-cookie"), null);
  assert.equal(response.headers.get("server"), null);
});

test("a stream is answered piece by piece, and tells token counts only when asked", async () => {
  const plain = await chunksOf({ messages: [...question] });
  assert.equal(said(plain), "You said: hello there");
  assert.equal(plain.at(-1)?.choices[0]?.finish_reason, "stop");
  assert.ok(plain.every((chunk) => chunk.usage == null));

  const counted = await chunksOf({ messages: [...question], stream_options: { include_usage: true } });
  assert.equal(said(counted), "You said: hello there");
  assert.deepEqual(counted.at(-1)?.choices, []);
  assert.equal(counted.at(-1)?.usage?.total_tokens, 6);
});

test("the SDK's stream helper puts a streamed reply together", async () => {
  const stream = client.chat.completions.stream({ model, messages: [...question] });
  assert.equal(await stream.finalContent(), "You said: hello there");
});

test("several choices keep apart, whole and streamed", async () => {
  const whole = await client.chat.completions.create({ model, messages: [...question], n: 3 });
  assert.deepEqual(
    whole.choices.map(({ index, message }) => [index, message.content]),
    [0, 1, 2].map((index) => [index, "You said: hello there"]),
  );
  const chunks = await chunksOf({ messages: [...question], n: 3 });
  for (const choice of [0, 1, 2]) assert.equal(said(chunks, choice), "You said: hello there");
});

test("a tool is called, and its result taken back", async () => {
  const asked = await client.chat.completions.create({
    model,
    messages: [{ role: "user", content: "Bern" }],
    tools: [weather],
    tool_choice: { type: "function", function: { name: "weather" } },
  });
  const message = asked.choices[0]?.message;
  assert.equal(asked.choices[0]?.finish_reason, "tool_calls");
  const call = message?.tool_calls?.[0];
  assert.ok(message !== undefined && call?.type === "function");
  assert.equal(call.function.name, "weather");
  assert.deepEqual(JSON.parse(call.function.arguments), { city: "Bern" });

  const told = await client.chat.completions.create({
    model,
    messages: [
      { role: "user", content: "Bern" },
      message,
      { role: "tool", tool_call_id: call.id, content: "4 degrees" },
    ],
    tools: [weather],
  });
  assert.equal(told.choices[0]?.message.content, "The tool said: 4 degrees");
});

test("streamed tool calls come in pieces that join to JSON, two calls at once too", async () => {
  const stream = client.chat.completions.stream({
    model,
    messages: [{ role: "user", content: "twice: Bern" }],
    tools: [weather],
  });
  let pieces = 0;
  for await (const chunk of stream) if (chunk.choices[0]?.delta.tool_calls !== undefined) pieces += 1;
  const message = (await stream.finalChatCompletion()).choices[0]?.message;
  assert.equal(message?.tool_calls?.length, 2);
  for (const call of message?.tool_calls ?? []) {
    assert.ok(call.type === "function");
    assert.deepEqual(JSON.parse(call.function.arguments), { city: "twice: Bern" });
  }
  assert.ok(pieces > 4, `${pieces} pieces`);
});

test("the SDK's tool runner goes the whole round", async () => {
  const heard: string[] = [];
  const tell = (input: string) => {
    heard.push(input);
    return "4 degrees";
  };
  const runner = client.chat.completions.runTools({
    model,
    messages: [{ role: "user", content: "Bern" }],
    tools: [
      {
        type: "function",
        function: { ...weather.function, description: "Tells the weather.", function: tell },
      },
    ],
    tool_choice: "auto",
  });
  assert.equal(await runner.finalContent(), "The tool said: 4 degrees");
  assert.deepEqual(heard, ['{"city":"Bern"}']);
});

test("an answer keeps to the JSON schema that was asked for, whole and streamed", async () => {
  const whole = await client.chat.completions.parse({
    model,
    messages: [{ role: "user", content: "Bern" }],
    response_format: citySchema,
  });
  assert.deepEqual(whole.choices[0]?.message.parsed, { city: "Bern", people: 1 });
  const chunks = await chunksOf({
    messages: [{ role: "user", content: "Bern" }],
    response_format: citySchema,
  });
  assert.deepEqual(JSON.parse(said(chunks)), { city: "Bern", people: 1 });
});

test("a bound on tokens ends the answer, and says so", async () => {
  const reply = await client.chat.completions.create({
    model,
    messages: [{ role: "user", content: "one two three four" }],
    max_completion_tokens: 3,
  });
  assert.equal(reply.choices[0]?.message.content, "You said: one");
  assert.equal(reply.choices[0]?.finish_reason, "length");
});

test("embeddings are the same vectors as floats, as base64 and as the SDK asks for them", async () => {
  const request = { model: "text-embedding-3-small", input: ["alpha beta", "gamma"], dimensions: 8 };
  const floats = await client.embeddings.create({ ...request, encoding_format: "float" });
  assert.equal(floats.data.length, 2);
  assert.equal(floats.data[0]?.embedding.length, 8);
  assert.equal(floats.usage.prompt_tokens, 3);

  const decoded = await client.embeddings.create(request);
  assert.match(stack.provider.received[1]?.text ?? "", /"encoding_format":"base64"/);
  assert.deepEqual(
    decoded.data.map(({ embedding }) => embedding),
    floats.data.map(({ embedding }) => embedding),
  );

  const packed = await client.embeddings.create({ ...request, encoding_format: "base64" });
  const source: unknown = packed.data[0]?.embedding;
  assert.ok(typeof source === "string");
  const bytes = Buffer.from(source, "base64");
  const values = Array.from({ length: bytes.byteLength / 4 }, (_, at) => bytes.readFloatLE(at * 4));
  assert.deepEqual(values, floats.data[0]?.embedding);
});

test("the models are those that configuration offers, without a call to a provider", async () => {
  const ids = (await Array.fromAsync(client.models.list())).map(({ id }) => id);
  assert.deepEqual(ids.sort(), ["claude-sonnet-5-5", "gpt-4o-mini", "text-embedding-3-small"]);
  assert.deepEqual(await client.models.retrieve(model), {
    id: model,
    object: "model",
    created: 0,
    owned_by: "openai",
  });
  assert.equal(stack.provider.received.length, 0);
});

test("headers tell what was decided, whole and streamed", async () => {
  for (const stream of [false, true] as const) {
    const response = await client.chat.completions
      .create({ model, messages: [...question], stream })
      .asResponse();
    await response.text();
    const { headers } = response;
    assert.match(headers.get("x-aios-request-id") ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    assert.match(headers.get("x-aios-config-version") ?? "", /^[0-9a-f]{64}$/);
    assert.equal(headers.get("x-aios-route"), "openai");
    assert.equal(headers.get("x-aios-upstream"), "openai");
    assert.equal(headers.get("x-aios-model"), model);
    assert.equal(headers.get("x-aios-attempts"), "1");
    assert.equal(headers.get("x-aios-policy"), "pii");
    assert.equal(headers.get("x-aios-degraded"), null);
    assert.equal(headers.get("x-aios-redactions"), null);
    assert.match(headers.get("server-timing") ?? "", /^aios;dur=[\d.]+, upstream;dur=[\d.]+$/);
    assert.match(headers.get("x-request-id") ?? "", /^req_simulated\d+$/, "the provider's own id");
  }
});

test("trace context and organisation go along to the provider", async () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  await client.chat.completions.create(
    { model, messages: [...question] },
    { headers: { traceparent, "openai-organization": "org-1", "x-aios-user": "someone" } },
  );
  const headers = stack.provider.received[0]?.headers;
  assert.match(String(headers?.["traceparent"]), /^00-0af7651916cd43dd8448eb211c80319c-/);
  assert.equal(headers?.["openai-organization"], "org-1");
  assert.equal(headers?.["x-aios-user"], undefined);
});
