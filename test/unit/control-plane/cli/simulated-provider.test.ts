import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { startSimulatedProvider } from "../../../../control-plane/cli/simulated-provider/provider.ts";

const provider = await startSimulatedProvider();
after(() => provider.close());
beforeEach(() => provider.clear());

const openai = new OpenAI({ baseURL: `${provider.url}/v1`, apiKey: "sk-test-key", maxRetries: 0 });
const anthropic = new Anthropic({
  baseURL: provider.url,
  apiKey: "sk-ant-test",
  maxRetries: 0,
  logLevel: "off",
});

const user = (content: string) => ({ role: "user", content }) as const;
const weather = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "integer" }, note: { type: "string" } },
  required: ["city", "days"],
} as const;
const chatTool = {
  type: "function",
  function: { name: "weather", parameters: { ...weather, required: [...weather.required] } },
} as const;
const messagesTool = { name: "weather", input_schema: { ...weather, required: [...weather.required] } };

test("a chat is answered with what the user said, and says that it is simulated", async () => {
  const { data, response } = await openai.chat.completions
    .create({ model: "any-model", messages: [user("first"), user("hello wide world")] })
    .withResponse();
  assert.equal(data.choices[0]?.message.content, "You said: hello wide world");
  assert.equal(data.choices[0]?.finish_reason, "stop");
  assert.equal(data.model, "any-model");
  assert.equal(data.system_fingerprint, "simulated");
  assert.equal(data.usage?.prompt_tokens, 4);
  assert.equal(data.usage?.completion_tokens, 5);
  assert.equal(data.usage?.total_tokens, 9);
  assert.equal(response.headers.get("content-type"), "application/json");
  assert.match(response.headers.get("x-request-id") ?? "", /^req_/);
  assert.ok(response.headers.get("openai-processing-ms"));
  assert.ok(response.headers.get("x-ratelimit-remaining-requests"));
});

