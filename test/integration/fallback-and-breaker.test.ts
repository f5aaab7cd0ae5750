import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import type { ChatReply__Output } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import type { InferenceClient } from "../../proto/gen/aios/inference/v1/Inference.ts";
import { gathered, inferenceClient, unary } from "../support/inference-client.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const SORRY = "The assistant is briefly unavailable.";

const upstream = (name: string, rest = "", where = 'dialect: openai, url: "{openai}"') => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: ${name} }
spec: { ${where}${rest} }
---`;
const route = (model: string, target: string, rest = "") => `
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${model} }
spec: { match: { models: [${model}] }, targets: [{ upstream: ${target} }], retry: { attempts: 0 }${rest} }
---`;
const breaker = (openFor: string) =>
  `, breaker: { errorRate: 0.5, minimumCalls: 4, window: 60s, openFor: ${openFor} }`;

/** For a millisecond: then there is an expired answer. */
const CACHED = ", cache: { exact: { ttl: 1ms } }";

const CONFIG = [
  upstream("main", ", breaker: { minimumCalls: 100000 }"),
  upstream("backup"),
  upstream("nowhere", "", 'dialect: openai, url: "http://127.0.0.1:9/v1"'),
  upstream("claude", "", 'dialect: anthropic, url: "{anthropic}"'),
  route("stale", "main", `${CACHED}, fallback: [{ stale: { maxAge: 1h } }]`),
  route("other", "main", ", fallback: [{ upstream: backup, model: backup-model }]"),
  route("fixed", "main", `, cache: { exact: { ttl: 1h } }, fallback: [{ reply: "${SORRY}" }]`),
  route("claude-fixed", "claude", `, fallback: [{ reply: "${SORRY}" }]`),
  route(
    "ladder",
    "main",
    `${CACHED}, fallback: [{ stale: { maxAge: 1h } }, { upstream: nowhere }, { reply: "${SORRY}" }]`,
  ),
  route("in-vain", "main", `${CACHED}, fallback: [{ stale: { maxAge: 1h } }, { upstream: nowhere }]`),
  upstream("opens", breaker("60s")),
  route("opens", "opens"),
  upstream("opens-by-streams", breaker("60s")),
  route("opens-by-streams", "opens-by-streams", `, fallback: [{ reply: "${SORRY}" }]`),
  upstream("recovers", breaker("250ms")),
  route("recovers", "recovers"),
  upstream("innocent", breaker("60s")),
  route("innocent", "innocent"),
  upstream("two-models", breaker("60s")),
  route("fails-here", "two-models"),
  route("works-here", "two-models"),
  upstream("slow", breaker("250ms").replace(" }", ", slowCalls: { longerThan: 100ms } }")),
  route("slow", "slow"),
  upstream("full", breaker("250ms").replace(" }", ", rateLimited: { rate: 0.5 } }")),
  route("full", "full"),
]
  .join("")
  .replace(/---$/, "");

let stack: Stack;
let openai: OpenAI;
let anthropic: Anthropic;
let grpc: InferenceClient;
before(async () => {
  stack = await startStack({ config: CONFIG });
  openai = openaiClient(stack);
  anthropic = anthropicClient(stack);
  grpc = inferenceClient(stack.grpcAddress);
});
after(async () => {
  grpc.close();
  await stack.close();
});
beforeEach(() => stack.provider.clear());

interface Answer {
  readonly text: string;
  readonly degraded: string | null;
  readonly cache: string | null;
  readonly upstream: string | null;
}

const about = (read: (name: string) => string | null) => ({
  degraded: read("x-aios-degraded"),
  cache: read("x-aios-cache"),
  upstream: read("x-aios-upstream"),
});

/** The ways to ask: HTTP and gRPC, whole and streamed. */
const WAYS: Readonly<Record<string, (model: string, content: string) => Promise<Answer>>> = {
  "a whole reply": async (model, content) => {
    const call = openai.chat.completions.create({ model, messages: [{ role: "user", content }] });
    const { data, response } = await call.withResponse();
    assert.equal(data.choices[0]?.finish_reason, "stop");
    return { text: data.choices[0]?.message.content ?? "", ...about((name) => response.headers.get(name)) };
  },
  "a stream": async (model, content) => {
    const call = openai.chat.completions.create({
      model,
      messages: [{ role: "user", content }],
      stream: true,
    });
    const { data, response } = await call.withResponse();
    const choices = (await Array.fromAsync(data)).flatMap((chunk) => chunk.choices);
    assert.equal(choices.at(-1)?.finish_reason, "stop");
    const text = choices.map(({ delta }) => delta.content ?? "").join("");
    return { text, ...about((name) => response.headers.get(name)) };
  },
  "a gRPC reply": async (model, text) => {
    const request = { model, messages: [{ role: "user", text }] };
    const { reply, head } = await unary<ChatReply__Output>((callback) => grpc.chat(request, callback));
    return {
      text: reply.choices[0]?.message?.text ?? "",
      ...about((name) => head.get(name)[0]?.toString() ?? null),
    };
  },
  "a gRPC stream": async (model, text) => {
    const stream = await gathered(grpc.chatStream({ model, messages: [{ role: "user", text }] }));
    return { text: stream.text, ...about((name) => stream.head?.get(name)[0]?.toString() ?? null) };
  },
};
const ask = WAYS["a whole reply"] ?? assert.fail();
const askStreamed = WAYS["a stream"] ?? assert.fail();

/** Only calls for this model fail. */
function fail(model: string, status = 500, times?: number): void {
  stack.provider.setFault({ type: "status", status, model }, times);
}

for (const [way, asked] of Object.entries(WAYS)) {
  test(`${way}: an expired answer stands in, and says so`, async () => {
    const question = `expired for ${way}`;
    assert.equal((await asked("stale", question)).degraded, null);
    fail("stale");
    // Not a wait: the answer lives for a millisecond only.
    await until(async () => (await asked("stale", question)).cache === "stale", "it has expired");
    const answer = await asked("stale", question);
    assert.equal(answer.text, `You said: ${question}`);
    assert.equal(answer.degraded, "stale; reason=server-error");
  });

  test(`${way}: another upstream stands in, and says so`, async () => {
    fail("other");
    const answer = await asked("other", "hello");
    assert.equal(answer.text, "You said: hello");
    assert.equal(answer.degraded, "upstream; reason=server-error");
    assert.equal(answer.upstream, "backup");
    assert.equal(stack.provider.received.at(-1)?.model, "backup-model");
  });

  test(`${way}: a fixed reply stands in, says so, and is not kept`, async () => {
    const question = `sorry for ${way}`;
    fail("fixed", 503);
    const answer = await asked("fixed", question);
    assert.equal(answer.text, SORRY);
    assert.equal(answer.degraded, "reply; reason=server-error");
    stack.provider.clear();
    const healthy = await asked("fixed", question);
    assert.equal(healthy.text, `You said: ${question}`);
    assert.equal(healthy.degraded, null);
    assert.equal(healthy.cache, "miss");
  });

  test(`${way}: rungs that have no answer are passed over`, async () => {
    fail("ladder");
    const answer = await asked("ladder", "hello");
    assert.equal(answer.text, SORRY);
    assert.equal(answer.degraded, "reply; reason=server-error");
  });
}

test("a fixed reply is one of the caller's own dialect, whole and streamed", async () => {
  fail("claude-fixed", 529);
  const request = {
    model: "claude-fixed",
    max_tokens: 100,
    messages: [{ role: "user" as const, content: "hello" }],
  };
  for (const message of [
    await anthropic.messages.create(request),
    await anthropic.messages.stream(request).finalMessage(),
  ]) {
    assert.equal(message.stop_reason, "end_turn");
    const [block] = message.content;
    assert.equal(block?.type === "text" && block.text, SORRY);
  }
});

test("when every rung fails, the first failure is told", async () => {
  fail("in-vain");
  await assert.rejects(ask("in-vain", "hello"), { status: 500, message: /The server had an error/ });
});

test("what is wrong with the request does not lead down the ladder", async () => {
  fail("fixed", 400);
  await assert.rejects(ask("fixed", "a bad question"), OpenAI.BadRequestError);
});

interface Breaker {
  readonly upstream: string;
  readonly state: string;
  readonly calls: number;
  readonly failures: number;
  readonly model: string;
  readonly slow: number;
  readonly rateLimited: number;
  readonly since: string;
  readonly reason?: string;
}

async function breakersOf(name: string): Promise<readonly Breaker[]> {
  const response = await fetch(`http://${stack.sidecar.addresses.admin}/breakers`);
  const { breakers } = (await response.json()) as { readonly breakers: readonly Breaker[] };
  return breakers.filter((each) => each.upstream === name);
}

