import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Frame } from "../../../../../sidecar/core/call.ts";
import type { Dialect, EventDialect } from "../../../../../sidecar/core/dialect.ts";
import type { Json, JsonObject } from "../../../../../sidecar/core/json.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { encodeEvent } from "../../../../../sidecar/dialects/sse/event.ts";
import { collect, documentReply, eventsReply, testCall } from "../../../../support/calls.ts";
import { policyOf } from "../../../../support/policies.ts";
import { redactFilterWith } from "../../../../support/redaction.ts";

const POLICY = policyOf({ redact: { entities: ["email", "card", "iban", "ip", "secret", "phone", "ssn"] } });
const VALUES = [
  "ada@example.com",
  '"maria lopez"@example.com',
  "4111 1111 1111 1111",
  "10.20.30.40",
  "536-22-8726",
  `-----BEGIN PRIVATE KEY-----\n${"aB3/".repeat(16)}\n-----END PRIVATE KEY-----`,
];

/** How one dialect says a text: in its request, and in each of the channels of its stream. */
interface Speech {
  readonly dialect: Dialect;
  readonly request: (content: string) => JsonObject;
  /** Channels of plain texts, and of JSON source. */
  readonly texts: readonly string[];
  readonly sources: readonly string[];
  /** An event that none of the channels ends with, in whose manner others are made. */
  readonly first: Frame;
  readonly last: readonly Frame[];
}

const event = (name: string | undefined, data: Json): Frame =>
  encodeEvent(
    name === undefined ? { data: JSON.stringify(data) } : { event: name, data: JSON.stringify(data) },
  );
const DONE = encodeEvent({ data: "[DONE]" });
const user = (content: string) => [{ role: "user", content }];

const SPEECHES: readonly Speech[] = [
  {
    dialect: dialectOf("openai-chat"),
    request: (content) => ({ model: "m", stream: true, messages: user(content) }),
    texts: ["0/content", "1/content", "0/reasoning_content", "0/refusal", "0/thinking_blocks/#0/thinking"],
    sources: ["0/tool_calls/#0/function/arguments", "1/tool_calls/#3/function/arguments"],
    first: event(undefined, { id: "c", object: "chat.completion.chunk", choices: [] }),
    last: [DONE],
  },
  {
    dialect: dialectOf("openai-completions"),
    request: (prompt) => ({ model: "m", stream: true, prompt }),
    texts: ["0/text", "2/text"],
    sources: [],
    first: event(undefined, { id: "c", object: "text_completion", choices: [] }),
    last: [DONE],
  },
  {
    dialect: dialectOf("openai-responses"),
    request: (input) => ({ model: "m", stream: true, input }),
    texts: ["0/output_text/0", "0/output_text/1", "1/reasoning_summary_text/0", "3/reasoning_text/0"],
    sources: ["2/function_call_arguments", "4/mcp_call_arguments"],
    first: event("response.created", { type: "response.created", response: { id: "r" } }),
    last: [event("response.completed", { type: "response.completed", response: { id: "r", output: [] } })],
  },
  {
    dialect: dialectOf("anthropic-messages"),
    request: (content) => ({ model: "m", stream: true, max_tokens: 9, messages: user(content) }),
    texts: ["block/0/text", "block/1/thinking"],
    sources: ["block/2/partial_json"],
    first: event("message_start", { type: "message_start", message: { id: "m", content: [] } }),
    last: [event("message_stop", { type: "message_stop" })],
  },
];

/** The texts of a stream, by channel. */
function saidBy(frames: readonly Frame[], events: EventDialect): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const frame of frames) {
    events.rewriteEvent(frame, (channel, text) => {
      said.set(channel, (said.get(channel) ?? "") + text);
      return text;
    });
  }
  return said;
}

function firstText({ dialect }: Speech, document: JsonObject): string {
  let text: string | undefined;
  dialect.rewriteRequest(document, (found) => {
    text ??= found;
    return found;
  });
  return text ?? "";
}

