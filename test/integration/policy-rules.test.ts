/** Rules over calls, over real sockets: what callers of each dialect are told, and what never reaches a provider. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { Metadata, status } from "@grpc/grpc-js";
import OpenAI from "openai";
import { parseConfig } from "../../config/schema/parse.ts";
import type { InferenceClient } from "../../proto/gen/aios/inference/v1/Inference.ts";
import { inferenceClient, unary } from "../support/inference-client.ts";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}", region: us-east-1, owner: openai }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: own }
spec: { dialect: openai, url: "{openai}", region: eu-central-1, owner: self }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: claude }
spec: { dialect: anthropic, url: "{anthropic}" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { models: ["gpt-*"] }
  targets: [{ upstream: openai, weight: 1000 }, { upstream: own, model: llama, weight: 1 }]
  cache: { exact: { ttl: 1h } }
  policies: [pii, gate]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: claude }
spec: { match: { models: ["claude-*"] }, targets: [{ upstream: claude }], policies: [gate] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: files }
spec: { match: { paths: [/v1/files] }, targets: [{ upstream: openai }], policies: [gate] }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email], action: report } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: gate }
spec:
  ruleHeaders: [x-tenant]
  rules:
    - name: tenant
      variables:
        - { name: tenant, expression: '"x-tenant" in request.headers ? request.headers["x-tenant"] : ""' }
      validations:
        - expression: 'variables.tenant != "blocked"'
          messageExpression: '"tenant " + variables.tenant + " is closed"'
          reason: Unauthorized
    - name: few-addresses
      validations: [{ expression: redactions.email < 2, message: too many addresses }]
    - name: no-mini
      action: warn
      validations: [{ expression: '!request.model.matches("-mini$")', message: ask a larger model }]
    - name: seen
      action: audit
      validations: [{ expression: "!request.stream" }]
    - name: secret-work-stays
      matchConditions:
        - { name: secret, expression: '"x-tenant" in request.headers && request.headers["x-tenant"] == "secret"' }
      validations: [{ expression: 'upstream.owner == "self"', message: it stays with our own models }]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: open }
spec:
  redact: { entities: [email], action: allow, except: { values: ["a@example.com"] } }
  rules: [{ name: always, validations: [{ expression: "true" }] }]
`;

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

const said = (content = "Hi.", model = "gpt-4o") => ({
  model,
  messages: [{ role: "user" as const, content }],
});
const post = (body: object, headers: Readonly<Record<string, string>> = {}, path = "/chat/completions") =>
  fetch(`${stack.openaiUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const BLOCKED = { "x-tenant": "blocked" };

async function metric(name: string, labels: Record<string, string>): Promise<number> {
  const response = await fetch(`http://${stack.sidecar.addresses.status}/metrics`);
  return sumOf(parsePrometheus(await response.text()), name, labels);
}

test("an OpenAI SDK throws its own error, which says the rule, and nothing reaches the provider", async () => {
  for (const stream of [false, true]) {
    await assert.rejects(
      openai.chat.completions.create({ ...said(), stream }, { headers: BLOCKED }),
      (error: unknown) => {
        assert.ok(error instanceof OpenAI.PermissionDeniedError);
        assert.match(error.message, /Denied by rule "tenant" of policy "gate": tenant blocked is closed/);
        assert.equal(error.code, "policy_denied");
        assert.equal(error.headers?.get("x-aios-denied-by"), "gate/tenant");
        assert.equal(error.headers.get("x-aios-denied-reason"), "Unauthorized");
        return true;
      },
    );
  }
  assert.equal(stack.provider.received.length, 0);
});

test("so does Anthropic's, and a gRPC caller gets PERMISSION_DENIED", async () => {
  await assert.rejects(
    anthropic.messages.create({ ...said("Hi.", "claude-x"), max_tokens: 5 }, { headers: BLOCKED }),
    (error: unknown) => {
      assert.ok(error instanceof Anthropic.PermissionDeniedError);
      assert.match(error.message, /Denied by rule \\?"tenant\\?"/);
      return true;
    },
  );
  const metadata = new Metadata();
  metadata.set("x-tenant", "blocked");
  const request = { model: "gpt-4o", messages: [{ role: "user", text: "Hi." }] };
  await assert.rejects(
    unary((callback) => grpc.Chat(request, metadata, callback)),
    (error: unknown) => {
      assert.ok(error instanceof Error && "code" in error && "metadata" in error);
      assert.equal(error.code, status.PERMISSION_DENIED);
      assert.ok(error.metadata instanceof Metadata);
      assert.deepEqual(error.metadata.get("x-aios-denied-by"), ["gate/tenant"]);
      return true;
    },
  );
  assert.equal(stack.provider.received.length, 0);
});

test("rules count what redaction found, and never tell it", async () => {
  const two = await post(said("a@example.com and b@example.com"));
  assert.equal(two.status, 403);
  const body = await two.text();
  assert.match(body, /too many addresses/);
  assert.doesNotMatch(body, /example\.com/);
  assert.equal((await post(said("a@example.com"))).status, 200);
});

test("a warning is a header, an audit only counts", async () => {
  const before = await metric("aios_policy_verdicts_total", { rule: "seen", action: "report" });
  const warned = await post({ ...said("Hi.", "gpt-4o-mini"), stream: true });
  await warned.text();
  assert.equal(warned.headers.get("x-aios-warnings"), "gate/no-mini");
  assert.equal(warned.headers.get("warning"), '299 aios "ask a larger model"');
  assert.equal(warned.headers.get("x-aios-policy"), "gate, pii");
  assert.equal(await metric("aios_policy_verdicts_total", { rule: "seen", action: "report" }), before + 1);
  assert.equal((await post(said())).headers.get("x-aios-warnings"), null);
});

test("a warning's words come by gRPC, too", async () => {
  const request = { model: "gpt-4o-mini", messages: [{ role: "user", text: "Hi." }] };
  const { head } = await unary((callback) => grpc.Chat(request, callback));
  assert.deepEqual(head.get("x-aios-warnings"), ["gate/no-mini"]);
  assert.deepEqual(head.get("warning"), ['299 aios "ask a larger model"']);
});

test("a rule that asks for the upstream decides where a call may go", async () => {
  for (let call = 0; call < 5; call++) {
    const response = await post(said(`Secret ${call}.`), { "x-tenant": "secret" });
    assert.equal(response.status, 200, await response.text());
    assert.equal(response.headers.get("x-aios-upstream"), "own");
    assert.equal(response.headers.get("x-aios-model"), "llama");
  }
  const nowhere = await post({ purpose: "x" }, { "x-tenant": "secret" }, "/files");
  assert.equal(nowhere.status, 403);
  assert.equal(nowhere.headers.get("x-aios-denied-by"), "gate/secret-work-stays");
});

test("what passes through is judged by the same rules", async () => {
  const denied = await post({ purpose: "x" }, BLOCKED, "/files");
  assert.equal(denied.status, 403);
  assert.equal(denied.headers.get("x-aios-denied-by"), "gate/tenant");
  assert.equal(stack.provider.received.length, 0);
});

test("no header takes a policy away, and no policy that it adds makes another one milder", async () => {
  for (const header of ["open", "pii", "", ",", "open,open"]) {
    const headers = { "x-aios-policy": header };
    assert.equal((await post(said(), { ...headers, ...BLOCKED })).status, 403, header);
    assert.equal((await post(said("a@example.com and b@example.com"), headers)).status, 403, header);
  }
});

test("answers from the cache are denied as well", async () => {
  for (const outcome of ["miss", "hit"])
    assert.equal((await post(said("cached?"))).headers.get("x-aios-cache"), outcome);
  assert.equal((await post(said("cached?"), BLOCKED)).status, 403);
});

test("a rule that does not fit is a fault of the configuration, told with its line", () => {
  const text = CONFIG.replace("redactions.email < 2", 'redactions.email < "2"').replaceAll(
    /"\{\w+\}"/g,
    "https://provider.example/v1",
  );
  const [fault, ...more] = parseConfig([{ path: "a.yaml", text }]).faults;
  assert.deepEqual(more, []);
  assert.equal(fault?.code, "E317");
  assert.match(text.split("\n")[fault.line - 1] ?? "", /redactions\.email < "2"/);
});
