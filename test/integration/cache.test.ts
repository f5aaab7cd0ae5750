import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import type OpenAI from "openai";
import type { ChatReply__Output } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import { FakeRandom } from "../support/fake-random.ts";
import { gathered, inferenceClient, unary } from "../support/inference-client.ts";
import { assertNothingPersonal } from "../support/personal-data.ts";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const CONFIG = `${BASIC_CONFIG.replaceAll(
  "policies: [pii]",
  "policies: [pii]\n  retry: { attempts: 0 }\n  cache: { exact: { ttl: 10m } }",
)}---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: by-session }
spec:
  match: { models: [gpt-by-session] }
  targets: [{ upstream: openai }]
  cache: { exact: { ttl: 10m }, isolate: session }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: short }
spec:
  match: { models: [gpt-short] }
  targets: [{ upstream: openai }]
  cache: { exact: { ttl: 20ms } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: other }
spec: { redact: { entities: [ip] } }
`;

let stack: Stack;
let openai: OpenAI;
let anthropic: Anthropic;
before(async () => {
  stack = await startStack({ config: CONFIG, limits: { cacheEntrySize: 64 * 1024 } });
  openai = openaiClient(stack);
  anthropic = anthropicClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

interface Answer {
  readonly text: string;
  /** `x-aios-cache`. */
  readonly cache: string | null;
  readonly age: string | null;
  readonly totalTokens: number | undefined;
}

let questions = 0;
/** One that no test has asked before. */
function newQuestion(): string {
  questions += 1;
  return `question ${questions}`;
}

interface Asked {
  readonly stream?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly more?: Partial<OpenAI.ChatCompletionCreateParams>;
  readonly signal?: AbortSignal;
}

async function ask(
  content: string,
  { stream = false, headers = {}, more = {}, signal }: Asked = {},
): Promise<Answer> {
  const body = { model: "gpt-4o-mini", messages: [{ role: "user" as const, content }], ...more };
  const options = { headers, ...(signal === undefined ? {} : { signal }) };
  if (!stream) {
    const { data, response } = await openai.chat.completions
      .create({ ...body, stream: false }, options)
      .withResponse();
    return {
      text: data.choices[0]?.message.content ?? "",
      totalTokens: data.usage?.total_tokens,
      ...about(response),
    };
  }
  const { data, response } = await openai.chat.completions
    .create({ ...body, stream: true }, options)
    .withResponse();
  const chunks = await Array.fromAsync(data);
  const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
  return { text, totalTokens: chunks.at(-1)?.usage?.total_tokens, ...about(response) };
}

async function askAnthropic(content: string, stream: boolean): Promise<Answer> {
  const body = {
    model: "claude-sonnet-5-5",
    max_tokens: 100,
    messages: [{ role: "user" as const, content }],
  };
  const { data, response } = await (stream
    ? anthropic.messages.stream(body).withResponse()
    : anthropic.messages.create(body).withResponse());
  const message = "finalMessage" in data ? await data.finalMessage() : data;
  const [block] = message.content;
  return {
    text: block?.type === "text" ? block.text : "",
    totalTokens: message.usage.input_tokens + message.usage.output_tokens,
    ...about(response),
  };
}

function about({ headers }: Response): Pick<Answer, "cache" | "age"> {
  return { cache: headers.get("x-aios-cache"), age: headers.get("age") };
}

const upstreamCalls = () => stack.provider.received.length;

async function callsInFlight(): Promise<number> {
  const response = await fetch(`http://${stack.sidecar.addresses.status}/metrics`);
  return sumOf(parsePrometheus(await response.text()), "aios_calls_in_flight");
}

for (const first of [false, true]) {
  for (const second of [false, true]) {
    const name = `${first ? "streamed" : "whole"}, then ${second ? "streamed" : "whole"}`;

    test(`an identical call is answered from memory: ${name}`, async () => {
      const question = newQuestion();
      const stored = await ask(question, { stream: first });
      assert.equal(stored.cache, "miss");
      assert.equal(stored.age, null);
      const hit = await ask(question, { stream: second });
      assert.equal(hit.text, `You said: ${question}`);
      assert.equal(hit.cache, "hit");
      assert.equal(hit.age, "0");
      assert.equal(upstreamCalls(), 1);
    });

    test(`an identical call is answered from memory, in the other dialect: ${name}`, async () => {
      const question = newQuestion();
      assert.equal((await askAnthropic(question, first)).cache, "miss");
      const hit = await askAnthropic(question, second);
      assert.equal(hit.text, `You said: ${question}`);
      assert.equal(hit.cache, "hit");
      assert.equal(hit.totalTokens, 6);
      assert.equal(upstreamCalls(), 1);
    });
  }
}

test("token counts are told from memory where they are known, and fetched where they are not", async () => {
  const counted = { stream: true, more: { stream_options: { include_usage: true } } };
  const whole = newQuestion();
  await ask(whole);
  const fromWhole = await ask(whole, counted);
  assert.deepEqual([fromWhole.cache, fromWhole.totalTokens], ["hit", 6]);

  const streamed = newQuestion();
  await ask(streamed, { stream: true });
  const fetched = await ask(streamed, counted);
  assert.deepEqual([fetched.cache, fetched.totalTokens], ["miss", 6]);
});

test("a gRPC call is answered from what an HTTP call stored", async () => {
  const question = newQuestion();
  await ask(question);
  const client = inferenceClient(stack.grpcAddress);
  const request = { model: "gpt-4o-mini", messages: [{ role: "user", text: question }] };
  const whole = await unary<ChatReply__Output>((callback) => client.chat(request, callback));
  const streamed = await gathered(client.chatStream(request));
  client.close();
  assert.equal(whole.reply.choices[0]?.message?.text, `You said: ${question}`);
  assert.deepEqual(whole.head.get("x-aios-cache"), ["hit"]);
  assert.equal(streamed.text, `You said: ${question}`);
  assert.deepEqual(streamed.head?.get("x-aios-cache"), ["hit"]);
  assert.equal(upstreamCalls(), 1);
});

test("what differs in a parameter or a policy is another call", async () => {
  const question = newQuestion();
  await ask(question);
  assert.equal((await ask(question, { more: { temperature: 0.5 } })).cache, "miss");
  assert.equal((await ask(question, { headers: { "x-aios-policy": "other" } })).cache, "miss");
  assert.equal((await ask(question, { headers: { "openai-organization": "org-1" } })).cache, "miss");
  assert.equal(upstreamCalls(), 4);
});

test("users never share an answer, sessions only where the route lets them", async () => {
  const question = newQuestion();
  const as = (user: string, session: string) => ({
    headers: { "x-aios-user": user, "x-aios-session": session },
  });
  assert.equal((await ask(question, as("ann", "1"))).cache, "miss");
  assert.equal((await ask(question, as("ben", "1"))).cache, "miss");
  assert.equal((await ask(question)).cache, "miss");
  assert.equal((await ask(question, as("ann", "2"))).cache, "hit");

  const more = { model: "gpt-by-session" };
  assert.equal((await ask(question, { ...as("ann", "1"), more })).cache, "miss");
  assert.equal((await ask(question, { ...as("ann", "2"), more })).cache, "miss");
  assert.equal((await ask(question, { ...as("ann", "1"), more })).cache, "hit");
});

test("cache-control is obeyed", async () => {
  const question = newQuestion();
  const control = (value: string) => ({ headers: { "cache-control": value } });
  await assert.rejects(ask(question, control("only-if-cached")), { status: 504, code: "not_cached" });
  assert.equal((await ask(question, control("no-store"))).cache, "bypass");
  assert.equal((await ask(question)).cache, "miss", "no-store has stored");
  assert.equal((await ask(question, control("no-store"))).cache, "bypass");
  assert.equal((await ask(question, control("only-if-cached"))).cache, "hit");
  assert.equal((await ask(question, control("max-age=600"))).cache, "hit");
  assert.equal((await ask(question, control("no-cache"))).cache, "miss");
  assert.equal(upstreamCalls(), 4);
});

test("an answer older than its time to live is asked for again", async () => {
  const question = newQuestion();
  const more = { model: "gpt-short" };
  await ask(question, { more });
  await until(async () => (await ask(question, { more })).cache === "miss", "the answer expires");
  assert.equal(upstreamCalls(), 2);
});

for (const stream of [false, true]) {
  for (const fault of [
    { type: "status", status: 500 },
    { type: "cut", atByte: 400 },
    { type: "end-early" },
    { type: "error-event", afterEvents: 2 },
    { type: "garbage" },
    { type: "reset" },
  ] as const) {
    test(`a ${stream ? "stream" : "reply"} that fails by ${fault.type} is not kept`, async () => {
      const question = newQuestion();
      stack.provider.setFault(fault);
      await assert.rejects(ask(question, { stream }));
      stack.provider.clear();
      const next = await ask(question, { stream });
      assert.equal(next.cache, "miss");
      assert.equal(next.text, `You said: ${question}`);
    });
  }
}

test("a stream that its caller left is not kept", async () => {
  const question = newQuestion();
  stack.provider.setFault({ type: "stall", where: "mid-stream", afterEvents: 2 }, 1);
  const stream = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: question }],
    stream: true,
  });
  for await (const _chunk of stream) break;
  await (await stack.provider.arrival(1)).ended;
  assert.equal((await ask(question)).cache, "miss");
});