/** What a caller gets whose provider says back what it was told, on every channel in turns, in pieces. */
async function echoed(speech: Speech, content: string, lengths: readonly number[]) {
  const { dialect } = speech;
  const events = dialect.events;
  assert.ok(events !== undefined);
  const call = testCall(dialect, speech.request(content), { policies: ["p0"] });
  const reply = await redactFilterWith([POLICY]).wrap(async ({ request }) => {
    const sent = Buffer.from(request.bytes()).toString();
    for (const value of VALUES) {
      assert.ok(!sent.includes(JSON.stringify(value).slice(1, -1)), sent);
    }
    const told = firstText(speech, request.document());
    const frames = [speech.first];
    const channels = [
      ...speech.texts.map((name) => [name, told]),
      ...speech.sources.map((name) => [name, JSON.stringify({ told, list: [told] })]),
    ];
    const longest = Math.max(...channels.map(([, text = ""]) => text.length));
    for (let at = 0, piece = 0; at < longest; piece++) {
      const length = Math.max(1, lengths.length === 0 ? longest : (lengths[piece % lengths.length] ?? 1));
      for (const [name = "", text = ""] of channels) {
        const said = text.slice(at, at + length);
        if (said !== "") frames.push(events.deltaEvent(name, said, speech.first));
      }
      at += length;
    }
    return eventsReply([...frames, ...speech.last]);
  })(call);
  return saidBy(await collect(reply.body), events);
}

function assertSays(speech: Speech, said: ReadonlyMap<string, string>, content: string): void {
  for (const channel of speech.texts) assert.equal(said.get(channel), content, channel);
  for (const channel of speech.sources)
    assert.deepEqual(JSON.parse(said.get(channel) ?? ""), { told: content, list: [content] }, channel);
}

const words = fc.constantFrom(
  ...'hello|[|]| [EMAIL_|_1]|\\|é𝄞|\n|[email_1]|"quoted"|{}|rows[1]|**bold**|%5B|&'.split("|"),
);
const speech = fc
  .array(fc.oneof(words, fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 10 })
  .map((said) => `I say: ${said.join(" , ")} .`);

for (const each of SPEECHES) {
  const { name } = each.dialect;

  test(`${name}: whatever is said and however it is cut, every channel has it back`, async () => {
    await fc.assert(
      fc.asyncProperty(
        speech,
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 20 }),
        async (content, lengths) => {
          assertSays(each, await echoed(each, content, lengths), content);
        },
      ),
      { numRuns: 60 },
    );
  });

  test(`${name}: cut at any place, or at every one, every channel has it back`, async () => {
    const content = `${VALUES.join(" or ")} [EMAIL_1]`;
    assertSays(each, await echoed(each, content, [1]), content);
    for (let cut = 1; cut < 120; cut++) assertSays(each, await echoed(each, content, [cut, 1_000]), content);
  });

  test(`${name}: a whole reply has it back`, async () => {
    await fc.assert(
      fc.asyncProperty(speech, async (content) => {
        const document: JsonObject = { ...each.request(content), stream: false };
        const call = testCall(each.dialect, document, { policies: ["p0"] });
        let told = "";
        const reply = await redactFilterWith([POLICY]).wrap(async ({ request }) => {
          told = firstText(each, request.document());
          const source = JSON.stringify({ told });
          return documentReply({
            choices: [
              { text: told, message: { content: told, tool_calls: [{ function: { arguments: source } }] } },
            ],
            content: [
              { type: "text", text: told },
              { type: "tool_use", input: { told } },
            ],
            output: [
              { type: "function_call", arguments: source },
              { content: [{ type: "output_text", text: told }] },
            ],
          });
        })(call);
        const restored = Buffer.concat(await collect(reply.body)).toString();
        assert.deepEqual(
          JSON.parse(restored),
          JSON.parse(
            JSON.stringify({
              choices: [
                {
                  text: content,
                  message: {
                    content,
                    tool_calls: [{ function: { arguments: JSON.stringify({ told: content }) } }],
                  },
                },
              ],
              content: [
                { type: "text", text: content },
                { type: "tool_use", input: { told: content } },
              ],
              output: [
                { type: "function_call", arguments: JSON.stringify({ told: content }) },
                { content: [{ type: "output_text", text: content }] },
              ],
            }),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
}

test("embeddings: no value is in any of the texts", async () => {
  const call = testCall(
    dialectOf("embeddings"),
    { model: "m", input: VALUES, user: VALUES[0] ?? "" },
    { policies: ["p0"] },
  );
  await redactFilterWith([POLICY]).wrap(async ({ request }) => {
    const sent = Buffer.from(request.bytes()).toString();
    assert.doesNotMatch(sent, /ada@|maria|4111|10\.20|536-|aB3/);
    return documentReply({ data: [] });
  })(call);
});
