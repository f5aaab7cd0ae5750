import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import OpenAI from "openai";
import { assertNothingPersonal, ESCAPED_TEXT, PERSONAL_TEXT } from "../support/personal-data.ts";
import { openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const model = "gpt-4o-mini";
const lookUp = {
  type: "function",
  name: "look_up",
  description: `Finds a person, say the one of whom ${PERSONAL_TEXT}`,
  parameters: { type: "object", properties: { who: { type: "string" } }, required: ["who"] },
  strict: false,
} as const;

const CONFIG = `${BASIC_CONFIG}
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: cached }
spec:
  match: { models: ["cached-*"] }
  targets: [{ upstream: openai, model: gpt-4o-mini }]
  cache: { exact: { ttl: 10m } }
`;

let stack: Stack;
let client: OpenAI;
before(async () => {
  stack = await startStack({ config: CONFIG });
  client = openaiClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

async function eventsOf(
  request: Omit<OpenAI.Responses.ResponseCreateParamsStreaming, "model" | "stream">,
): Promise<readonly OpenAI.Responses.ResponseStreamEvent[]> {
  return Array.fromAsync(await client.responses.create({ ...request, model, stream: true }));
}

/** Every text that a stream tells, in whatever event, by the kind of the event. */
function textsOf(events: readonly OpenAI.Responses.ResponseStreamEvent[]) {
  const pieces = (type: string) =>
    events
      .flatMap((event) => (event.type === type && "delta" in event ? [String(event.delta)] : []))
      .join("");
  const last = events.at(-1);
  assert.ok(last?.type === "response.completed");
  return {
    deltas: pieces("response.output_text.delta"),
    done: events
      .flatMap((event) => (event.type === "response.output_text.done" ? [event.text] : []))
      .join(""),
    part: events
      .flatMap((event) =>
        event.type === "response.content_part.done" && event.part.type === "output_text"
          ? [event.part.text]
          : [],
      )
      .join(""),
    item: events
      .flatMap((event) =>
        event.type === "response.output_item.done" && event.item.type === "message" ? event.item.content : [],
      )
      .map((part) => (part.type === "output_text" ? part.text : ""))
      .join(""),
    completed: last.response.output
      .flatMap((item) => (item.type === "message" ? item.content : []))
      .map((part) => (part.type === "output_text" ? part.text : ""))
      .join(""),
  };
}

test("a response is answered whole, with the provider's own token counts", async () => {
  const reply = await client.responses.create({ model, input: "hello there" });
  assert.equal(reply.output_text, "You said: hello there");
  assert.equal(reply.status, "completed");
  assert.equal(reply.usage?.total_tokens, 6);
});

test("a request that needs no change reaches the provider byte for byte", async () => {
  const body = '{ "input":"h\\u00e9llo","model":"gpt-4o-mini", "max_output_tokens": 99 }';
  const response = await fetch(`${stack.openaiUrl}/responses`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  assert.equal(response.status, 200);
  assert.equal(stack.provider.received[0]?.path, "/v1/responses");
  assert.equal(stack.provider.received[0]?.text, body);
});

test("a stream tells its events in order, and its end with token counts", async () => {
  const events = await eventsOf({ input: "hello there", reasoning: { summary: "auto" } });
  const kinds = events.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1]);
  assert.deepEqual(kinds, [
    "response.created",
    "response.in_progress",
    "response.output_item.added",
    "response.reasoning_summary_part.added",
    "response.reasoning_summary_text.delta",
    "response.reasoning_summary_text.done",
    "response.reasoning_summary_part.done",
    "response.output_item.done",
    "response.output_item.added",
    "response.content_part.added",
    "response.output_text.delta",
    "response.output_text.done",
    "response.content_part.done",
    "response.output_item.done",
    "response.completed",
  ]);
  const last = events.at(-1);
  assert.ok(last?.type === "response.completed");
  assert.equal(last.response.usage?.output_tokens_details.reasoning_tokens, 5);
});

test("the SDK's stream helper puts a streamed response together", async () => {
  const stream = client.responses.stream({ model, input: "hello there", reasoning: { summary: "auto" } });
  const reply = await stream.finalResponse();
  assert.equal(reply.output_text, "You said: hello there");
  assert.deepEqual(
    reply.output.map(({ type }) => type),
    ["reasoning", "message"],
  );
});

test("a function is called, and its result taken back", async () => {
  const asked = await client.responses.create({ model, input: "Bern", tools: [lookUp] });
  const call = asked.output[0];
  assert.ok(call?.type === "function_call");
  assert.deepEqual(JSON.parse(call.arguments), { who: "Bern" });
  const told = await client.responses.create({
    model,
    input: [
      { role: "user", content: "Bern" },
      call,
      { type: "function_call_output", call_id: call.call_id, output: "4 degrees" },
    ],
    tools: [lookUp],
  });
  assert.equal(told.output_text, "The tool said: 4 degrees");
});

test("a bound on tokens ends a response, whole and streamed, and says so", async () => {
  const request = { model, input: "one two three four", max_output_tokens: 3 };
  const whole = await client.responses.create(request);
  const streamed = await client.responses.stream(request).finalResponse();
  for (const reply of [whole, streamed]) {
    assert.equal(reply.status, "incomplete");
    assert.equal(reply.incomplete_details?.reason, "max_output_tokens");
    assert.equal(reply.output_text, "You said: one");
  }
});

test("personal data in any place of a request stays here, and the response has it back", async () => {
  const reply = await client.responses.create({
    model,
    instructions: `You know that ${PERSONAL_TEXT}`,
    input: [
      { role: "developer", content: [{ type: "input_text", text: PERSONAL_TEXT }] },
      { role: "user", content: PERSONAL_TEXT },
      { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: PERSONAL_TEXT }] },
      {
        type: "function_call",
        call_id: "call_1",
        name: "look_up",
        arguments: JSON.stringify({ PERSONAL_TEXT }),
      },
      { type: "function_call_output", call_id: "call_1", output: `${PERSONAL_TEXT} ${ESCAPED_TEXT}` },
    ],
    tools: [lookUp],
    metadata: { customer: "maria.lopez@example.com" },
    prompt: { id: "pmpt_1", variables: { who: PERSONAL_TEXT } },
    user: "maria.lopez@example.com",
  });
  assert.equal(reply.output_text, `The tool said: ${PERSONAL_TEXT} ${ESCAPED_TEXT}`);
  // What the provider says again of the request is the caller's own, too.
  assert.equal(reply.instructions, `You know that ${PERSONAL_TEXT}`);
  assert.equal(reply.metadata?.["customer"], "maria.lopez@example.com");
  assert.deepEqual(reply.tools[0], lookUp);
  assertNothingPersonal(stack.provider.received);
});

