import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { after, before, test } from "node:test";
import { ROUTE_OPERATIONS } from "../../config/schema/route.ts";
import { sidecarSpec } from "../../config/schema/settings.ts";
import { ERROR_TABLE } from "../../sidecar/core/errors.ts";
import { startSidecar } from "../../sidecar/daemon.ts";
import { METRICS } from "../../sidecar/platform/metrics.ts";
import { VERSION } from "../../sidecar/platform/version.ts";
import { captureLog } from "../support/captured-log.ts";
import { parsePrometheus, type Sample, sumOf } from "../support/prometheus-text.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const KEY = "not-a-real-key-7f3a";
const CONFIG = `${BASIC_CONFIG}---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: near }
spec: { dialect: openai, url: "{openai}", via: direct, auth: { bearer: { env: AIOS_TEST_NEAR_KEY } } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: near }
spec: { match: { models: [near] }, targets: [{ upstream: near, model: gpt-4o-mini }], retry: { attempts: 0 } }
`;

let stack: Stack;
before(async () => {
  process.env["AIOS_TEST_NEAR_KEY"] = KEY;
  stack = await startStack({ config: CONFIG, allowedEnv: ["AIOS_TEST_NEAR_KEY"] });
});
after(async () => {
  delete process.env["AIOS_TEST_NEAR_KEY"];
  await stack.close();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** Not fetch: that one chooses its own Host and forbids Origin. */
async function ask(
  address: string,
  path: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const sent = request(`http://${address}${path}`, { method, headers, agent: false });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response as AsyncIterable<Buffer>) pieces.push(piece);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: Buffer.concat(pieces).toString("utf8"),
  };
}

const admin = (path: string, options?: Parameters<typeof ask>[2]) =>
  ask(stack.sidecar.addresses.admin, path, options);
const statusOf = (path: string) => ask(stack.sidecar.addresses.status, path);

async function adminJson(path: string): Promise<Record<string, unknown>> {
  const { status, headers, text } = await admin(path);
  assert.equal(status, 200, text);
  assert.match(headers["content-type"] ?? "", /^application\/json/);
  return JSON.parse(text) as Record<string, unknown>;
}

