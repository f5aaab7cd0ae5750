import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type OpenAI from "openai";
import { parsePrometheus, type Sample, sumOf } from "../support/prometheus-text.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

/** A cent for a token of input, three for one of output; `gpt-dear` ten times as much, and `gpt-unpriced` unknown. */
const PRICES = `prices:
    - { models: ["gpt-4o*", "claude-*"], input: 10000, output: 30000 }
    - { models: [gpt-dear], input: 100000, output: 300000 }`;

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec:
  dialect: openai
  url: "{openai}"
  ${PRICES}
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: anthropic }
spec:
  dialect: anthropic
  url: "{anthropic}"
  ${PRICES}
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { models: ["gpt-4o*", gpt-unpriced] }
  targets: [{ upstream: openai }]
  cache: { exact: { ttl: 10m } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: renamed }
spec:
  match: { models: [gpt-alias] }
  targets: [{ upstream: openai, model: gpt-dear }]
  cache: { exact: { ttl: 10m } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: messages }
spec:
  match: { models: ["claude-*"] }
  targets: [{ upstream: anthropic }]
  cache: { exact: { ttl: 10m } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: idle }
spec:
  match: { models: [gpt-idle] }
  targets: [{ upstream: openai }]
  cache: { exact: { ttl: 10m } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: uncached }
spec:
  match: { models: [gpt-uncached] }
  targets: [{ upstream: openai }]
`;

let stack: Stack;
let openai: OpenAI;
before(async () => {
  stack = await startStack({ config: CONFIG });
  openai = openaiClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

async function metrics(): Promise<readonly Sample[]> {
  const response = await fetch(`http://${stack.sidecar.addresses.status}/metrics`);
  return parsePrometheus(await response.text());
}

interface Saved {
  readonly input: number;
  readonly output: number;
  readonly cents: number;
}

async function savedSoFar(route: string): Promise<Saved> {
  const samples = await metrics();
  const tokens = (type: string) =>
    sumOf(samples, "aios_cache_saved_tokens_total", { route, gen_ai_token_type: type });
  return {
    input: tokens("input"),
    output: tokens("output"),
    // To a hundredth of a cent: a sum of doubles is no decimal number.
    cents: Math.round(sumOf(samples, "aios_cache_saved_dollars_total", { route }) * 1e4) / 1e2,
  };
}

/** What a test adds to what was saved on a route. */
async function saves(route: string, act: () => Promise<void>): Promise<Saved> {
  const before = await savedSoFar(route);
  await act();
  const now = await savedSoFar(route);
  return {
    input: now.input - before.input,
    output: now.output - before.output,
    cents: Math.round((now.cents - before.cents) * 1e2) / 1e2,
  };
}

interface Asked {
  readonly model?: string;
  readonly stream?: boolean;
  readonly counted?: boolean;
}

/** What is counted of a call is counted when it has ended, which its caller may know before. */
async function ask(
  content: string,
  { model = "gpt-4o-mini", stream = false, counted = false }: Asked = {},
): Promise<string | null> {
  const body = { model, messages: [{ role: "user" as const, content }] };
  if (!stream) {
    const { response } = await openai.chat.completions.create(body).withResponse();
    return response.headers.get("x-aios-cache");
  }
  const { data, response } = await openai.chat.completions
    .create({ ...body, stream: true, ...(counted ? { stream_options: { include_usage: true } } : {}) })
    .withResponse();
  await Array.fromAsync(data);
  return response.headers.get("x-aios-cache");
}

test("a miss saves nothing, and every hit what its call would have cost", async () => {
  // 3 tokens of input, and "You said: " before them in the output.
  assert.deepEqual(await saves("chat", async () => void (await ask("one two three"))), {
    input: 0,
    output: 0,
    cents: 0,
  });
  const twice = await saves("chat", async () => {
    assert.equal(await ask("one two three"), "hit");
    assert.equal(await ask("one two three"), "hit");
  });
  assert.deepEqual(twice, { input: 6, output: 10, cents: 2 * (3 * 1 + 5 * 3) });
});

test("a hit in the other shape saves as much, of a stream what it told", async () => {
  const streamed = await saves("chat", async () => {
    await ask("streamed and counted", { stream: true, counted: true });
    assert.equal(await ask("streamed and counted"), "hit");
    assert.equal(await ask("streamed and counted", { stream: true, counted: true }), "hit");
  });
  assert.deepEqual(streamed, { input: 6, output: 10, cents: 36 });
  const uncounted = await saves("chat", async () => {
    await ask("streamed and uncounted", { stream: true });
    assert.equal(await ask("streamed and uncounted", { stream: true }), "hit");
  });
  assert.deepEqual(uncounted, { input: 0, output: 0, cents: 0 });
});