test("an answer larger than an entry may be is handed on and not kept", async () => {
  const question = `${newQuestion()} ${"a".repeat(70 * 1024)}`;
  assert.equal((await ask(question)).text, `You said: ${question}`);
  assert.equal((await ask(question)).cache, "miss");
});

for (const stream of [false, true]) {
  test(`callers who differ in their address share one upstream call, ${stream ? "streamed" : "whole"}`, async () => {
    const question = newQuestion();
    const addresses = [
      "maria.lopez@example.com",
      "o@example.org",
      "someone.with.a.long.name@mail.example.com",
    ];
    for (const [index, address] of addresses.entries()) {
      const { text, cache } = await ask(`${question}: write to ${address} today`, { stream });
      assert.equal(text, `You said: ${question}: write to ${address} today`);
      assert.equal(cache, index === 0 ? "miss" : "hit");
    }
    assert.equal(upstreamCalls(), 1);
    assertNothingPersonal(stack.provider.received);
  });
}

for (const stream of [false, true]) {
  test(`callers who differ in their address share one call in flight, each with its own, ${stream ? "streamed" : "whole"}`, async () => {
    const release = stack.provider.hold(stream ? 30 : undefined);
    const question = `${newQuestion()} ${"and so on ".repeat(20)}`;
    const asked = (address: string) => `${question}: write to ${address} today`;
    const addresses = ["maria.lopez@example.com", "o@example.org", "a.long.name@mail.example.com"];
    const first = ask(asked("first@example.net"), { stream });
    await stack.provider.arrival(1);
    const joined = addresses.map((address) => ask(asked(address), { stream }));
    await until(async () => (await callsInFlight()) === 4, "all are on their way");
    release();
    const answers = await Promise.all(joined);
    for (const [index, address] of addresses.entries()) {
      assert.equal(answers[index]?.text, `You said: ${asked(address)}`);
      assert.equal(answers[index]?.cache, "coalesced");
    }
    assert.equal((await first).text, `You said: ${asked("first@example.net")}`);
    assert.equal(upstreamCalls(), 1);
    assertNothingPersonal(stack.provider.received);
  });
}

