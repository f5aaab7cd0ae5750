import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import {
  assertNothingPersonal,
  ESCAPED_TEXT,
  PERSONAL_TEXT,
  redactionCounts,
} from "../support/personal-data.ts";
import { anthropicClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

type Request = Anthropic.MessageCreateParamsNonStreaming;

const model = "claude-sonnet-5-5";
const base = { model, max_tokens: 10_000 };
const lookUp: Anthropic.Tool = {
  name: "look_up",
  description: `Finds a person, say the one of whom ${PERSONAL_TEXT}`,
  input_schema: { type: "object", properties: { who: { type: "string" } }, required: ["who"] },
};

/** Personal data of every kind in every place of a request that can hold any. */
const conversation: Request = {
  ...base,
  system: [{ type: "text", text: PERSONAL_TEXT, cache_control: { type: "ephemeral" } }],
  messages: [
    { role: "user", content: PERSONAL_TEXT },
    {
      role: "user",
      content: [
        { type: "text", text: PERSONAL_TEXT },
        {
          type: "document",
          title: PERSONAL_TEXT,
          source: { type: "text", media_type: "text/plain", data: PERSONAL_TEXT },
        },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "text", text: PERSONAL_TEXT },
        {
          type: "tool_use",
          id: "toolu_1",
          name: "look_up",
          input: { who: PERSONAL_TEXT, card: 4111111111111111, nested: [{ ESCAPED_TEXT }] },
        },
      ],
    },
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: "toolu_1",
          content: [{ type: "text", text: `${PERSONAL_TEXT} ${ESCAPED_TEXT}` }],
        },
      ],
    },
  ],
  tools: [lookUp],
  metadata: { user_id: "maria.lopez@example.com" },
};

/** Bytes to a piece in which the provider sends its streams; undefined: an event at a time. */
const SPLITS = [undefined, 1, 2, 3, 7] as const;

let stack: Stack;
let client: Anthropic;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG });
  client = anthropicClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

function textOf({ content }: Anthropic.Message): string {
  return content.map((block) => (block.type === "text" ? block.text : `[${block.type}]`)).join("");
}

function inputsOf({ content }: Anthropic.Message): readonly unknown[] {
  return content.flatMap((block) => (block.type === "tool_use" ? [block.input] : []));
}

test("personal data in any place of a request stays here, and the reply has it back", async () => {
  const { data, response } = await client.messages.create(conversation).withResponse();
  assert.equal(textOf(data), `The tool said: ${PERSONAL_TEXT} ${ESCAPED_TEXT}`);
  assertNothingPersonal(stack.provider.received);
  const kinds = response.headers.get("x-aios-redactions")?.match(/[a-z]+(?==\d)/g);
  assert.deepEqual(kinds?.sort(), ["card", "email", "iban", "ip", "phone", "secret", "ssn"]);
});

for (const split of SPLITS) {
  const how = split === undefined ? "event by event" : `in pieces of ${split} bytes`;

  test(`a message streamed ${how} has the personal data back, and the provider none`, async () => {
    stack.provider.setFault(split === undefined ? undefined : { type: "split", bytes: split });
    const reply = await client.messages.stream(conversation).finalMessage();
    assert.equal(textOf(reply), `The tool said: ${PERSONAL_TEXT} ${ESCAPED_TEXT}`);
    assertNothingPersonal(stack.provider.received);
  });

  test(`tool input streamed ${how} is JSON with the personal data in it`, async () => {
    stack.provider.setFault(split === undefined ? undefined : { type: "split", bytes: split });
    const content = `twice: ${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
    const reply = await client.messages
      .stream({ ...base, messages: [{ role: "user", content }], tools: [lookUp] })
      .finalMessage();
    assert.deepEqual(inputsOf(reply), [{ who: content }, { who: content }]);
    assertNothingPersonal(stack.provider.received);
  });
}

test("tool input of a whole message has the personal data in it", async () => {
  const content = `${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
  const reply = await client.messages.create({
    ...base,
    messages: [{ role: "user", content }],
    tools: [lookUp],
  });
  assert.deepEqual(inputsOf(reply), [{ who: content }]);
  assertNothingPersonal(stack.provider.received);
});

test("the system prompt, a string or blocks, is given back as it was", async () => {
  for (const system of [PERSONAL_TEXT, [{ type: "text" as const, text: PERSONAL_TEXT }]]) {
    const request: Request = {
      ...base,
      system,
      messages: [{ role: "user", content: "repeat the system prompt" }],
    };
    assert.equal(textOf(await client.messages.create(request)), PERSONAL_TEXT);
    assert.equal(textOf(await client.messages.stream(request).finalMessage()), PERSONAL_TEXT);
  }
  assertNothingPersonal(stack.provider.received);
});

test("a JSON answer has the personal data back and is still JSON, whole and streamed", async () => {
  const content = `${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
  const request: Request = {
    ...base,
    messages: [{ role: "user", content }],
    output_config: { format: { type: "json_schema", schema: { ...lookUp.input_schema } } },
  };
  const replies = [
    await client.messages.create(request).then(textOf),
    await streamedText({ ...request, stream: true }),
  ];
  for (const reply of replies) assert.deepEqual(JSON.parse(reply), { who: content });
  assertNothingPersonal(stack.provider.received);
});

async function streamedText(request: Anthropic.MessageCreateParamsStreaming): Promise<string> {
  let text = "";
  for await (const event of await client.messages.create(request)) {
    if (event.type === "content_block_delta" && event.delta.type === "text_delta") text += event.delta.text;
  }
  return text;
}

test("headers count what was found, whole and streamed, and never say it", async () => {
  for (const stream of [false, true] as const) {
    const response = await client.messages
      .create({ ...base, messages: [{ role: "user", content: PERSONAL_TEXT }], stream })
      .asResponse();
    await response.text();
    assert.equal(response.headers.get("x-aios-redactions"), redactionCounts(1));
  }
});
