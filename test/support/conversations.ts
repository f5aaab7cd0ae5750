import fc from "fast-check";
import type {
  AssistantPart,
  Conversation,
  ConversationCodec,
  ConversationEvent,
  ConversationReply,
  ReplyContext,
  StartedPart,
  Turn,
} from "../../sidecar/core/conversation.ts";

/** What a chat says that says next to nothing; `said` replaces any field. */
export function aConversation(said: Partial<Conversation> = {}): Conversation {
  return {
    model: "m",
    stream: false,
    system: [],
    turns: [{ role: "user", parts: [{ type: "text", text: "hi" }] }],
    tools: [],
    toolChoice: undefined,
    parallelToolCalls: undefined,
    maxOutputTokens: 100,
    temperature: undefined,
    topP: undefined,
    topK: undefined,
    stopSequences: [],
    seed: undefined,
    frequencyPenalty: undefined,
    presencePenalty: undefined,
    output: { type: "text" },
    reasoning: undefined,
    user: undefined,
    includeUsage: false,
    ...said,
  };
}

export function aContext(said: Partial<Conversation> = {}): ReplyContext {
  return { createdAt: 1_700_000_000, request: aConversation({ stream: true, includeUsage: true, ...said }) };
}

/** Without the places where turns were said. */
export function withoutPaths(conversation: Conversation): Conversation {
  const turns = conversation.turns.map(({ path: _, ...turn }) => turn);
  return { ...conversation, turns };
}

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const callId = fc.stringMatching(/^call_[A-Za-z0-9]{4,10}$/);
const textPart = text.map((said) => ({ type: "text" as const, text: said }));
const base64 = fc.constantFrom("iVBORw0KGgo=", "JVBERi0xLjQK", "AAAAHGZ0eXA=");
const url = word.map((name) => `https://img.example/${name}.png`);
const imagePart = fc
  .oneof(
    url.map((each) => ({ type: "url" as const, url: each })),
    base64.map((data) => ({ type: "base64" as const, mediaType: "image/png", data })),
  )
  .map((source) => ({ type: "image" as const, source, detail: undefined }));
const filePart = fc.tuple(base64, word).map(([data, name]) => ({
  type: "file" as const,
  source: { type: "base64" as const, mediaType: "application/pdf", data },
  filename: `${name}.pdf`,
}));
const jsonArguments = fc
  .dictionary(word, fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 2 })), {
    maxKeys: 3,
  })
  .map((value) => JSON.stringify({ ...value }));
const toolCall = fc
  .tuple(callId, word, jsonArguments)
  .map(([id, name, source]) => ({ type: "tool-call" as const, id, name, arguments: source }));
const toolCalls = fc.uniqueArray(toolCall, { maxLength: 3, selector: ({ id }) => id });

/** A question, and what the assistant does before the next one: says something, calls tools, gets their results. */
const exchange: fc.Arbitrary<readonly Turn[]> = fc
  .record({
    asked: fc.array(fc.oneof(textPart, imagePart, filePart), { minLength: 1, maxLength: 3 }),
    said: fc.option(textPart),
    calls: toolCalls,
  })
  .map(({ asked, said, calls }) => {
    const parts: readonly AssistantPart[] = [...(said === null ? [] : [said]), ...calls];
    const turns: Turn[] = [{ role: "user", parts: asked }];
    if (parts.length === 0) return turns;
    turns.push({ role: "assistant", parts });
    for (const { id } of calls) {
      const result = {
        type: "tool-result",
        callId: id,
        parts: [{ type: "text", text: id }],
        isError: false,
      } as const;
      turns.push({ role: "user", parts: [result] });
    }
    return turns;
  });

/** With the prototype that parsed JSON has. */
const PLAIN = { noNullPrototype: true } as const;

const tool = fc.record(
  {
    name: word,
    description: fc.option(text, { nil: undefined }),
    parameters: word.map((name) => ({ type: "object", properties: { [name]: { type: "string" } } })),
    strict: fc.constantFrom(undefined, true, false),
  },
  PLAIN,
);
const tooling = fc
  .tuple(
    fc.array(tool, { maxLength: 3 }),
    fc.constantFrom(
      { type: "auto" } as const,
      { type: "required" } as const,
      { type: "tool", name: "f" } as const,
    ),
    fc.constantFrom(undefined, true, false),
  )
  .map(([tools, toolChoice, parallelToolCalls]) =>
    tools.length === 0
      ? { tools, toolChoice: undefined, parallelToolCalls: undefined }
      : { tools, toolChoice, parallelToolCalls },
  );

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const share = fc.constantFrom(0, 0.25, 0.5, 1);
const settings = fc.record(
  {
    model: word,
    stream: fc.boolean(),
    system: fc.array(text, { maxLength: 2 }),
    maxOutputTokens: fc.integer({ min: 1, max: 100_000 }),
    temperature: maybe(share),
    topP: maybe(share),
    stopSequences: fc.array(text, { maxLength: 3 }),
    user: maybe(word),
    reasoning: fc.constantFrom(
      undefined,
      ...["none", "low", "medium", "high"].map((effort) => ({
        effort,
        budgetTokens: undefined,
        isShown: undefined,
      })),
    ),
  },
  PLAIN,
);

