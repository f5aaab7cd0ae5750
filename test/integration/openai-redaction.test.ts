import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type OpenAI from "openai";
import {
  assertNothingPersonal,
  ESCAPED_TEXT,
  PERSONAL_TEXT,
  redactionCounts,
} from "../support/personal-data.ts";
import { openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const model = "gpt-4o-mini";
const lookUp = {
  type: "function",
  function: {
    name: "look_up",
    description: `Finds a person, say the one of whom ${PERSONAL_TEXT}`,
    parameters: { type: "object", properties: { who: { type: "string" } }, required: ["who"] },
  },
} as const;

/** Personal data of every kind in every place of a request that can hold any. */
const conversation: OpenAI.ChatCompletionCreateParamsNonStreaming = {
  model,
  messages: [
    { role: "system", content: `You know that ${PERSONAL_TEXT}` },
    { role: "developer", content: [{ type: "text", text: PERSONAL_TEXT }] },
    { role: "user", content: PERSONAL_TEXT, name: "maria.lopez@example.com" },
    { role: "user", content: [{ type: "text", text: PERSONAL_TEXT }] },
    {
      role: "assistant",
      content: PERSONAL_TEXT,
      tool_calls: [
        {
          id: "call_1",
          type: "function",
          function: {
            name: "look_up",
            arguments: JSON.stringify({
              who: PERSONAL_TEXT,
              card: 4111111111111111,
              nested: [{ ESCAPED_TEXT }],
            }),
          },
        },
      ],
    },
    { role: "tool", tool_call_id: "call_1", content: `${PERSONAL_TEXT} ${ESCAPED_TEXT}` },
  ],
  tools: [lookUp],
  metadata: { customer: "maria.lopez@example.com", phone: "+1 415 555 2671" },
  user: "maria.lopez@example.com",
};

/** Bytes to a piece in which the provider sends its streams; undefined: an event at a time. */
const SPLITS = [undefined, 1, 2, 3, 7] as const;

let stack: Stack;
let client: OpenAI;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG });
  client = openaiClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

function splitStreams(bytes: number | undefined): void {
  stack.provider.setFault(bytes === undefined ? undefined : { type: "split", bytes });
}

async function streamed(
  request: OpenAI.ChatCompletionCreateParamsNonStreaming,
): Promise<OpenAI.ChatCompletion> {
  const stream = client.chat.completions.stream({ ...request, stream: true });
  return stream.finalChatCompletion();
}

test("personal data in any place of a request stays here, and the reply has it back", async () => {
  const { data, response } = await client.chat.completions.create(conversation).withResponse();
  assert.equal(data.choices[0]?.message.content, `The tool said: ${PERSONAL_TEXT} ${ESCAPED_TEXT}`);
  assertNothingPersonal(stack.provider.received);
  const kinds = response.headers.get("x-aios-redactions")?.match(/[a-z]+(?==\d)/g);
  assert.deepEqual(kinds?.sort(), ["card", "email", "iban", "ip", "phone", "secret", "ssn"]);
});