async function call(
  model: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  url = stack.openaiUrl,
): Promise<Response> {
  const response = await fetch(`${url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "hello" }], ...more }),
  });
  return response;
}

test("the first page names every endpoint, and every one that it names is there", async () => {
  const endpoints = Object.keys(await adminJson("/"));
  assert.deepEqual(
    endpoints.filter((endpoint) => endpoint.startsWith("GET ")),
    [
      "GET /server_info",
      "GET /config_dump",
      "GET /upstreams",
      "GET /breakers",
      "GET /cache",
      "GET /ready",
      "GET /logging",
    ],
  );
  for (const endpoint of endpoints) {
    const [method, path = ""] = endpoint.split(" ");
    if (method === "GET") assert.equal((await admin(path)).status, 200, endpoint);
  }
});

test("server_info says the version, the configuration in force and where it came from", async () => {
  const info = await adminJson("/server_info");
  const reply = await call("gpt-4o-mini");
  await reply.text();
  assert.equal(info["version"], VERSION);
  assert.ok(Number.isInteger(info["uptimeSeconds"]));
  assert.equal(info["callsInFlight"], 0);
  const config = info["config"] as Record<string, unknown>;
  assert.equal(config["version"], reply.headers.get("x-aios-config-version"));
  assert.equal(config["source"], "stream");
  assert.ok(Date.parse(String(config["appliedAt"])) <= Date.now());
  assert.deepEqual(info["controlPlane"], { address: stack.controlPlane.addresses.grpc, connected: true });
});

test("the configuration dump is whole, with references in place of keys", async () => {
  assert.equal((await call("near")).status, 200);
  assert.equal(stack.provider.received.at(-1)?.headers.authorization, `Bearer ${KEY}`, "the key is in use");
  const { text } = await admin("/config_dump");
  assert.ok(!text.includes(KEY));
  const dump = JSON.parse(text) as Record<string, Record<string, Record<string, unknown>>>;
  assert.deepEqual(Object.keys(dump), ["version", "upstreams", "policies", "routes"]);
  assert.deepEqual(Object.keys(dump["upstreams"] ?? {}).sort(), ["anthropic", "near", "openai"]);
  assert.deepEqual(Object.keys(dump["policies"] ?? {}), ["pii"]);
  assert.deepEqual(Object.keys(dump["routes"] ?? {}).sort(), ["anthropic", "near", "openai"]);
  assert.deepEqual(dump["upstreams"]?.["near"]?.["auth"], { bearer: { env: "AIOS_TEST_NEAR_KEY" } });
});

test("upstreams tells connections by upstream, and breakers states by upstream and model", async () => {
  for (const model of ["anthropic", "near", "openai"]) await call(model);
  const { upstreams } = (await adminJson("/upstreams")) as { upstreams: Record<string, unknown>[] };
  assert.deepEqual([...new Set(upstreams.map(({ name }) => name))].sort(), ["anthropic", "near", "openai"]);
  for (const upstream of upstreams) {
    // The connection to the control plane is one for all: connections of each would count it again and again.
    const own = upstream["name"] === "near" ? ["connected", "free"] : ["sharedConnection"];
    assert.deepEqual(Object.keys(upstream), ["name", "via", ...own, "running", "pending"]);
    assert.equal(upstream["via"], upstream["name"] === "near" ? "direct" : "control-plane");
    if (upstream["via"] === "control-plane") assert.equal(upstream["sharedConnection"], "ready");
    assert.equal(upstream["running"], 0);
    assert.equal(upstream["pending"], 0);
  }
  const { breakers } = (await adminJson("/breakers")) as { breakers: Record<string, unknown>[] };
  assert.ok(breakers.length > 0);
  for (const breaker of breakers) {
    assert.deepEqual(Object.keys(breaker), [
      "upstream",
      "model",
      "state",
      "calls",
      "failures",
      "slow",
      "slowOf",
      "rateLimited",
      "rateLimitedOf",
      "since",
    ]);
    assert.equal(breaker["state"], "closed");
    assert.equal(breaker["failures"], 0);
  }
});

test("failures are seen on the breaker of their upstream, and on no other", async () => {
  stack.provider.setFault({ type: "status", status: 500 }, 1);
  assert.equal((await call("near")).status, 500);
  const { breakers } = (await adminJson("/breakers")) as {
    breakers: { upstream: string; failures: number }[];
  };
  assert.deepEqual(
    breakers.filter(({ failures }) => failures > 0).map(({ upstream }) => upstream),
    ["near"],
  );
});

test("the log level is read by GET and set by POST, to a level that exists", async () => {
  assert.deepEqual(await adminJson("/logging"), { level: "silent" });
  const set = await admin("/logging?level=error", { method: "POST" });
  assert.equal(set.status, 200);
  assert.deepEqual(await adminJson("/logging"), { level: "error" });
  for (const query of ["", "?level=", "?level=loud", "?level=toString", "?level=info&level=warn"]) {
    const refused = await admin(`/logging${query}`, { method: "POST" });
    assert.equal(refused.status, 400, query);
    assert.match(refused.text, /debug, info, warn, error, silent/);
  }
  assert.deepEqual(await adminJson("/logging"), { level: "error" });
  await admin("/logging?level=silent", { method: "POST" });
});

test("what changes something is a POST: a GET of it is refused and changes nothing", async () => {
  for (const method of ["GET", "PUT", "DELETE"]) {
    const { status, text } = await admin("/drain", { method });
    assert.equal(status, 405, method);
    assert.match(text, /POST \/drain/);
  }
  assert.equal((await admin("/logging?level=debug")).status, 200);
  assert.deepEqual(await adminJson("/logging"), { level: "silent" });
  assert.equal((await admin("/server_info", { method: "POST" })).status, 405);
  assert.equal((await statusOf("/readyz")).status, 200);
});

test("an unknown path is told, with what there is", async () => {
  const { status, text } = await admin("/quit");
  assert.equal(status, 404);
  assert.match(text, /GET \/server_info/);
});

test("a web page gets no answer, by its Origin or by a name that resolves to this machine", async () => {
  const { port } = new URL(`http://${stack.sidecar.addresses.admin}`);
  const refused: readonly Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `http://127.0.0.1:${port}` },
    { host: `evil.example:${port}` },
    { host: "127.0.0.1.evil.example" },
    { host: "localhost.evil.example" },
    { host: "::ffff:127.evil.example" },
  ];
  for (const headers of refused) {
    for (const [path, method] of [
      ["/config_dump", "GET"],
      ["/nowhere", "GET"],
      ["/drain", "POST"],
    ] as const) {
      const { status, text } = await admin(path, { method, headers });
      assert.ok(status === 403 || status === 400, `${JSON.stringify(headers)} ${path}: ${status} ${text}`);
      assert.ok(!text.includes("upstreams"));
    }
  }
  assert.equal((await statusOf("/readyz")).status, 200, "nothing was drained");
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
    assert.equal((await admin("/ready", { headers: { host } })).status, 200, host);
  }
});

