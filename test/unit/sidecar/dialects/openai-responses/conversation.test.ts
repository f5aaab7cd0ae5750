import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import fc from "fast-check";
import OpenAI from "openai";
import type {
  AssistantPart,
  Conversation,
  ConversationEvent,
  ConversationReply,
  ReplyContext,
  Turn,
  UserPart,
} from "../../../../../sidecar/core/conversation.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { conversation as codec } from "../../../../../sidecar/dialects/openai-responses/conversation.ts";
import { openaiResponses } from "../../../../../sidecar/dialects/openai-responses/dialect.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));
/** Generated objects have no prototype, which tells them apart from read ones. */
const own = <T>(value: T): T => structuredClone(value);
const nothingLeftOut = (name: string) => assert.fail(`${name} was left out`);

const ASKED: Conversation = {
  model: "gpt-5",
  stream: false,
  system: ["Be brief."],
  turns: [{ role: "user", parts: [{ type: "text", text: "Hi" }] }],
  tools: [{ name: "f", description: "Does it.", parameters: { type: "object" }, strict: true }],
  toolChoice: { type: "tool", name: "f" },
  parallelToolCalls: false,
  maxOutputTokens: 100,
  temperature: 0.5,
  topP: 0.9,
  topK: undefined,
  stopSequences: [],
  seed: undefined,
  frequencyPenalty: undefined,
  presencePenalty: undefined,
  output: { type: "json-object" },
  reasoning: { effort: "low", budgetTokens: undefined, isShown: true },
  user: "u1",
  includeUsage: true,
};
const CONTEXT: ReplyContext = { createdAt: 5, request: ASKED };

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const base64 = fc.base64String({ minLength: 4, maxLength: 12 });

/** What proves reasoning of OpenAI's, or of another provider. */
const sealOfOurs = fc.tuple(word, base64).map(([id, content]) => `openai-responses:rs_${id}:${content}`);
const seal = fc.oneof(sealOfOurs, base64);

const textPart = fc.record({ type: fc.constant("text" as const), text });
const refusalPart = fc.record({ type: fc.constant("refusal" as const), text });
const callPart = fc.record({
  type: fc.constant("tool-call" as const),
  id: word,
  name: word,
  arguments: fc.json(),
});
const thinkingPart = (signature: fc.Arbitrary<string>) =>
  fc.record({ type: fc.constant("thinking" as const), text, signature });
const redactedPart = (data: fc.Arbitrary<string>) =>
  fc.record({ type: fc.constant("redacted-thinking" as const), data });
const assistantParts = (signature: fc.Arbitrary<string>): fc.Arbitrary<readonly AssistantPart[]> =>
  fc.array(fc.oneof(textPart, refusalPart, callPart, thinkingPart(signature), redactedPart(signature)), {
    minLength: 1,
    maxLength: 5,
  });

