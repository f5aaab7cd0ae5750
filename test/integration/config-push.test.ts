import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

interface Sidecars {
  readonly sidecars: readonly {
    readonly node: string;
    readonly state: string;
    readonly since: string;
    readonly appliedVersion: string;
    readonly desiredVersion: string;
    readonly reasons: readonly { readonly message: string }[];
  }[];
}

interface Config {
  readonly version: string;
  readonly buildFault?: string;
  readonly faults: readonly { readonly file: string; readonly line: number; readonly message: string }[];
}

let stack: Stack;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG });
});
after(() => stack.close());

async function controlPlane<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`http://${stack.controlPlane.addresses.http}${path}`);
  assert.equal(response.status, 200);
  return (await response.json()) as Answer;
}

async function ask(model: string): Promise<Response> {
  return fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "hello" }] }),
  });
}

test("an edit reaches the sidecar in under a second and changes what it does", async () => {
  assert.equal((await ask("new-model")).status, 404);
  const edited = performance.now();
  await stack.writeConfig(BASIC_CONFIG.replace('models: ["gpt-*"', 'models: ["new-*", "gpt-*"'));
  await until(async () => (await ask("new-model")).status === 200, "the new route", 1_000);
  assert.ok(performance.now() - edited < 1_000);
});

test("a sidecar is listed as synced, with its version and since when", async () => {
  await stack.writeConfig(BASIC_CONFIG);
  await until(async () => (await ask("new-model")).status === 404, "the old route");
  await until(
    async () => (await controlPlane<Sidecars>("/api/v1/sidecars")).sidecars[0]?.state === "synced",
    "synced",
  );
  const [sidecar] = (await controlPlane<Sidecars>("/api/v1/sidecars")).sidecars;
  assert.equal(sidecar?.node, "test");
  assert.equal(sidecar.appliedVersion, sidecar.desiredVersion);
  assert.ok(Date.parse(sidecar.since) <= Date.now());
  const reply = await ask("gpt-4o-mini");
  assert.equal(reply.headers.get("x-aios-config-version"), sidecar.appliedVersion);
});

test("a broken edit reaches nobody, names its line, and the next good one is taken", async () => {
  const before = await controlPlane<Config>("/api/v1/config");
  const broken = BASIC_CONFIG.replace("targets: [{ upstream: openai }]", "targets: [{ upstream: opnai }]");
  await stack.writeConfig(broken);
  await until(
    async () => (await controlPlane<Config>("/api/v1/config")).faults.length > 0,
    "the fault is told",
  );
  const during = await controlPlane<Config>("/api/v1/config");
  assert.equal(during.version, before.version);
  const line = broken.split("\n").findIndex((text) => text.includes("opnai")) + 1;
  assert.equal(during.faults[0]?.line, line);
  assert.match(during.faults[0]?.message ?? "", /opnai/);
  assert.equal((await ask("gpt-4o-mini")).status, 200);
  assert.equal((await controlPlane<Sidecars>("/api/v1/sidecars")).sidecars[0]?.state, "synced");

  await stack.writeConfig(BASIC_CONFIG);
  await until(
    async () => (await controlPlane<Config>("/api/v1/config")).faults.length === 0,
    "the fault is gone",
  );
});

test("a file that was emptied takes nothing away, is told, and is forgotten once it is whole again", async () => {
  const before = await controlPlane<Config>("/api/v1/config");
  await stack.writeConfig("");
  await until(
    async () => (await controlPlane<Config>("/api/v1/config")).buildFault !== undefined,
    "the fault",
  );
  assert.equal((await controlPlane<Config>("/api/v1/config")).version, before.version);
  assert.equal((await ask("gpt-4o-mini")).status, 200);

  await stack.writeConfig(BASIC_CONFIG);
  await until(
    async () => (await controlPlane<Config>("/api/v1/config")).buildFault === undefined,
    "no fault",
  );
});

test("a key never leaves the control plane", async () => {
  const withKey = BASIC_CONFIG.replace(
    'url: "{openai}",',
    'url: "{openai}", auth: { bearer: { env: AIOS_TEST_KEY } },',
  );
  process.env.AIOS_TEST_KEY = "not-a-real-key";
  await stack.writeConfig(withKey);
  const version = (await controlPlane<Config>("/api/v1/config")).version;
  await until(
    async () => (await controlPlane<Config>("/api/v1/config")).version !== version,
    "the new configuration",
  );
  await until(async () => (await ask("gpt-4o-mini")).status === 200, "a call");
  await until(async () => {
    await ask("gpt-4o-mini");
    return stack.provider.received.at(-1)?.headers.authorization === "Bearer not-a-real-key";
  }, "the provider gets the key");
  const dump = await fetch(`http://${stack.sidecar.addresses.admin}/config_dump`);
  const text = await dump.text();
  assert.doesNotMatch(text, /AIOS_TEST_KEY|not-a-real-key/);
  assert.match(text, /"openai"/);
});