for (const bytes of [undefined, 1, 3, 7] as const) {
  const how = bytes === undefined ? "event by event" : `in pieces of ${bytes} bytes`;
  const split = () => stack.provider.setFault(bytes === undefined ? undefined : { type: "split", bytes });

  test(`a text streamed ${how} has the personal data back wherever it is told`, async () => {
    split();
    const said = `${PERSONAL_TEXT} ${ESCAPED_TEXT} a@example.com`;
    const texts = textsOf(await eventsOf({ input: said }));
    for (const [where, text] of Object.entries(texts)) assert.equal(text, `You said: ${said}`, where);
    assertNothingPersonal(stack.provider.received);
  });

  test(`a summary and arguments streamed ${how} have the personal data back`, async () => {
    split();
    const input = `twice: ${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
    const stream = client.responses.stream({ model, input, tools: [lookUp], reasoning: { summary: "auto" } });
    const summary: string[] = [];
    const calls = new Map<string, string>();
    stream.on("response.reasoning_summary_text.delta", ({ delta }) => void summary.push(delta));
    stream.on("response.function_call_arguments.delta", ({ item_id, delta }) => {
      calls.set(item_id, (calls.get(item_id) ?? "") + delta);
    });
    const reply = await stream.finalResponse();
    assert.equal(summary.join(""), `The question is: ${input}`);
    const told = reply.output.flatMap((item) => (item.type === "function_call" ? [item.arguments] : []));
    assert.equal(told.length, 2);
    for (const text of [...told, ...calls.values()]) assert.deepEqual(JSON.parse(text), { who: input });
    assert.equal(calls.size, 2);
    assertNothingPersonal(stack.provider.received);
  });
}

test("a JSON answer has the personal data back and is still JSON, whole and streamed", async () => {
  const input = `${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
  const text = { format: { type: "json_schema", name: "who", schema: lookUp.parameters } } as const;
  const whole = await client.responses.create({ model, input, text });
  const streamed = await client.responses.stream({ model, input, text }).finalResponse();
  for (const { output_text } of [whole, streamed]) assert.deepEqual(JSON.parse(output_text), { who: input });
  assert.deepEqual(JSON.parse(textsOf(await eventsOf({ input, text })).deltas), { who: input });
  assertNothingPersonal(stack.provider.received);
});

test("an error is the SDK's own, in the provider's words", async () => {
  stack.provider.setFault({ type: "status", status: 429 });
  await assert.rejects(client.responses.create({ model, input: "hi" }), OpenAI.RateLimitError);
  stack.provider.setFault(undefined);
  await assert.rejects(
    client.responses.create({ model: "nobody-has-this", input: "hi" }),
    (error) => error instanceof OpenAI.NotFoundError && error.code === "model_not_found",
  );
  await assert.rejects(
    client.responses.create({ model, input: 5 as unknown as string }),
    (error) => error instanceof OpenAI.BadRequestError && error.param === "input",
  );
});

test("an error inside a stream is thrown where it comes", async () => {
  for (const fault of [
    { type: "error-event", afterEvents: 5 },
    { type: "cut", atByte: 3_000 },
  ] as const) {
    stack.provider.setFault(fault);
    const seen: string[] = [];
    const stream = await client.responses.create({ model, input: "one two three four", stream: true });
    await assert.rejects(async () => {
      for await (const event of stream) seen.push(event.type);
    }, OpenAI.APIError);
    assert.equal(seen[0], "response.created");
    assert.ok(!seen.includes("response.completed"));
  }
});

test("a response is answered from memory, whole or streamed, unless it leans on what the provider keeps", async () => {
  const request = { model: "cached-model", input: "hello" };
  const ask = async (more: Partial<OpenAI.Responses.ResponseCreateParamsNonStreaming> = {}) => {
    const { data, response } = await client.responses.create({ ...request, ...more }).withResponse();
    return { text: data.output_text, cache: response.headers.get("x-aios-cache") };
  };
  assert.deepEqual(await ask(), { text: "You said: hello", cache: "miss" });
  assert.deepEqual(await ask(), { text: "You said: hello", cache: "hit" });
  const replayed = await client.responses.stream(request).finalResponse();
  assert.equal(replayed.output_text, "You said: hello");
  assert.equal(stack.provider.received.length, 1);
  for (const more of [{ previous_response_id: "resp_1" }, { conversation: "conv_1" }, { background: true }]) {
    assert.equal((await ask(more)).cache, "bypass");
    assert.equal((await ask(more)).cache, "bypass");
  }
  assert.equal(stack.provider.received.length, 7);
});
