/** Where calls go, over real sockets: every provider is one of its own, and one that is forbidden never hears a word. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "../../control-plane/cli/simulated-provider/provider.ts";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

/** `{us}`, `{eu}`, `{own}`: providers of their own. */
const upstream = (name: string, where: string, rest: string) => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: ${name} }
spec: { url: "${where}", ${rest}, breaker: { minimumCalls: 100000 } }
---`;
const route = (model: string, targets: string, policies: string, rest = "") => `
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${model} }
spec: { match: { models: [${model}] }, targets: [${targets}], policies: [${policies}], retry: { attempts: 0 } ${rest} }
---`;
const policy = (name: string, spec: string) => `
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: ${name} }
spec: { ${spec} }
---`;
const BOTH = "{ upstream: us, weight: 1000 }, { upstream: eu, weight: 1 }";

const CONFIG = [
  upstream("us", "{us}/v1", "dialect: openai, region: us-east-1, owner: openai"),
  upstream("eu", "{eu}/v1", "dialect: openai, region: eu-central-1, owner: azure"),
  upstream("own", "{own}/v1", "dialect: openai, region: eu-west-3, owner: self, via: direct"),
  upstream("us-claude", "{us}", "dialect: anthropic, region: us-east-1, owner: anthropic"),
  upstream("nowhere", "http://127.0.0.1:9/v1", "dialect: openai, region: eu-west-1, owner: azure"),
  policy("europe", 'residency: { regions: ["eu-*"] }'),
  policy("inside", "residency: { thirdParties: forbid }"),
  policy(
    "clean",
    "residency: { unredacted: forbid }, redact: { entities: [email, ip, card], overrides: [{ entities: [email], action: allow }, { entities: [ip], action: report }] }",
  ),
  route("weighted", BOTH, "europe"),
  route("us-only", "{ upstream: us }", "europe"),
  route("both-policies", "{ upstream: us }, { upstream: eu }, { upstream: own }", "europe, inside"),
  route(
    "ladder",
    "{ upstream: nowhere }",
    "europe",
    ', fallback: [{ upstream: us }, { upstream: own }, { reply: "Sorry." }]',
  ),
  route("denied-ladder", "{ upstream: us }", "europe", ", fallback: [{ upstream: us }, { upstream: eu }]"),
  route("denied-text", "{ upstream: us }", "europe", ', fallback: [{ upstream: us }, { reply: "Sorry." }]'),
  route("mirrored", "{ upstream: eu }", "europe", ", mirror: { upstream: us }"),
  route("hedged", BOTH, "europe", ", hedge: { delay: 1ms, share: 1 }"),
  route("untranslatable", "{ upstream: us-claude, weight: 1000 }, { upstream: us, weight: 1 }", "europe"),
  route("open", BOTH, ""),
  route("clean", "{ upstream: us, weight: 1000 }, { upstream: own, weight: 1 }", "clean"),
  route("clean-us", "{ upstream: us }", "clean"),
  route("clean-mirrored", "{ upstream: own }", "clean", ", mirror: { upstream: us }"),
]
  .join("")
  .replace(/---$/, "");

let stack: Stack;
let us: SimulatedProvider;
let eu: SimulatedProvider;
let own: SimulatedProvider;
before(async () => {
  [us, eu, own] = await Promise.all([
    startSimulatedProvider(),
    startSimulatedProvider(),
    startSimulatedProvider(),
  ]);
  const config = CONFIG.replaceAll("{us}", us.url).replaceAll("{eu}", eu.url).replaceAll("{own}", own.url);
  stack = await startStack({ config });
});
after(async () => {
  await stack.close();
  await Promise.all([us, eu, own].map((provider) => provider.close()));
});
beforeEach(() => {
  for (const provider of [us, eu, own]) provider.clear();
});

const ask = (
  model: string,
  content: unknown = "Hi.",
  more: object = {},
  headers: Record<string, string> = {},
) =>
  fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model, messages: [{ role: "user", content }], ...more }),
  });

async function assertDenied(response: Response, code: string): Promise<void> {
  assert.equal(response.status, 403, await response.text());
  assert.equal(response.headers.get("x-aios-denied-by"), code);
}

test("a forbidden region never gets a call, whatever its weight", async () => {
  for (let call = 0; call < 10; call++) {
    const response = await ask("weighted", `Hi ${call}.`, { stream: call % 2 === 0 });
    await response.text();
    assert.equal(response.headers.get("x-aios-upstream"), "eu");
  }
  assert.equal(us.received.length, 0);
  assert.equal(eu.received.length, 10);
});

test("a route without a permitted target denies, by policy and rule, also in a stream", async () => {
  for (const stream of [false, true])
    await assertDenied(await ask("us-only", "Hi.", { stream }), "europe/residency");
  assert.equal(us.received.length, 0);
});

test("all policies have to permit a place, also one that a header adds", async () => {
  assert.equal((await ask("both-policies")).headers.get("x-aios-upstream"), "own");
  assert.equal((await ask("open")).headers.get("x-aios-upstream"), "us");
  const added = await ask("open", "Hi.", {}, { "x-aios-policy": "europe" });
  assert.equal(added.headers.get("x-aios-upstream"), "eu");
  await assertDenied(await ask("open", "Hi.", {}, { "x-aios-policy": "europe, inside" }), "europe/residency");
  assert.equal(us.received.length, 1);
});

test("the ladder skips a forbidden rung, and a permitted one answers", async () => {
  const response = await ask("ladder");
  assert.equal(response.status, 200, await response.text());
  assert.equal(response.headers.get("x-aios-upstream"), "own");
  assert.match(response.headers.get("x-aios-degraded") ?? "", /^upstream; reason=connect/);
  assert.equal(us.received.length, 0);
});

test("where no target is permitted, a permitted rung may still answer", async () => {
  const response = await ask("denied-ladder");
  assert.equal(response.headers.get("x-aios-upstream"), "eu");
  assert.equal(response.headers.get("x-aios-degraded"), "upstream; reason=policy-denied");
  const text = await ask("denied-text");
  assert.match(await text.text(), /Sorry\./);
  assert.equal(us.received.length, 0);
});

test("no copy goes to a forbidden shadow target", async () => {
  assert.equal((await ask("mirrored")).status, 200);
  const copies = async (outcome: string) => {
    const response = await fetch(`http://${stack.sidecar.addresses.status}/metrics`);
    return sumOf(parsePrometheus(await response.text()), "aios_mirrored_calls_total", {
      route: "mirrored",
      outcome,
    });
  };
  await until(async () => (await copies("policy-denied")) === 1, "the copy is refused");
  assert.equal(us.received.length, 0);
});