const source = fc.oneof(
  fc.record({ type: fc.constant("url" as const), url: fc.webUrl() }),
  fc.record({
    type: fc.constant("base64" as const),
    mediaType: fc.constant("image/png"),
    data: fc.constant("AAAA"),
  }),
);
const imagePart = fc.record({
  type: fc.constant("image" as const),
  source,
  detail: fc.constantFrom("low" as const, "high" as const, undefined),
});
const filePart = fc.record({ type: fc.constant("file" as const), source, filename: fc.constant("a.png") });
const inputParts = fc.array(fc.oneof(textPart, imagePart, filePart), { minLength: 1, maxLength: 3 });
const resultPart = fc.record({
  type: fc.constant("tool-result" as const),
  callId: word,
  parts: inputParts,
  isError: fc.constant(false),
});
const userParts: fc.Arbitrary<readonly UserPart[]> = fc.oneof(
  inputParts,
  fc.array(resultPart, { minLength: 1, maxLength: 2 }),
);
/** As items tell them: the assistant's neighbours are one turn. */
const turns: fc.Arbitrary<readonly Turn[]> = fc
  .array(fc.tuple(userParts, fc.option(assistantParts(sealOfOurs), { nil: undefined })), { maxLength: 3 })
  .map((rounds) =>
    rounds.flatMap(([said, answered], index): readonly Turn[] => [
      // Results that follow results would be one turn.
      {
        role: "user",
        parts: index > 0 && rounds[index - 1]?.[1] === undefined ? [{ type: "text", text: "more" }] : said,
      },
      ...(answered === undefined ? [] : [{ role: "assistant" as const, parts: answered }]),
    ]),
  );

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const schema = fc.constantFrom<JsonObject>({ type: "object" }, { type: "object", properties: { a: {} } });
const conversations: fc.Arbitrary<Conversation> = fc.record({
  model: word,
  stream: fc.boolean(),
  system: fc.array(text, { maxLength: 3 }),
  turns,
  tools: fc.array(
    fc.record({ name: word, description: optional(text), parameters: schema, strict: fc.boolean() }),
    { minLength: 1, maxLength: 2 },
  ),
  toolChoice: fc.constantFrom(
    undefined,
    { type: "auto" as const },
    { type: "none" as const },
    { type: "required" as const },
    { type: "tool" as const, name: "f" },
  ),
  parallelToolCalls: optional(fc.boolean()),
  maxOutputTokens: optional(fc.nat()),
  temperature: optional(fc.constant(0.5)),
  topP: optional(fc.constant(0.5)),
  topK: fc.constant(undefined),
  stopSequences: fc.constant([]),
  seed: fc.constant(undefined),
  frequencyPenalty: fc.constant(undefined),
  presencePenalty: fc.constant(undefined),
  output: fc.oneof(
    fc.constant({ type: "text" as const }),
    fc.constant({ type: "json-object" as const }),
    fc.record({
      type: fc.constant("json-schema" as const),
      name: word,
      description: optional(text),
      schema,
      strict: optional(fc.boolean()),
    }),
  ),
  reasoning: optional(
    fc.record({
      effort: fc.constantFrom("none", "low", "high"),
      budgetTokens: fc.constant(undefined),
      isShown: fc.boolean(),
    }),
  ),
  user: optional(text),
  includeUsage: fc.constant(true),
});

/** Where something was said tells refusals apart, and means nothing else. */
const withoutPaths = (conversation: Conversation): Conversation => ({
  ...conversation,
  turns: conversation.turns.map(({ path: _path, ...turn }) => turn),
});

test("a conversation that is written and read again is the same conversation", () => {
  fc.assert(
    fc.property(conversations, (asked) => {
      const document = plain(codec.writeRequest(asked, nothingLeftOut));
      const { conversation, leftOut } = codec.readRequest(document);
      assert.deepEqual(withoutPaths(conversation), own(asked));
      // Advice that is written for OpenAI's sake alone.
      assert.deepEqual(
        leftOut.filter((name) => name !== "store"),
        [],
      );
      openaiResponses.readRequest(document);
    }),
  );
});