/** What every dialect can say. */
export const commonConversation: fc.Arbitrary<Conversation> = fc
  .tuple(settings, tooling, fc.array(exchange, { maxLength: 3 }), textPart)
  .map(([said, tools, exchanges, last]) =>
    aConversation({
      ...said,
      ...tools,
      turns: [...exchanges.flat(), { role: "user", parts: [last] }],
      includeUsage: said.stream,
    }),
  );

const count = fc.integer({ min: 1, max: 1_000 });
const usage = fc
  .tuple(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), count, count)
  .map(([fresh, cachedInputTokens, cacheWriteTokens, reasoningTokens, outputTokens]) => ({
    inputTokens: fresh + cachedInputTokens + cacheWriteTokens,
    outputTokens,
    cachedInputTokens,
    cacheWriteTokens,
    reasoningTokens,
  }));
const signature = fc.stringMatching(/^[A-Za-z0-9+/]{8,16}==$/);
const thinking = fc.array(
  fc.oneof(
    fc
      .tuple(text, signature)
      .map(([said, proof]) => ({ type: "thinking" as const, text: said, signature: proof })),
    signature.map((data) => ({ type: "redacted-thinking" as const, data })),
  ),
  { maxLength: 3 },
);

/** A reply such as every dialect can give: reasoning, then a text, then calls. */
export const commonReply: fc.Arbitrary<ConversationReply> = fc
  .tuple(word, word, thinking, fc.option(textPart), toolCalls, usage)
  .chain(([id, model, reasoned, said, calls, counted]) => {
    const parts = [...reasoned, ...(said === null ? [] : [said]), ...calls];
    const stop =
      calls.length > 0
        ? fc.constantFrom({ type: "tool-calls" } as const, { type: "length" } as const)
        : fc.constantFrom({ type: "end" } as const, { type: "length" } as const);
    return stop.map((ended) => ({ id, model, parts, stop: ended, usage: counted }));
  });

/** The reply as a stream, its texts cut anywhere: as long as `cuts` last, pieces are of so many characters. */
export function eventsOf(reply: ConversationReply, cuts: readonly number[]): readonly ConversationEvent[] {
  let cut = 0;
  const pieces = (whole: string): readonly string[] => {
    const cutUp: string[] = [];
    let at = 0;
    while (at < whole.length) {
      const size = cuts[cut++] ?? whole.length;
      cutUp.push(whole.slice(at, at + size));
      at += size;
    }
    return cutUp;
  };
  return [
    { type: "start", id: reply.id, model: reply.model, usage: undefined },
    ...reply.parts.flatMap((part, index): readonly ConversationEvent[] => [
      { type: "part-start", index, part: startOf(part) },
      ...pieces(textOf(part)).map((piece) => ({ type: "part-delta", index, text: piece }) as const),
      ...(part.type === "thinking" && part.signature !== undefined
        ? [{ type: "part-signature", index, signature: part.signature } as const]
        : []),
      { type: "part-end", index },
    ]),
    { type: "finish", stop: reply.stop, usage: reply.usage },
  ];
}

function startOf(part: AssistantPart): StartedPart {
  if (part.type === "redacted-thinking") return { type: part.type, data: part.data };
  return part.type === "tool-call" ? { type: part.type, id: part.id, name: part.name } : { type: part.type };
}

function textOf(part: AssistantPart): string {
  if (part.type === "redacted-thinking") return "";
  return part.type === "tool-call" ? part.arguments : part.text;
}

/** What a stream came to. Fails for one whose parts do not come one after another. */
export function fold(events: readonly ConversationEvent[]): ConversationReply {
  const [start, ...rest] = events;
  const finish = rest.pop();
  if (start?.type !== "start" || finish?.type !== "finish") throw new Error("no start, or no finish");
  const parts: AssistantPart[] = [];
  let open: AssistantPart | undefined;
  for (const event of rest) {
    if (event.type === "part-start") {
      if (open !== undefined || event.index !== parts.length)
        throw new Error("parts are not one after another");
      open = beginOf(event.part);
    } else if (open === undefined || !("index" in event) || event.index !== parts.length) {
      throw new Error(`${event.type} belongs to no open part`);
    } else if (event.type === "part-end") {
      parts.push(open);
      open = undefined;
    } else if (event.type === "part-signature") {
      if (open.type === "thinking") open = { ...open, signature: event.signature };
    } else if (event.type === "part-delta") open = withText(open, event.text);
  }
  const counted = finish.usage ?? { inputTokens: 0, outputTokens: 0 };
  return { id: start.id, model: start.model, parts, stop: finish.stop, usage: counted };
}

function beginOf(part: StartedPart): AssistantPart {
  if (part.type === "tool-call") return { ...part, arguments: "" };
  if (part.type === "redacted-thinking") return part;
  return part.type === "thinking"
    ? { type: "thinking", text: "", signature: undefined }
    : { type: part.type, text: "" };
}

function withText(part: AssistantPart, more: string): AssistantPart {
  if (part.type === "redacted-thinking") throw new Error("a redacted part has no text");
  return part.type === "tool-call"
    ? { ...part, arguments: part.arguments + more }
    : { ...part, text: part.text + more };
}

/** The stream of `reply` in a dialect, read again. */
export function streamed(
  codec: ConversationCodec,
  reply: ConversationReply,
  cuts: readonly number[],
): ConversationReply {
  const writer = codec.eventWriter(aContext());
  const reader = codec.eventReader();
  const frames = eventsOf(reply, cuts).flatMap((event) => writer.write(event));
  return fold(frames.flatMap((frame) => reader.read(frame)));
}