test("probes are answered in words", async () => {
  for (const path of ["/livez", "/readyz"]) {
    const { status, headers, text } = await statusOf(path);
    assert.deepEqual([status, text], [200, "ok\n"], path);
    assert.match(headers["content-type"] ?? "", /^text\/plain/);
  }
  assert.deepEqual(await adminJson("/ready"), { ready: true, waitingFor: [] });
});

test("a sidecar without a configuration lives, is not ready, and says what it waits for", async () => {
  const any = "127.0.0.1:0";
  const sidecar = await startSidecar({
    spec: sidecarSpec.parse({
      listen: { http: any, grpc: any, admin: any, status: any },
      controlPlane: "127.0.0.1:1",
      drainTimeout: "1s",
    }),
    configPaths: [],
    nodeId: "alone",
    workload: { namespace: "default", serviceAccount: "default", labels: {} },
    log: captureLog("silent"),
  });
  try {
    const ready = await ask(sidecar.addresses.status, "/readyz");
    assert.deepEqual([ready.status, ready.text], [503, "not ready: a configuration\n"]);
    assert.equal((await ask(sidecar.addresses.status, "/livez")).status, 200);
    const { status, text } = await ask(sidecar.addresses.admin, "/ready");
    assert.equal(status, 503);
    assert.deepEqual(JSON.parse(text), { ready: false, waitingFor: ["a configuration"] });
    assert.equal((await ask(sidecar.addresses.admin, "/config_dump")).status, 503);
    const refused = await call("gpt-4o-mini", {}, {}, `http://${sidecar.addresses.http}/v1`);
    assert.equal(refused.status, 503);
    assert.ok(Number(refused.headers.get("retry-after")) >= 1);
  } finally {
    await sidecar.close();
  }
});

async function metrics(address = stack.sidecar.addresses.status): Promise<readonly Sample[]> {
  const { status, headers, text } = await ask(address, "/metrics");
  assert.equal(status, 200);
  assert.match(headers["content-type"] ?? "", /^text\/plain; version=0\.0\.4/);
  return parsePrometheus(text);
}

/** What the calls between two readings have added. */
function added(
  before: readonly Sample[],
  after: readonly Sample[],
  name: string,
  labels: Record<string, string> = {},
) {
  return sumOf(after, name, labels) - sumOf(before, name, labels);
}

