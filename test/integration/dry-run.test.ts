/** Policies that are run dry, over real sockets: they are counted, and nobody notices. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: us }
spec: { dialect: openai, url: "{openai}", region: us-east-1 }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: eu }
spec: { dialect: openai, url: "{openai}", region: eu-west-1 }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { models: [m] }
  targets: [{ upstream: us, weight: 100000 }, { upstream: eu, weight: 1 }]
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec:
  redact: { entities: [email] }
  rules: [{ name: no-secrets, validations: [{ expression: "redactions.email < 3" }] }]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii-next }
spec: { mode: dry-run, candidateFor: pii, redact: { entities: [ip, card], overrides: [{ entities: [card], action: block }] } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: europe }
spec:
  mode: dry-run
  select: { routes: [chat] }
  limits: { requests: { limit: 1, window: 1h } }
  residency: { regions: ["eu-*"] }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: strict }
spec: { mode: dry-run, rules: [{ name: never, validations: [{ expression: "false" }] }] }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: guarded }
spec: { mode: dry-run, guardrails: { content: [{ name: codename, terms: [bluebird] }] } }
`;

let stack: Stack;
before(async () => {
  stack = await startStack({ config: CONFIG });
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

const ask = (content: string, headers: Record<string, string> = {}) =>
  fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content }] }),
  });

async function counted(policy: string, difference: string): Promise<number> {
  const response = await fetch(`http://${stack.sidecar.addresses.status}/metrics`);
  return sumOf(parsePrometheus(await response.text()), "aios_policy_dry_run_total", { policy, difference });
}

/** One call more is counted so once it is over. */
async function counts(policy: string, difference: string, call: () => Promise<Response>): Promise<Response> {
  const before = await counted(policy, difference);
  const response = await call();
  await response.clone().text();
  await until(async () => (await counted(policy, difference)) === before + 1, `${policy}: ${difference}`);
  return response;
}

test("a candidate is tried in the place of the policy in force, which alone changes anything", async () => {
  const response = await counts("pii-next", "redacts-more", () => ask("a@example.com from 203.0.113.42"));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("x-aios-redactions"), "email=1");
  assert.equal(response.headers.get("x-aios-policy"), "pii");
  assert.match(stack.provider.received[0]?.text ?? "", /\[EMAIL_1\] from 203\.0\.113\.42/);
  await counts("pii-next", "redacts-less", () => ask("a@example.com"));
  await counts("pii-next", "same", () => ask("Nothing."));
});

test("what it would deny is answered, and what it would let through is denied", async () => {
  const card = await counts("pii-next", "newly-denied", () => ask("4111 1111 1111 1111"));
  assert.equal(card.status, 200);
  const many = await counts("pii-next", "newly-allowed", () => ask("a@a.example b@a.example c@a.example"));
  assert.equal(many.status, 403);
  assert.equal(many.headers.get("x-aios-denied-by"), "pii/no-secrets");
});

test("residency that is run dry moves no call, and its limits count nothing", async () => {
  for (let call = 0; call < 3; call++) {
    const response = await counts("europe", "other-target", () => ask(`Hi ${call}.`));
    assert.equal(response.headers.get("x-aios-upstream"), "us");
  }
});

test("a caller may have one tried, and gains or loses nothing by it", async () => {
  const response = await counts("strict", "newly-denied", () => ask("Hi.", { "x-aios-policy": "strict" }));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("x-aios-policy"), "pii");
  const before = await counted("strict", "newly-denied");
  await (await ask("Hi.")).text();
  await counts("europe", "other-target", () => ask("Hi again."));
  assert.equal(await counted("strict", "newly-denied"), before, "without the header it is not tried");
});

test("a guardrail of requests is tried as well, and of a call that is denied already", async () => {
  const guarded = { "x-aios-policy": "guarded" };
  assert.equal(
    (await counts("guarded", "newly-denied", () => ask("Tell of bluebird.", guarded))).status,
    200,
  );
  await counts("guarded", "same", () => ask("Tell of birds.", guarded));
  const denied = "bluebird a@a.example b@a.example c@a.example";
  assert.equal((await counts("guarded", "same", () => ask(denied, guarded))).status, 403);
});

test("a call with too much text is counted as skipped", async () => {
  const response = await counts("pii-next", "skipped", () => ask("word ".repeat(20_000)));
  assert.equal(response.status, 200);
});
