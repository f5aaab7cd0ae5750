import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { anthropicClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const model = "claude-sonnet-5-5";
const weather: Anthropic.Tool = {
  name: "weather",
  input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};

function asking(content: string): Anthropic.MessageCreateParamsNonStreaming {
  return { model, max_tokens: 100, messages: [{ role: "user", content }] };
}

let stack: Stack;
let client: Anthropic;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG });
  client = anthropicClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

test("a message is answered whole, with the provider's own token counts", async () => {
  const reply = await client.messages.create(asking("hello there"));
  assert.deepEqual(reply.content, [{ type: "text", text: "You said: hello there" }]);
  assert.equal(reply.stop_reason, "end_turn");
  assert.equal(reply.usage.input_tokens, 2);
  assert.equal(reply.usage.output_tokens, 4);
});

test("a stream's events come in order and join to the same message", async () => {
  const types: string[] = [];
  const events = await client.messages.create({ ...asking("hello there"), stream: true });
  for await (const { type } of events) if (types.at(-1) !== type) types.push(type);
  assert.deepEqual(types, [
    "message_start",
    "content_block_start",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
  ]);
});

test("the SDK's stream helper puts a streamed message together, token counts included", async () => {
  const pieces: string[] = [];
  const stream = client.messages.stream(asking("hello there")).on("text", (piece) => pieces.push(piece));
  const reply = await stream.finalMessage();
  assert.equal(pieces.join(""), "You said: hello there");
  assert.equal(pieces.length, 4);
  assert.deepEqual(reply.content, [{ type: "text", text: "You said: hello there" }]);
  assert.equal(reply.usage.input_tokens, 2);
  assert.equal(reply.usage.output_tokens, 4);
});

test("the system prompt reaches the provider as a string and as blocks", async () => {
  const blocks: Anthropic.TextBlockParam[] = [
    { type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } },
    { type: "text", text: "Be kind." },
  ];
  const systems = [
    ["Be brief.", "Be brief."],
    [blocks, "Be brief.\nBe kind."],
  ] as const;
  for (const [system, text] of systems) {
    const reply = await client.messages.create({
      ...asking("repeat the system prompt"),
      system: typeof system === "string" ? system : [...system],
    });
    assert.deepEqual(reply.content, [{ type: "text", text }]);
  }
  const sent = JSON.parse(stack.provider.received[1]?.text ?? "") as { readonly system: unknown };
  assert.deepEqual(sent.system, blocks);
});

test("a tool is used, and its result taken back", async () => {
  const asked = await client.messages.create({ ...asking("Bern"), tools: [weather] });
  assert.equal(asked.stop_reason, "tool_use");
  const [use] = asked.content;
  assert.ok(use?.type === "tool_use");
  assert.equal(use.name, "weather");
  assert.deepEqual(use.input, { city: "Bern" });
  const told = await client.messages.create({
    model,
    max_tokens: 100,
    tools: [weather],
    messages: [
      { role: "user", content: "Bern" },
      { role: "assistant", content: asked.content },
      { role: "user", content: [{ type: "tool_result", tool_use_id: use.id, content: "4 degrees" }] },
    ],
  });
  assert.deepEqual(told.content, [{ type: "text", text: "The tool said: 4 degrees" }]);
});

test("streamed tool input comes in pieces that join to JSON, two calls at once too", async () => {
  const pieces: string[] = [];
  const stream = client.messages
    .stream({ ...asking("twice: Bern"), tools: [weather] })
    .on("inputJson", (piece) => pieces.push(piece));
  const { content, stop_reason } = await stream.finalMessage();
  assert.equal(stop_reason, "tool_use");
  assert.deepEqual(
    content.map((block) => block.type === "tool_use" && block.input),
    [{ city: "twice: Bern" }, { city: "twice: Bern" }],
  );
  assert.ok(pieces.length > 4, `${pieces.length} pieces`);
});

test("a bound on tokens ends the message, and says so", async () => {
  const reply = await client.messages.create({ ...asking("one two three"), max_tokens: 3 });
  assert.deepEqual(reply.content, [{ type: "text", text: "You said: one" }]);
  assert.equal(reply.stop_reason, "max_tokens");
});

test("the models are listed in the dialect's own shape, without a call to a provider", async () => {
  const ids = (await Array.fromAsync(client.models.list())).map(({ id }) => id);
  assert.deepEqual(ids.sort(), ["claude-sonnet-5-5", "gpt-4o-mini", "text-embedding-3-small"]);
  const one = await client.models.retrieve(model);
  assert.equal(one.type, "model");
  assert.equal(one.id, model);
  await assert.rejects(client.models.retrieve("claude-none"), Anthropic.NotFoundError);
  assert.equal(stack.provider.received.length, 0);
});

test("headers tell what was decided, whole and streamed", async () => {
  for (const stream of [false, true] as const) {
    const response = await client.messages.create({ ...asking("hello"), stream }).asResponse();
    await response.text();
    const { headers } = response;
    assert.match(headers.get("x-aios-request-id") ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    assert.equal(headers.get("x-aios-route"), "anthropic");
    assert.equal(headers.get("x-aios-upstream"), "anthropic");
    assert.equal(headers.get("x-aios-model"), model);
    assert.equal(headers.get("x-aios-attempts"), "1");
    assert.match(headers.get("request-id") ?? "", /^req_simulated\d+$/, "the provider's own id");
    assert.equal(headers.get("anthropic-ratelimit-requests-limit"), "10000");
  }
});

test("version and betas go along to the provider, the application's own key does not", async () => {
  const sent = { "anthropic-version": "2023-06-01", "anthropic-beta": "some-beta" };
  await client.messages.create(asking("hello"), { headers: sent });
  const headers = stack.provider.received[0]?.headers;
  assert.equal(headers?.["anthropic-version"], "2023-06-01");
  assert.equal(headers?.["anthropic-beta"], "some-beta");
  assert.equal(headers?.["x-api-key"], undefined);
});

test("what the provider refuses is told in its own words, by the SDK's own class", async () => {
  const refused = client.messages.create({ ...asking("hello"), max_tokens: 0 });
  await assert.rejects(refused, (error) => {
    assert.ok(error instanceof Anthropic.BadRequestError);
    assert.match(error.message, /max_tokens: must be greater than or equal to 1/);
    assert.match(error.requestID ?? "", /^req_simulated\d+$/);
    return true;
  });
});