test("a second attempt stays where the first one is", async () => {
  eu.setFault({ type: "delay", ms: 60 });
  const response = await ask("hedged");
  assert.equal(response.status, 200, await response.text());
  assert.equal(response.headers.get("x-aios-attempts"), "2");
  assert.equal(eu.received.length, 2);
  assert.equal(us.received.length, 0);
});

test("a call that cannot be translated for a target goes to no forbidden one instead", async () => {
  await assertDenied(await ask("untranslatable", "Hi.", { logprobs: true }), "europe/residency");
  assert.equal(us.received.length, 0);
});

const IMAGE = [{ type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo" } }];

test("what is allowed, only reported or cannot be looked into goes to no third party", async () => {
  for (const content of ["Write to maria@example.com.", "From 203.0.113.42.", IMAGE]) {
    const response = await ask("clean", content);
    assert.equal(response.headers.get("x-aios-upstream"), "own", JSON.stringify(content));
    await assertDenied(await ask("clean-us", content), "clean/residency");
  }
  assert.equal(us.received.length, 0);
});

test("what was replaced goes anywhere", async () => {
  const response = await ask("clean", "My card is 4111 1111 1111 1111.");
  assert.equal(response.headers.get("x-aios-upstream"), "us");
  assert.doesNotMatch(us.received[0]?.text ?? "4111", /4111/);
});

test("a copy of what is left in clear goes to no third party either", async () => {
  assert.equal((await ask("clean-mirrored", "Nothing to see.")).status, 200);
  await until(() => us.received.length === 1, "the copy of a call with nothing in it");
  assert.equal((await ask("clean-mirrored", "Write to maria@example.com.")).status, 200);
  assert.equal((await ask("clean-mirrored", "Nothing again.")).status, 200);
  await until(() => us.received.length === 2, "the copy of the last call");
  for (const { text } of us.received) assert.doesNotMatch(text, /maria/);
});

test("the gateway sends a forwarded call where the sidecar says, and nowhere else", async () => {
  eu.setFault({ type: "status", status: 500 });
  const response = await ask("weighted", "fails");
  assert.equal(response.status, 500, await response.text());
  assert.equal(response.headers.get("x-aios-upstream"), "eu");
  assert.equal(us.received.length + own.received.length, 0);
});