test("a streamed chat sends the role, each token, the reason, the usage and [DONE]", async () => {
  const { data, response } = await openai.chat.completions
    .create({
      model: "gpt-4o",
      messages: [user("naïve 🙂 text")],
      stream: true,
      stream_options: { include_usage: true },
    })
    .withResponse();
  assert.equal(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
  const chunks = await Array.fromAsync(data);
  assert.equal(chunks[0]?.choices[0]?.delta.role, "assistant");
  assert.deepEqual(
    chunks.slice(1, -2).map((chunk) => chunk.choices[0]?.delta.content),
    ["You", " said:", " naïve", " 🙂", " text"],
  );
  assert.equal(chunks.at(-2)?.choices[0]?.finish_reason, "stop");
  assert.deepEqual(chunks.at(-1)?.choices, []);
  assert.equal(chunks.at(-1)?.usage?.completion_tokens, 5);
  assert.ok(chunks.slice(0, -1).every((chunk) => chunk.usage === null));

  const raw = await fetch(`${provider.url}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages: [user("x")], stream: true }),
  });
  assert.ok((await raw.text()).endsWith("data: [DONE]\n\n"));
});

test("several choices are all sent, streamed or not", async () => {
  const request = { model: "gpt-4o", messages: [user("hi")], n: 3 };
  const whole = await openai.chat.completions.create(request);
  assert.deepEqual(
    whole.choices.map(({ index, message }) => [index, message.content]),
    [0, 1, 2].map((index) => [index, "You said: hi"]),
  );
  const streamed = await openai.chat.completions.stream(request).finalChatCompletion();
  assert.deepEqual(
    streamed.choices.map(({ message }) => message.content),
    ["You said: hi", "You said: hi", "You said: hi"],
  );
});

test("a reply is cut at the token limit and at a stop sequence, and says so", async () => {
  const messages = [user("one two three")];
  const limited = await openai.chat.completions.create({ model: "m", messages, max_completion_tokens: 3 });
  assert.equal(limited.choices[0]?.message.content, "You said: one");
  assert.equal(limited.choices[0]?.finish_reason, "length");
  const stopped = await anthropic.messages.create({
    model: "m",
    messages,
    max_tokens: 100,
    stop_sequences: [" three", " two"],
  });
  assert.deepEqual(stopped.content, [{ type: "text", text: "You said: one" }]);
  assert.equal(stopped.stop_reason, "stop_sequence");
  assert.equal(stopped.stop_sequence, " two");
  const stream = anthropic.messages.stream({ model: "m", messages, max_tokens: 2 });
  const message = await stream.finalMessage();
  assert.deepEqual([message.stop_reason, message.usage.output_tokens], ["max_tokens", 2]);
});

test("the system prompt is repeated when exactly that is asked", async () => {
  const question = user("repeat the system prompt");
  const chat = await openai.chat.completions.create({
    model: "m",
    messages: [{ role: "system", content: "Be brief." }, question],
    tools: [chatTool],
  });
  assert.equal(chat.choices[0]?.message.content, "Be brief.");
  const message = await anthropic.messages.create({
    model: "m",
    max_tokens: 10,
    system: [{ type: "text", text: "Be kind." }],
    messages: [question],
  });
  assert.deepEqual(message.content, [{ type: "text", text: "Be kind." }]);
});

test("chat tools are called with the user's text, streamed as pieces of JSON, and their result is told", async () => {
  const request = { model: "m", messages: [user("Rome twice")], tools: [chatTool] };
  const whole = await openai.chat.completions.create(request);
  const calls = whole.choices[0]?.message.tool_calls ?? [];
  assert.equal(whole.choices[0]?.finish_reason, "tool_calls");
  assert.equal(whole.choices[0]?.message.content, null);
  assert.equal(new Set(calls.map((call) => call.id)).size, 2);
  const streamed = await openai.chat.completions.stream(request).finalChatCompletion();
  const streamedCalls = streamed.choices[0]?.message.tool_calls ?? [];
  for (const call of [...calls, ...streamedCalls]) {
    assert.ok(call.type === "function");
    assert.equal(call.function.name, "weather");
    assert.deepEqual(JSON.parse(call.function.arguments), { city: "Rome twice", days: 1 });
  }
  assert.equal(streamedCalls.length, 2);

  const single = await openai.chat.completions.create({ ...request, parallel_tool_calls: false });
  assert.equal(single.choices[0]?.message.tool_calls?.length, 1);
  const none = await openai.chat.completions.create({ ...request, tool_choice: "none" });
  assert.equal(none.choices[0]?.message.content, "You said: Rome twice");

  const told = await openai.chat.completions.create({
    ...request,
    messages: [
      ...request.messages,
      { role: "assistant", tool_calls: [...calls] },
      ...calls.map(
        ({ id }, index) => ({ role: "tool", tool_call_id: id, content: `sunny ${index}` }) as const,
      ),
    ],
  });
  assert.equal(told.choices[0]?.message.content, "The tool said: sunny 0\nsunny 1");
});

test("the named tool is called, with a query when it declares nothing", async () => {
  const bare = { type: "function", function: { name: "search" } } as const;
  const reply = await openai.chat.completions.create({
    model: "m",
    messages: [user("cats")],
    tools: [chatTool, bare],
    tool_choice: { type: "function", function: { name: "search" } },
  });
  const call = reply.choices[0]?.message.tool_calls?.[0];
  assert.ok(call?.type === "function");
  assert.deepEqual([call.function.name, call.function.arguments], ["search", '{"query":"cats"}']);
});

test("a JSON document that contains the user's text is written to the schema asked for", async () => {
  const messages = [user("a as json")];
  const free = await openai.chat.completions.create({
    model: "m",
    messages,
    response_format: { type: "json_object" },
  });
  assert.deepEqual(JSON.parse(free.choices[0]?.message.content ?? ""), { text: "a as json" });
  const schema = {
    type: "object",
    properties: {
      title: { type: "string" },
      kind: { enum: ["b", "c"] },
      lines: { type: "array", items: { $ref: "#/$defs/line" } },
    },
    required: ["title", "kind", "lines"],
    $defs: {
      line: { type: "object", properties: { ok: { type: "boolean" }, n: { anyOf: [{ type: "null" }] } } },
    },
  };
  const strict = await openai.chat.completions.create({
    model: "m",
    messages,
    response_format: { type: "json_schema", json_schema: { name: "page", schema } },
  });
  const expected = { title: "a as json", kind: "b", lines: [{ ok: true, n: null }] };
  assert.deepEqual(JSON.parse(strict.choices[0]?.message.content ?? ""), expected);
  const message = await anthropic.messages.create({
    model: "m",
    max_tokens: 100,
    messages,
    output_config: { format: { type: "json_schema", schema } },
  });
  const block = message.content[0];
  assert.ok(block?.type === "text");
  assert.deepEqual(JSON.parse(block.text), expected);
});

test("a message is answered whole and as a stream of the documented events", async () => {
  const request = { model: "claude-x", max_tokens: 100, messages: [user("hello world")] };
  const { data, response } = await anthropic.messages.create(request).withResponse();
  assert.deepEqual(data.content, [{ type: "text", text: "You said: hello world" }]);
  assert.deepEqual([data.model, data.role, data.stop_reason], ["claude-x", "assistant", "end_turn"]);
  assert.deepEqual([data.stop_details, data.container, data.usage.server_tool_use], [null, null, null]);
  assert.deepEqual([data.usage.input_tokens, data.usage.output_tokens], [2, 4]);
  assert.match(response.headers.get("request-id") ?? "", /^req_/);
  assert.ok(response.headers.get("anthropic-ratelimit-requests-remaining"));

  const final = await anthropic.messages.stream(request).finalMessage();
  assert.deepEqual(final.content, data.content);
  assert.equal(final.usage.output_tokens, 4);

  const raw = await anthropic.messages.create({ ...request, stream: true }).asResponse();
  assert.equal(raw.headers.get("content-type"), "text/event-stream; charset=utf-8");
  const names = (await raw.text()).match(/^event: .*/gm)?.map((line) => line.slice("event: ".length));
  const deltas = Array.from({ length: 4 }, () => "content_block_delta");
  const head = ["message_start", "content_block_start", "ping"];
  assert.deepEqual(names, [...head, ...deltas, "content_block_stop", "message_delta", "message_stop"]);
});

test("message tools are used, streamed as pieces of JSON, and their result is told", async () => {
  const request = { model: "m", max_tokens: 100, messages: [user("Rome twice")], tools: [messagesTool] };
  const whole = await anthropic.messages.create(request);
  const streamed = await anthropic.messages.stream(request).finalMessage();
  for (const message of [whole, streamed]) {
    assert.equal(message.stop_reason, "tool_use");
    assert.equal(message.content.length, 2);
    for (const block of message.content) {
      assert.ok(block.type === "tool_use");
      assert.deepEqual([block.name, block.input], ["weather", { city: "Rome twice", days: 1 }]);
    }
  }
  const told = await anthropic.messages.create({
    ...request,
    messages: [
      ...request.messages,
      { role: "assistant", content: whole.content },
      {
        role: "user",
        content: whole.content.flatMap((block) =>
          block.type === "tool_use"
            ? [
                {
                  type: "tool_result",
                  tool_use_id: block.id,
                  content: [{ type: "text", text: "rain" }],
                } as const,
              ]
            : [],
        ),
      },
    ],
  });
  assert.deepEqual(told.content, [{ type: "text", text: "The tool said: rain\nrain" }]);
});

test("tokens of a message are counted as its usage counts them", async () => {
  const request = { model: "m", system: "Be brief.", messages: [user("hello world")] };
  const { input_tokens } = await anthropic.messages.countTokens(request);
  const { usage } = await anthropic.messages.create({ ...request, max_tokens: 9 });
  assert.deepEqual([input_tokens, usage.input_tokens], [4, 4]);
});

test("embeddings are the same for the same text, in both encodings, near for texts that share words", async () => {
  const embed = async (input: string[], dimensions?: number) => {
    const base = { model: "text-embedding-3-small", input, ...(dimensions !== undefined && { dimensions }) };
    const floats = await openai.embeddings.create({ ...base, encoding_format: "float" });
    // Without an encoding the SDK asks for base64 and decodes.
    const decoded = await openai.embeddings.create(base);
    const vectors = floats.data.map((item) => item.embedding);
    assert.deepEqual(
      decoded.data.map((item) => [...item.embedding]),
      vectors,
    );
    assert.equal(floats.usage.prompt_tokens, input.join(" ").split(" ").length);
    return vectors;
  };
  const dot = (a: readonly number[] = [], b: readonly number[] = []) =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

  const [one, near, far, again] = await embed([
    "the cat sat",
    "the cat slept",
    "stocks fell today",
    "the cat sat",
  ]);
  assert.equal(one?.length, 1536);
  assert.deepEqual(one, again);
  assert.ok(Math.abs(dot(one, one) - 1) < 1e-5);
  assert.ok(dot(one, near) > 0.5 && dot(one, far) < 0.2);
  const [short] = await embed(["the cat sat"], 8);
  assert.equal(short?.length, 8);
  assert.ok(Math.abs(dot(short, short) - 1) < 1e-5);
});

test("models are listed and found in the shape of the dialect that asks", async () => {
  const ids = (await Array.fromAsync(openai.models.list())).map((model) => model.id);
  assert.ok(ids.includes("gpt-4o-mini"));
  assert.equal((await openai.models.retrieve("gpt-4o")).object, "model");
  assert.deepEqual(
    (await Array.fromAsync(anthropic.models.list())).map((model) => model.id),
    ids,
  );
  assert.equal((await anthropic.models.retrieve("claude-haiku-5-5")).type, "model");
  await assert.rejects(openai.models.retrieve("no-such"), OpenAI.NotFoundError);
  await assert.rejects(anthropic.models.retrieve("no-such"), Anthropic.NotFoundError);
});

test("what was received is listed as it came, and shown over HTTP without credentials", async () => {
  await openai.chat.completions.create({ model: "gpt-4o", messages: [user("grüße")] });
  const call = provider.received[0];
  assert.ok(call !== undefined);
  await call.ended;
  assert.deepEqual([call.method, call.path, call.model], ["POST", "/v1/chat/completions", "gpt-4o"]);
  assert.equal(call.headers.authorization, "Bearer sk-test-key");
  assert.deepEqual(JSON.parse(call.text), { model: "gpt-4o", messages: [user("grüße")] });
  assert.deepEqual(call.body, Buffer.from(call.text));
  assert.deepEqual([call.finished, call.aborted, call.status], [true, false, 200]);

  const shown = await (await fetch(`${provider.url}/simulated/received`)).text();
  assert.ok(!shown.includes("sk-test-key"));
  assert.equal(JSON.parse(shown).received[0].headers.authorization, "[redacted]");
  provider.clear();
  assert.equal(provider.received.length, 0);
});

test("only the last thousand calls are kept", async () => {
  for (let call = 0; call <= 1_000; call += 1) {
    await (await fetch(`${provider.url}/v1/models?call=${call}`)).arrayBuffer();
  }
  assert.equal(provider.received.length, 1_000);
  assert.equal(provider.received[0]?.path, "/v1/models?call=1");
  await assert.rejects(provider.arrival(1), RangeError);
  assert.equal((await provider.arrival(1_001)).path, "/v1/models?call=1000");
});

test("a reply is made long on request, and paced by the model's name", async (t) => {
  const long = await startSimulatedProvider({ replyWords: 5_000 });
  t.after(() => long.close());
  const client = new OpenAI({ baseURL: `${long.url}/v1`, apiKey: "k", maxRetries: 0 });
  const reply = await client.chat.completions.create({ model: "m", messages: [user("go on")] });
  assert.equal(reply.usage?.completion_tokens, 5_000);
  assert.equal(reply.choices[0]?.message.content?.split(" ").length, 5_000);

  const start = performance.now();
  await openai.chat.completions.stream({ model: "m@10ms", messages: [user("go on")] }).finalContent();
  // Four tokens; a timer may fire up to a millisecond early.
  assert.ok(performance.now() - start >= 36);
});