test("metrics are Prometheus text and count what was called", async () => {
  const start = await metrics();
  await (
    await call("gpt-4o-mini", { messages: [{ role: "user", content: "I am maria@example.com" }] })
  ).text();
  await (await call("gpt-4o-mini", { stream: true, stream_options: { include_usage: true } })).text();
  assert.equal((await call("no-such-model")).status, 404);
  const end = await metrics();

  const completed = { protocol: "http", operation: "chat", route: "openai", upstream: "openai" };
  assert.equal(added(start, end, "aios_calls_total", { ...completed, outcome: "completed" }), 2);
  assert.equal(added(start, end, "aios_calls_total", { outcome: "model-not-found", route: "" }), 1);
  assert.equal(added(start, end, "gen_ai_server_request_duration_seconds_count"), 3);
  assert.equal(added(start, end, "gen_ai_server_time_to_first_token_seconds_count", { route: "openai" }), 1);
  assert.ok(added(start, end, "gen_ai_client_token_usage_sum", { gen_ai_token_type: "output" }) > 0);
  assert.equal(added(start, end, "aios_redactions_total", { entity: "email", route: "openai" }), 1);
  assert.equal(sumOf(end, "aios_calls_in_flight"), 0);
  assert.equal(sumOf(end, "aios_internal_errors_total"), 0);
  assert.equal(sumOf(end, "aios_control_plane_connected"), 1);
  assert.ok(sumOf(end, "aios_config_applied_total", { source: "stream" }) >= 1);
});

const LABEL_VALUES: Readonly<Record<string, readonly string[]>> = {
  protocol: ["http", "grpc", "embedded"],
  operation: ROUTE_OPERATIONS,
  gen_ai_operation_name: ROUTE_OPERATIONS,
  route: ["", "openai", "anthropic", "near"],
  upstream: ["", "openai", "anthropic", "near"],
  outcome: ["completed", ...Object.keys(ERROR_TABLE)],
  kind: Object.keys(ERROR_TABLE),
  reason: Object.keys(ERROR_TABLE),
  cache: ["", "hit", "semantic-hit", "coalesced", "stale", "miss", "bypass"],
  gen_ai_token_type: ["input", "output"],
  rung: ["stale", "upstream", "reply"],
  entity: ["email", "phone", "card", "ssn", "iban", "ip", "secret"],
  state: ["closed", "open", "half-open"],
  source: ["file", "stream", "disk"],
};

test("no label has a value that a caller can choose, in the sidecar or in the control plane", async () => {
  const text = "lopez-7f3a";
  const headers = {
    "x-aios-user": text,
    "x-aios-session": text,
    traceparent: `00-${"7f3a".repeat(8)}-${"7f3a".repeat(4)}-01`,
    "idempotency-key": text,
    "user-agent": text,
  };
  for (const model of [text, `gpt-${text}`, "gpt-4o-mini"]) {
    await (await call(model, { user: text }, headers)).text();
    await (await call(model, { stream: true }, { ...headers, "x-aios-policy": text })).text();
  }
  await fetch(`${stack.url}/v1/${text}`);
  for (const address of [stack.sidecar.addresses.status, stack.controlPlane.addresses.status]) {
    const samples = await metrics(address);
    assert.doesNotMatch(JSON.stringify(samples), /lopez|7f3a/);
    const names = Object.keys(METRICS);
    const own = samples.filter(({ name }) => names.some((metric) => name.startsWith(metric)));
    assert.ok(own.length > 20);
    for (const { name, labels } of own) {
      for (const [label, value] of Object.entries(labels)) {
        if (label === "le") continue;
        assert.ok(LABEL_VALUES[label]?.includes(value), `${name}{${label}="${value}"}`);
      }
    }
  }
});

// The last test: there is no way back from draining.
test("after a drain the sidecar is not ready, says so, and still serves calls", async () => {
  const { status, text } = await admin("/drain", { method: "POST" });
  assert.deepEqual([status, JSON.parse(text)], [200, { draining: true }]);
  const ready = await statusOf("/readyz");
  assert.equal(ready.status, 503);
  assert.match(ready.text, /^not ready: .*draining\n$/);
  assert.equal((await statusOf("/livez")).status, 200);
  assert.equal((await admin("/ready")).status, 503);
  assert.equal((await call("gpt-4o-mini")).status, 200);
  assert.equal((await admin("/drain", { method: "POST" })).status, 200, "asking twice does no harm");
});