test("calls that share one save all but one", async () => {
  const shared = await saves("chat", async () => {
    // One that ends late would be counted as one of the four.
    await until(async () => sumOf(await metrics(), "aios_calls_in_flight") === 0, "nobody else calls");
    const release = stack.provider.hold();
    const asked = [1, 2, 3, 4].map(() => ask("four share this call"));
    await until(async () => sumOf(await metrics(), "aios_calls_in_flight") === 4, "all are on their way");
    release();
    assert.deepEqual((await Promise.all(asked)).toSorted(), ["coalesced", "coalesced", "coalesced", "miss"]);
    assert.equal(stack.provider.received.length, 1);
  });
  assert.deepEqual(shared, { input: 3 * 4, output: 3 * 6, cents: 3 * (4 * 1 + 6 * 3) });
});

test("the price is that of the model that answered; without one only the tokens are told", async () => {
  const renamed = await saves("renamed", async () => {
    await ask("two words", { model: "gpt-alias" });
    assert.equal(await ask("two words", { model: "gpt-alias" }), "hit");
  });
  assert.deepEqual(renamed, { input: 2, output: 4, cents: 2 * 10 + 4 * 30 });
  const unpriced = await saves("chat", async () => {
    await ask("two words", { model: "gpt-unpriced" });
    assert.equal(await ask("two words", { model: "gpt-unpriced" }), "hit");
  });
  assert.deepEqual(unpriced, { input: 2, output: 4, cents: 0 });
});

test("Anthropic's calls save as much, whole and streamed", async () => {
  const anthropic = anthropicClient(stack);
  const body = {
    model: "claude-sonnet-5-5",
    max_tokens: 100,
    messages: [{ role: "user" as const, content: "one two three" }],
  };
  const saved = await saves("messages", async () => {
    await anthropic.messages.stream(body).finalMessage();
    await anthropic.messages.create(body);
    await anthropic.messages.stream(body).finalMessage();
  });
  assert.deepEqual(saved, { input: 6, output: 10, cents: 36 });
});

test("every call of a route with a cache is counted once, by what the cache did and why", async () => {
  const counts = async () => {
    const samples = await metrics();
    return (outcome: string, reason: string) =>
      sumOf(samples, "aios_cache_requests_total", { route: "chat", outcome, reason });
  };
  const before = await counts();
  await ask("counted once");
  await ask("counted once");
  await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: "counted once" }],
    temperature: 1,
  });
  await ask("not counted", { model: "gpt-uncached" });
  let now = before;
  await until(async () => {
    now = await counts();
    return now("bypass", "temperature") === before("bypass", "temperature") + 1;
  }, "the last call is counted");
  assert.equal(now("miss", "absent"), before("miss", "absent") + 1);
  assert.equal(now("hit", ""), before("hit", "") + 1);
});

test("a route that has saved nothing has no series, and one without a cache none at all", async () => {
  const samples = await metrics();
  const routesOf = (prefix: string) =>
    new Set(samples.filter(({ name }) => name.startsWith(prefix)).map(({ labels }) => labels["route"]));
  assert.ok(!routesOf("aios_cache_saved_").has("idle"));
  assert.ok(!routesOf("aios_cache_requests").has("idle"));
  assert.ok(!routesOf("aios_cache_").has("uncached"));
  assert.ok(samples.every(({ labels }) => labels["reason"] !== "off"));
});

test("prices go to no provider", async () => {
  await ask("what does this cost?");
  await openai.embeddings.create({ model: "gpt-4o-mini", input: "what does this cost?" });
  assert.equal(stack.provider.received.length, 2);
  for (const { text, rawHeaders } of stack.provider.received)
    assert.doesNotMatch(text + rawHeaders.join(), /price|0000/);
});

test("a new price counts from then on, and takes no answer away", async () => {
  await ask("kept across prices");
  const { received } = stack.provider;
  const asked = received.length;
  const version = await versionOf();
  await stack.writeConfig(CONFIG.replaceAll("input: 10000,", "input: 20000,"));
  await until(async () => (await versionOf()) !== version, "the new prices");
  const saved = await saves("chat", async () => {
    assert.equal(await ask("kept across prices"), "hit");
  });
  assert.deepEqual(saved, { input: 3, output: 5, cents: 3 * 2 + 5 * 3 });
  assert.equal(received.filter(({ text }) => text.includes("kept across prices")).length, 1);
  assert.ok(asked > 0);
});

async function versionOf(): Promise<string | null> {
  const { response } = await openai.chat.completions
    .create({ model: "gpt-uncached", messages: [{ role: "user", content: "which version?" }] })
    .withResponse();
  return response.headers.get("x-aios-config-version");
}