async function breakerOf(name: string): Promise<Breaker | undefined> {
  const response = await fetch(`http://${stack.sidecar.addresses.admin}/breakers`);
  const { breakers } = (await response.json()) as { readonly breakers: readonly Breaker[] };
  return breakers.find((each) => each.upstream === name);
}

async function metricState(name: string): Promise<string | undefined> {
  const text = await (await fetch(`http://${stack.sidecar.addresses.status}/metrics`)).text();
  return new RegExp(`aios_breaker_state{upstream="${name}",model="[^"]*",state="([a-z-]+)"} 1`).exec(
    text,
  )?.[1];
}

test("a breaker opens after failures, answers at once and spares the provider", async () => {
  fail("opens");
  for (let call = 0; call < 4; call += 1) await assert.rejects(ask("opens", "hello"), { status: 500 });
  assert.equal((await breakerOf("opens"))?.state, "open");
  assert.equal(await metricState("opens"), "open");
  assert.equal(stack.provider.received.length, 4);
  stack.provider.clear();

  for (const asked of Object.values(WAYS)) {
    await assert.rejects(asked("opens", "hello"), /Upstream "opens" has been failing and gets no calls/);
  }
  await assert.rejects(ask("opens", "hello"), (error) => {
    assert.ok(error instanceof OpenAI.InternalServerError);
    assert.equal(error.status, 503);
    assert.equal(error.code, "breaker_open");
    const seconds = Number(error.headers.get("retry-after"));
    assert.ok(seconds > 50 && seconds <= 60, `retry-after: ${seconds}`);
    assert.equal(error.headers.get("x-aios-attempts"), "0");
    return true;
  });
  assert.equal(stack.provider.received.length, 0);
});