test("a request is read as what it asks", () => {
  const { conversation, leftOut } = codec.readRequest({
    model: "gpt-5",
    instructions: "Be brief.",
    input: [
      { role: "developer", content: [{ type: "input_text", text: "In French." }] },
      { role: "user", content: "Bern?" },
      { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAA==" },
      {
        type: "message",
        id: "msg_1",
        role: "assistant",
        status: "completed",
        content: [
          { type: "output_text", text: "Let me see.", annotations: [{ type: "url_citation" }], logprobs: [] },
        ],
      },
      {
        type: "function_call",
        id: "fc_1",
        status: "completed",
        call_id: "c1",
        name: "look",
        arguments: '{"a":1}',
      },
      { type: "function_call_output", call_id: "c1", output: "4 degrees" },
    ],
    tools: [{ type: "function", name: "look", parameters: null, strict: null }],
    store: true,
    metadata: { a: "b" },
    service_tier: null,
    include: ["reasoning.encrypted_content"],
    truncation: "disabled",
    background: false,
    text: { format: { type: "text" }, verbosity: "medium" },
    reasoning: { effort: "high", summary: null },
  });
  assert.deepEqual(conversation.system, ["Be brief.", "In French."]);
  assert.deepEqual(conversation.turns, [
    { role: "user", parts: [{ type: "text", text: "Bern?" }], path: "input[1]" },
    {
      role: "assistant",
      parts: [
        { type: "redacted-thinking", data: "openai-responses:rs_1:gAAA==" },
        { type: "text", text: "Let me see." },
        { type: "tool-call", id: "c1", name: "look", arguments: '{"a":1}' },
      ],
      path: "input[2]",
    },
    {
      role: "user",
      parts: [
        { type: "tool-result", callId: "c1", parts: [{ type: "text", text: "4 degrees" }], isError: false },
      ],
      path: "input[5]",
    },
  ]);
  assert.deepEqual(conversation.tools, [
    { name: "look", description: undefined, parameters: {}, strict: undefined },
  ]);
  assert.deepEqual(conversation.reasoning, { effort: "high", budgetTokens: undefined, isShown: false });
  assert.deepEqual([...leftOut].sort(), ["annotations", "metadata", "store"]);
});

describe("what cannot be said in a conversation is refused by its path", () => {
  const base: JsonObject = { model: "m", input: "hi" };
  const cases: readonly (readonly [string, JsonObject])[] = [
    ["previous_response_id", { previous_response_id: "resp_1" }],
    ["conversation", { conversation: "conv_1" }],
    ["prompt", { prompt: { id: "pmpt_1" } }],
    ["background", { background: true }],
    ["truncation", { truncation: "auto" }],
    ["top_logprobs", { top_logprobs: 3 }],
    ["include", { include: ["message.output_text.logprobs"] }],
    ["tools[1].type", { tools: [{ type: "function", name: "f" }, { type: "web_search" }] }],
    ["tool_choice", { tool_choice: { type: "file_search" } }],
    ["text.verbosity", { text: { verbosity: "low" } }],
    ["text.format.type", { text: { format: { type: "grammar" } } }],
    ["reasoning.mode", { reasoning: { mode: "pro" } }],
    ["something_new", { something_new: 1 }],
    ["input[0].type", { input: [{ id: "msg_1" }] }],
    ["input[0].type", { input: [{ type: "item_reference", id: "msg_1" }] }],
    ["input[0].type", { input: [{ type: "web_search_call", id: "ws_1" }] }],
    ["input[0].content[0].type", { input: [{ role: "user", content: [{ type: "input_audio" }] }] }],
    [
      "input[0].content[0].file_id",
      { input: [{ role: "user", content: [{ type: "input_image", file_id: "file-1" }] }] },
    ],
    [
      "input[1].role",
      {
        input: [
          { role: "user", content: "a" },
          { role: "system", content: "b" },
        ],
      },
    ],
  ];
  for (const [param, members] of cases) {
    it(`${param} in ${JSON.stringify(members)}`, () => {
      assert.throws(
        () => codec.readRequest({ ...base, ...members }),
        (error) => error instanceof AiosError && error.kind === "unsupported" && error.param === param,
      );
    });
  }
});

test("what OpenAI's responses have no field for is refused by its name", () => {
  const cases: readonly (readonly [string, Partial<Conversation>])[] = [
    ["stop", { stopSequences: ["x"] }],
    ["top_k", { topK: 3 }],
    ["seed", { seed: 3 }],
    ["frequency_penalty", { frequencyPenalty: 1 }],
    ["presence_penalty", { presencePenalty: 1 }],
  ];
  for (const [param, members] of cases)
    assert.throws(
      () => codec.writeRequest({ ...ASKED, ...members }, nothingLeftOut),
      (error) => error instanceof AiosError && error.kind === "unsupported" && error.param === param,
    );
  codec.writeRequest({ ...ASKED, frequencyPenalty: 0 }, nothingLeftOut);
});

test("a schema that was not made to be strict is not taken for one", () => {
  const tools = [{ name: "f", description: undefined, parameters: {}, strict: undefined }];
  assert.deepEqual(codec.writeRequest({ ...ASKED, tools }, nothingLeftOut)["tools"], [
    { type: "function", name: "f", parameters: {}, strict: false },
  ]);
});

test("reasoning is asked for in its encrypted form only of models that are asked to reason", () => {
  const include = (asked: Partial<Conversation>) =>
    codec.writeRequest({ ...ASKED, ...asked }, nothingLeftOut)["include"];
  assert.deepEqual(include({}), ["reasoning.encrypted_content"]);
  assert.equal(include({ reasoning: undefined }), undefined);
  assert.equal(
    include({ reasoning: { effort: "none", budgetTokens: undefined, isShown: undefined } }),
    undefined,
  );
});

test("a budget of tokens becomes an effort, and is named as left out", () => {
  const leftOut: string[] = [];
  const effort = (budgetTokens: number) => {
    const reasoning = { effort: undefined, budgetTokens, isShown: undefined };
    return codec.writeRequest({ ...ASKED, reasoning }, (name) => leftOut.push(name))["reasoning"];
  };
  assert.deepEqual([1_024, 8_000, 32_000].map(effort), [
    { effort: "low" },
    { effort: "medium" },
    { effort: "high" },
  ]);
  assert.deepEqual(leftOut, ["budget_tokens", "budget_tokens", "budget_tokens"]);
});

test("another provider's reasoning does not go to OpenAI, and is named as left out", () => {
  const leftOut: string[] = [];
  const parts: readonly AssistantPart[] = [
    { type: "thinking", text: "Hm.", signature: "EqQBCg==" },
    { type: "redacted-thinking", data: "EmwKAh==" },
    { type: "thinking", text: "Hm.", signature: undefined },
    { type: "text", text: "Hello." },
  ];
  const turns = [...ASKED.turns, { role: "assistant" as const, parts }];
  const { input } = codec.writeRequest({ ...ASKED, turns }, (name) => leftOut.push(name));
  assert.doesNotMatch(JSON.stringify(input), /reasoning|Hm/);
  assert.deepEqual(leftOut, ["thinking", "redacted_thinking", "thinking"]);
});

test("a caller gives reasoning of any provider back as it was", () => {
  fc.assert(
    fc.property(assistantParts(seal), (parts) => {
      const reply = replyOf(parts);
      const { output } = plain(codec.writeReply(reply, CONTEXT));
      const { conversation } = codec.readRequest({ model: "m", input: output as JsonObject[] });
      assert.deepEqual(
        conversation.turns.flatMap((turn): readonly (UserPart | AssistantPart)[] => turn.parts),
        own(parts),
      );
    }),
  );
});

test("what OpenAI has thought comes back to it as the item that it was, by way of another API", () => {
  const item = {
    id: "rs_1",
    type: "reasoning",
    summary: [{ type: "summary_text", text: "Hm." }],
    encrypted_content: "gA/+==",
  };
  const response = { id: "resp_1", model: "m", status: "completed", output: [item] };
  const { parts } = codec.readReply(response);
  const turns = [...ASKED.turns, { role: "assistant" as const, parts }];
  assert.deepEqual(
    (codec.writeRequest({ ...ASKED, turns }, nothingLeftOut)["input"] as JsonObject[]).at(-1),
    item,
  );
  // Filters that look for texts take it for the structure that it is.
  const [part] = parts;
  assert.match(part?.type === "thinking" ? (part.signature ?? "") : "", /^[\w.:/+=-]+$/);
});

const usage = fc.record({
  inputTokens: fc.nat(),
  outputTokens: fc.nat(),
  cachedInputTokens: fc.nat(),
  reasoningTokens: fc.nat(),
  cacheWriteTokens: fc.nat(),
});

function stopFor(parts: readonly AssistantPart[]): ConversationReply["stop"] {
  if (parts.some(({ type }) => type === "tool-call")) return { type: "tool-calls" };
  return { type: parts.some(({ type }) => type === "refusal") ? "refusal" : "end" };
}

function replyOf(parts: readonly AssistantPart[]): ConversationReply {
  const counted = {
    inputTokens: 1,
    outputTokens: 2,
    cachedInputTokens: 0,
    reasoningTokens: 0,
    cacheWriteTokens: 0,
  };
  return { id: "resp_1", model: "m", parts, stop: stopFor(parts), usage: counted };
}

const replies: fc.Arbitrary<ConversationReply> = fc
  .tuple(
    assistantParts(seal),
    usage,
    fc.constantFrom(undefined, "length" as const, "content-filter" as const, "pause" as const),
  )
  .map(([parts, counted, cut]) => ({
    ...replyOf(parts),
    usage: counted,
    ...(cut === undefined ? {} : { stop: { type: cut } }),
  }));

test("a reply that is written and read again is the same reply", () => {
  fc.assert(
    fc.property(replies, (reply) => {
      assert.deepEqual(codec.readReply(plain(codec.writeReply(reply, CONTEXT))), own(reply));
    }),
  );
});

/** The steps of a reply, its texts in pieces of these sizes. */
function stepsOf(reply: ConversationReply, sizes: readonly number[]): readonly ConversationEvent[] {
  let next = 0;
  const deltas = (index: number, whole: string): readonly ConversationEvent[] => {
    const characters = [...whole];
    const events: ConversationEvent[] = [];
    while (characters.length > 0)
      events.push({
        type: "part-delta",
        index,
        text: characters.splice(0, sizes[next++ % sizes.length] ?? 1).join(""),
      });
    return events;
  };
  return [
    { type: "start", id: reply.id, model: reply.model, usage: undefined },
    ...reply.parts.flatMap((part, index): readonly ConversationEvent[] => {
      const end = { type: "part-end", index } as const;
      switch (part.type) {
        case "redacted-thinking":
          return [{ type: "part-start", index, part }, end];
        case "tool-call":
          return [
            { type: "part-start", index, part: { type: part.type, id: part.id, name: part.name } },
            ...deltas(index, part.arguments),
            end,
          ];
        case "thinking":
          return [
            { type: "part-start", index, part: { type: part.type } },
            ...deltas(index, part.text),
            ...(part.signature === undefined
              ? []
              : [{ type: "part-signature", index, signature: part.signature } as const]),
            end,
          ];
        default:
          return [{ type: "part-start", index, part: { type: part.type } }, ...deltas(index, part.text), end];
      }
    }),
    { type: "finish", stop: reply.stop, usage: reply.usage },
  ];
}

const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });

test("steps that are written as a stream are read as the same steps", () => {
  fc.assert(
    fc.property(replies, sizes, (reply, cut) => {
      const steps = stepsOf(reply, cut);
      const writer = codec.eventWriter(CONTEXT);
      const reader = codec.eventReader();
      const read = steps.flatMap((step) => writer.write(step)).flatMap((frame) => reader.read(frame));
      assert.deepEqual(read, own(steps));
    }),
  );
});

test("a written stream folds into the written reply, and its events are numbered", () => {
  fc.assert(
    fc.property(replies, sizes, (reply, cut) => {
      const writer = codec.eventWriter(CONTEXT);
      const frames = stepsOf(reply, cut).flatMap((step) => writer.write(step));
      assert.deepEqual(openaiResponses.fromEvents(frames), plain(codec.writeReply(reply, CONTEXT)));
      const numbers = frames.map((frame) => JSON.parse(parseEvent(frame).data)["sequence_number"]);
      assert.deepEqual(numbers, [...numbers.keys()]);
      assert.ok(openaiResponses.events?.isTerminal(frames.at(-1) ?? new Uint8Array()));
    }),
  );
});

test("OpenAI's SDK reads a written stream as the reply that it was", async () => {
  await fc.assert(
    fc.asyncProperty(replies, sizes, async (reply, cut) => {
      const writer = codec.eventWriter(CONTEXT);
      const body = Buffer.concat(stepsOf(reply, cut).flatMap((step) => writer.write(step)));
      const fetch = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
      const client = new OpenAI({ apiKey: "k", baseURL: "http://sidecar/v1", fetch });
      // Two calls of one id are no reply that any provider gives, and none that the SDK takes.
      const ids = reply.parts.flatMap((part) => (part.type === "tool-call" ? [part.id] : []));
      fc.pre(new Set(ids).size === ids.length);
      const response = await client.responses.stream({ model: "m", input: "hi" }).finalResponse();
      const said = reply.parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
      assert.equal(response.output_text, said.join(""));
      assert.equal(response.usage?.total_tokens, reply.usage.inputTokens + reply.usage.outputTokens);
    }),
    { numRuns: 50 },
  );
});