test("hundreds of interleaved calls, many of whom leave: nobody gets what is another's", async () => {
  const chance = new FakeRandom(7);
  const pick = (count: number) => Math.floor(chance.next() * count);
  const round = newQuestion();
  const keys = new Set<string>();
  const one = async (number: number) => {
    const [user, question, stream] = [`user-${pick(3)}`, pick(5), pick(2) === 0];
    const address = `caller.${number}@example.com`;
    const content = `${round}, number ${question}: write to ${address} ${"and so on ".repeat(10)}`;
    keys.add(`${user} ${question}`);
    const leaves = pick(4) === 0 ? AbortSignal.timeout(pick(60)) : undefined;
    try {
      const { text } = await ask(content, {
        stream,
        headers: { "x-aios-user": user },
        more: { model: "gpt-4o-mini@1ms" },
        ...(leaves === undefined ? {} : { signal: leaves }),
      });
      if (leaves?.aborted) return;
      assert.equal(text, `You said: ${content}`);
    } catch (error) {
      if (leaves?.aborted !== true) throw error;
    }
  };
  for (let wave = 0; wave < 6; wave++)
    await Promise.all(Array.from({ length: 50 }, (_, index) => one(wave * 50 + index)));
  // One call for each question of each user and each shape, but for those whose callers had all left.
  assert.ok(
    upstreamCalls() < 2 * keys.size + 100,
    `${upstreamCalls()} upstream calls for ${keys.size} questions`,
  );
  assertNothingPersonal(stack.provider.received);
});