test("streams that die half-way open a breaker, and the ladder then answers", async () => {
  stack.provider.setFault({ type: "end-early", model: "opens-by-streams", afterEvents: 3 });
  for (let call = 0; call < 4; call += 1) await assert.rejects(askStreamed("opens-by-streams", "hello"));
  assert.equal((await breakerOf("opens-by-streams"))?.state, "open");
  for (const asked of Object.values(WAYS)) {
    const answer = await asked("opens-by-streams", "hello");
    assert.equal(answer.text, SORRY);
    assert.equal(answer.degraded, "reply; reason=breaker-open");
  }
  assert.equal(stack.provider.received.length, 4);
});

test("a breaker lets a probe through after a while, and closes when it succeeds", async () => {
  fail("recovers");
  for (let call = 0; call < 4; call += 1) await assert.rejects(ask("recovers", "hello"));
  assert.notEqual((await breakerOf("recovers"))?.state, "closed");
  await until(async () => (await breakerOf("recovers"))?.state === "half-open", "half-open");
  // The probe fails: open again.
  await assert.rejects(ask("recovers", "hello"));
  assert.equal((await breakerOf("recovers"))?.state, "open");

  stack.provider.clear();
  const answered = () =>
    ask("recovers", "hello").then(
      () => true,
      () => false,
    );
  await until(answered, "an answer");
  assert.equal((await breakerOf("recovers"))?.state, "closed");
  assert.equal(await metricState("recovers"), "closed");
  assert.equal((await ask("recovers", "hello")).text, "You said: hello");
});

test("callers' mistakes and full quotas open no breaker", async () => {
  for (const status of [400, 404, 429]) {
    fail("innocent", status, 4);
    for (let call = 0; call < 4; call += 1) await assert.rejects(ask("innocent", "hello"), { status });
  }
  assert.equal((await breakerOf("innocent"))?.state, "closed");
  assert.equal((await ask("innocent", "hello")).text, "You said: hello");
});

test("a model that fails has a breaker of its own: another one of the same upstream is still served", async () => {
  fail("fails-here");
  for (let call = 0; call < 4; call += 1) await assert.rejects(ask("fails-here", "hello"), { status: 500 });
  await assert.rejects(ask("fails-here", "hello"), { code: "breaker_open" });
  assert.equal((await ask("works-here", "hello")).text, "You said: hello");
  assert.deepEqual(
    (await breakersOf("two-models")).map(({ model, state, reason }) => [model, state, reason]),
    [
      ["fails-here", "open", "failures"],
      ["works-here", "closed", undefined],
    ],
  );
});

for (const [way, asked] of Object.entries(WAYS)) {
  test(`${way}: calls that take too long to their first byte open a breaker, and one in time closes it`, async () => {
    stack.provider.setFault({ type: "delay", ms: 150, model: "slow" });
    // However many the other ways have left in the window, four slow ones in a row are enough.
    while ((await breakerOf("slow"))?.state !== "open") await asked("slow", "hello").catch(() => {});
    const { reason, failures, since } = (await breakerOf("slow")) ?? assert.fail();
    assert.deepEqual([reason, failures], ["slow-calls", 0]);
    assert.ok(Math.abs(Date.now() - Date.parse(since)) < 60_000);
    await assert.rejects(asked("slow", "hello"), /has been slow to answer/);
    stack.provider.clear();
    const answered = () =>
      asked("slow", "hello").then(
        () => true,
        () => false,
      );
    await until(answered, "a probe in time");
    assert.equal((await breakerOf("slow"))?.state, "closed");
  });
}

test("calls refused for their rate open a breaker that is told to count them, for as long as the provider asks", async () => {
  stack.provider.setFault({ type: "status", status: 429, retryAfterSeconds: 30, model: "full" });
  for (let call = 0; call < 4; call += 1) await assert.rejects(ask("full", "hello"), { status: 429 });
  const { state, reason, rateLimited, failures } = (await breakerOf("full")) ?? assert.fail();
  assert.deepEqual(
    { state, reason, rateLimited, failures },
    { state: "open", reason: "rate-limited", rateLimited: 4, failures: 0 },
  );
  await assert.rejects(ask("full", "hello"), (error) => {
    assert.ok(error instanceof OpenAI.InternalServerError);
    assert.equal(error.code, "breaker_open");
    const seconds = Number(error.headers.get("retry-after"));
    assert.ok(seconds > 25 && seconds <= 30, `retry-after: ${seconds}`);
    return true;
  });
  assert.equal(stack.provider.received.length, 4);
});