test("a written response says the request again, as clients' types demand", () => {
  const response = codec.writeReply(replyOf([{ type: "text", text: "Hi" }]), CONTEXT);
  const {
    tools,
    tool_choice,
    parallel_tool_calls,
    temperature,
    top_p,
    text,
    reasoning,
    instructions,
    store,
  } = response;
  assert.deepEqual(
    { tools, tool_choice, parallel_tool_calls, temperature, top_p, text, reasoning, instructions, store },
    {
      tools: [
        {
          type: "function",
          name: "f",
          description: "Does it.",
          parameters: { type: "object" },
          strict: true,
        },
      ],
      tool_choice: { type: "function", name: "f" },
      parallel_tool_calls: false,
      temperature: 0.5,
      top_p: 0.9,
      text: { format: { type: "json_object" } },
      reasoning: { effort: "low", summary: "auto" },
      instructions: "Be brief.",
      store: false,
    },
  );
});

describe("a stream of a server that leaves events out", () => {
  const event = (type: string, members: JsonObject) =>
    encodeEvent({ event: type, data: JSON.stringify({ type, ...members }) });
  const created = event("response.created", { response: { id: "resp_1", model: "m" } });
  const part = { type: "output_text", text: "Hello" };
  const message = { type: "message", id: "msg_1", role: "assistant", content: [part] };
  const call = { type: "function_call", id: "fc_1", call_id: "c1", name: "f", arguments: "" };
  const completed = (output: readonly JsonObject[] = []) =>
    event("response.completed", { response: { status: "completed", output } });
  const read = (...frames: readonly Uint8Array[]) => {
    const reader = codec.eventReader();
    return [created, ...frames].flatMap((frame) => reader.read(frame));
  };
  const said = (index = 0): readonly ConversationEvent[] => [
    { type: "part-start", index, part: { type: "text" } },
    { type: "part-delta", index, text: "Hello" },
    { type: "part-end", index },
  ];
  const start = { type: "start", id: "resp_1", model: "m", usage: undefined } as const;
  const finish = { type: "finish", stop: { type: "end" }, usage: undefined } as const;
  const at = { item_id: "msg_1", output_index: 0, content_index: 0 };

  it("is read from deltas alone", () => {
    const delta = event("response.output_text.delta", { ...at, delta: "Hello" });
    assert.deepEqual(read(delta, completed()), [start, ...said(), finish]);
  });

  it("is read from whole parts alone", () => {
    const added = event("response.content_part.added", { ...at, part: { ...part, text: "" } });
    const done = event("response.content_part.done", { ...at, part });
    assert.deepEqual(read(added, done, completed()), [start, ...said(), finish]);
  });

  it("is read from whole items alone", () => {
    const done = event("response.output_item.done", { output_index: 0, item: message });
    assert.deepEqual(read(done, completed()), [start, ...said(), finish]);
  });

  it("is read from the last event alone", () => {
    assert.deepEqual(read(completed([message])), [start, ...said(), finish]);
  });

  it("has a call without arguments, which takes none", () => {
    const added = event("response.output_item.added", { output_index: 0, item: call });
    const done = event("response.output_item.done", { output_index: 0, item: call });
    assert.deepEqual(read(added, done, completed()), [
      start,
      { type: "part-start", index: 0, part: { type: "tool-call", id: "c1", name: "f" } },
      { type: "part-delta", index: 0, text: "{}" },
      { type: "part-end", index: 0 },
      { ...finish, stop: { type: "tool-calls" } },
    ]);
  });

  it("tells several pieces of a summary as paragraphs of one thought", () => {
    const delta = (summary_index: number, text: string) =>
      event("response.reasoning_summary_text.delta", {
        item_id: "rs_1",
        output_index: 0,
        summary_index,
        delta: text,
      });
    const item = { id: "rs_1", type: "reasoning", summary: [], encrypted_content: "gA==" };
    const done = event("response.output_item.done", { output_index: 0, item });
    const steps = read(delta(0, "a"), delta(0, "b"), delta(1, "c"), done, completed());
    const told = steps.map((step) => ("text" in step ? step.text : "")).join("");
    assert.equal(told, "ab\n\nc");
    assert.deepEqual(steps.at(-3), {
      type: "part-signature",
      index: 0,
      signature: "openai-responses:rs_1:gA==",
    });
  });

  it("fails with the kind of the error that it tells", () => {
    const fails = (frame: Uint8Array, kind: string) =>
      assert.throws(
        () => read(frame),
        (error) => error instanceof AiosError && error.kind === kind,
      );
    fails(event("response.failed", { response: { error: { code: "rate_limit_exceeded" } } }), "rate-limited");
    fails(event("error", { code: "server_error" }), "server-error");
    fails(event("response.output_item.added", { item: { type: "web_search_call" } }), "unsupported");
    fails(
      event("response.function_call_arguments.delta", { output_index: 4, delta: "{" }),
      "invalid-upstream-reply",
    );
  });
});

test("a response that has not come to its end, or failed, is no reply", () => {
  const fails = (document: JsonObject, kind: string) =>
    assert.throws(
      () => codec.readReply(document),
      (error) => error instanceof AiosError && error.kind === kind,
    );
  fails({ status: "queued", output: [] }, "invalid-upstream-reply");
  fails({ status: "failed", error: { code: "rate_limit_exceeded" }, output: [] }, "rate-limited");
  fails({ status: "completed", output: [{ type: "web_search_call" }] }, "unsupported");
});