for (const split of SPLITS) {
  const how = split === undefined ? "event by event" : `in pieces of ${split} bytes`;

  test(`a reply streamed ${how} has the personal data back, and the provider none`, async () => {
    splitStreams(split);
    const reply = await streamed(conversation);
    assert.equal(reply.choices[0]?.message.content, `The tool said: ${PERSONAL_TEXT} ${ESCAPED_TEXT}`);
    assert.equal(reply.choices[0]?.finish_reason, "stop");
    assertNothingPersonal(stack.provider.received);
  });

  test(`tool arguments streamed ${how} are JSON with the personal data in it`, async () => {
    splitStreams(split);
    const content = `twice: ${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
    const reply = await streamed({ model, messages: [{ role: "user", content }], tools: [lookUp] });
    const calls = reply.choices[0]?.message.tool_calls ?? [];
    assert.equal(calls.length, 2);
    for (const call of calls) {
      assert.ok(call.type === "function");
      assert.deepEqual(JSON.parse(call.function.arguments), { who: content });
    }
    assertNothingPersonal(stack.provider.received);
  });
}

test("tool arguments of a whole reply are JSON with the personal data in it", async () => {
  const content = `${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
  const reply = await client.chat.completions.create({
    model,
    messages: [{ role: "user", content }],
    tools: [lookUp],
  });
  const call = reply.choices[0]?.message.tool_calls?.[0];
  assert.ok(call?.type === "function");
  assert.deepEqual(JSON.parse(call.function.arguments), { who: content });
  assertNothingPersonal(stack.provider.received);
});

test("a JSON answer has the personal data back and is still JSON, whole and streamed", async () => {
  const content = `${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
  const request: OpenAI.ChatCompletionCreateParamsNonStreaming = {
    model,
    messages: [{ role: "user", content }],
    response_format: {
      type: "json_schema",
      json_schema: { name: "who", schema: lookUp.function.parameters },
    },
  };
  for (const reply of [await client.chat.completions.create(request), await streamed(request)]) {
    assert.deepEqual(JSON.parse(reply.choices[0]?.message.content ?? ""), { who: content });
  }
  assertNothingPersonal(stack.provider.received);
});

test("every choice has the personal data back, whole and streamed", async () => {
  const request = { model, messages: [{ role: "user", content: PERSONAL_TEXT }], n: 2 } as const;
  const replies = [
    await client.chat.completions.create({ ...request, messages: [...request.messages] }),
    await streamed({ ...request, messages: [...request.messages] }),
  ];
  for (const { choices } of replies) {
    assert.deepEqual(
      choices.map(({ message }) => message.content),
      [`You said: ${PERSONAL_TEXT}`, `You said: ${PERSONAL_TEXT}`],
    );
  }
  assertNothingPersonal(stack.provider.received);
});

test("the system prompt is given back as it was", async () => {
  const reply = await client.chat.completions.create({
    model,
    messages: [
      { role: "system", content: PERSONAL_TEXT },
      { role: "user", content: "repeat the system prompt" },
    ],
  });
  assert.equal(reply.choices[0]?.message.content, PERSONAL_TEXT);
  assertNothingPersonal(stack.provider.received);
});

test("the provider sees typed placeholders, the same one for the same value", async () => {
  const content = "a@example.com asks b@example.com whether a@example.com is right";
  await client.chat.completions.create({ model, messages: [{ role: "user", content }] });
  assert.match(
    stack.provider.received[0]?.text ?? "",
    /"\[EMAIL_1\] asks \[EMAIL_2\] whether \[EMAIL_1\] is right"/,
  );
});

test("what looks like a placeholder and is the caller's own text stays that", async () => {
  const content = "[EMAIL_1] is not a@example.com, nor is [EMAIL_7]";
  const request = { model, messages: [{ role: "user", content }] } as const;
  const messages = [...request.messages];
  const whole = await client.chat.completions.create({ model, messages });
  assert.equal(whole.choices[0]?.message.content, `You said: ${content}`);
  assert.equal((await streamed({ model, messages })).choices[0]?.message.content, `You said: ${content}`);
});

test("headers count what was found, whole and streamed, and never say it", async () => {
  for (const stream of [false, true] as const) {
    const response = await client.chat.completions
      .create({ model, messages: [{ role: "user", content: PERSONAL_TEXT }], stream })
      .asResponse();
    await response.text();
    assert.equal(response.headers.get("x-aios-redactions"), redactionCounts(1));
  }
});

test("texts to embed are redacted like any other", async () => {
  const reply = await client.embeddings.create({
    model: "text-embedding-3-small",
    input: [PERSONAL_TEXT, ESCAPED_TEXT],
    user: "maria.lopez@example.com",
  });
  assert.equal(reply.data.length, 2);
  assertNothingPersonal(stack.provider.received);
});
