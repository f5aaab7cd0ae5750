import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Metadata } from "@grpc/grpc-js";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "../../control-plane/cli/simulated-provider/provider.ts";
import type { ChatReply__Output } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import type { DirectUpstreamStatus, EndpointStatus } from "../../sidecar/core/status.ts";
import { inferenceClient, unary } from "../support/inference-client.ts";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

interface SetUp {
  /** Of the upstream's spec, in flow style. */
  readonly upstream?: string;
  /** The same of the route, and of its `retry`. */
  readonly route?: string;
  readonly retry?: string;
  readonly weights?: readonly number[];
}

interface Balanced {
  readonly stack: Stack;
  readonly providers: readonly SimulatedProvider[];
}

/** Three providers behind one upstream. */
async function balanced(
  context: TestContext,
  { upstream = "", route = "", retry = "", weights = [1, 1, 1] }: SetUp = {},
): Promise<Balanced> {
  const providers = await Promise.all(weights.map(() => startSimulatedProvider()));
  context.after(() => Promise.all(providers.map((provider) => provider.close())));
  const endpoints = providers.map(({ url }, index) => `{ url: "${url}/v1", weight: ${weights[index]} }`);
  const started = await startStack({
    config: `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, endpoints: [${endpoints.join(", ")}], ${upstream} }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { models: ["*"] }
  targets: [{ upstream: openai }]
  retry: { attempts: 2, backoff: 1ms, budget: 1, ${retry} }
  ${route}
`,
  });
  context.after(() => started.close());
  return { stack: started, providers };
}

async function ask(
  stack: Stack,
  headers: Readonly<Record<string, string>> = {},
  stream = false,
): Promise<string> {
  const response = await fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "m", stream, messages: [{ role: "user", content: "hello" }] }),
  });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return response.headers.get("x-aios-attempts") ?? "";
}

const counts = (providers: readonly SimulatedProvider[]) => providers.map(({ received }) => received.length);

/** Which one has received something since the last look. */
function lastAsked(providers: readonly SimulatedProvider[]): number {
  const asked = providers.findIndex(({ received }) => received.length > 0);
  for (const provider of providers) provider.clear();
  return asked;
}

async function endpointsOf(stack: Stack): Promise<readonly EndpointStatus[]> {
  const response = await fetch(`http://${stack.sidecar.addresses.admin}/upstreams`);
  const { upstreams } = (await response.json()) as { readonly upstreams: readonly DirectUpstreamStatus[] };
  return upstreams[0]?.endpoints ?? [];
}

for (const via of ["direct", "control-plane"] as const) {
  test(`via ${via}: calls are spread by weight`, async (context) => {
    const { stack, providers } = await balanced(context, {
      weights: [2, 1, 1],
      upstream: `via: ${via}, loadBalancing: { policy: round-robin }`,
    });
    for (let call = 0; call < 12; call++) await ask(stack, {}, call % 2 === 0);
    assert.deepEqual(counts(providers), [6, 3, 3]);
  });

  test(`via ${via}: a retry goes to another endpoint, also of a session that belongs to the one that failed`, async (context) => {
    const { stack, providers } = await balanced(context, {
      upstream: `via: ${via}, loadBalancing: { sticky: session }, outlierDetection: { consecutiveFailures: 100 }, breaker: { minimumCalls: 1000 }`,
    });
    const headers = { "x-aios-session": "conversation-1" };
    await ask(stack, headers);
    const home = lastAsked(providers);
    providers[home]?.setFault({ type: "status", status: 500 });
    for (let call = 0; call < 10; call++) assert.equal(await ask(stack, headers), "2");
    assert.equal(providers[home]?.received.length, 10);
  });

  test(`via ${via}: calls of one session go to one endpoint, by HTTP header and by gRPC metadata`, async (context) => {
    const { stack, providers } = await balanced(context, {
      upstream: `via: ${via}, loadBalancing: { sticky: session }`,
    });
    const client = inferenceClient(stack.grpcAddress);
    context.after(() => client.close());
    const homes = new Set<number>();
    // So many that all three get some: that one of them gets none, on ports of chance, is one in a million.
    for (let session = 0; session < 40; session++) {
      const headers = { "x-aios-session": `conversation-${session}` };
      await ask(stack, headers);
      const home = lastAsked(providers);
      homes.add(home);
      await ask(stack, headers, true);
      assert.equal(lastAsked(providers), home);
      const metadata = new Metadata();
      metadata.set("x-aios-session", headers["x-aios-session"]);
      const request = { model: "m", messages: [{ role: "user", text: "hello" }] };
      await unary<ChatReply__Output>((callback) => client.chat(request, metadata, callback));
      assert.equal(lastAsked(providers), home);
    }
    assert.equal(homes.size, 3);
  });
}

test("an endpoint that dies costs no caller its answer: it is ejected, and used again once it is back", async (context) => {
  const { stack, providers } = await balanced(context, {
    upstream:
      "via: direct, loadBalancing: { policy: round-robin }, outlierDetection: { consecutiveFailures: 3, baseEjectionTime: 300ms, maxEjectionTime: 400ms }",
  });
  for (let call = 0; call < 6; call++) await ask(stack);
  const [first] = providers;
  assert.ok(first !== undefined);
  await first.close();
  const attempts: string[] = [];
  for (let call = 0; call < 20; call++) attempts.push(await ask(stack));
  // The connections that it had kept died with it, unanswered: those calls were sent anew, and found nobody either.
  assert.equal(attempts.filter((each) => each === "2").length, 3);

  const [ejected] = await endpointsOf(stack);
  assert.equal(ejected?.state, "ejected");
  assert.equal(ejected?.endpoint, `127.0.0.1:${first.port}`);
  assert.equal(ejected?.outstanding, 0);
  assert.match(String(ejected?.ejectedUntil), /^\d{4}-\d\d-\d\dT.*Z$/);
  const samples = parsePrometheus(
    await (await fetch(`http://${stack.sidecar.addresses.status}/metrics`)).text(),
  );
  const labels = { upstream: "openai", endpoint: `127.0.0.1:${first.port}` };
  assert.equal(sumOf(samples, "aios_endpoint_ejections_total", labels), 1);
  assert.equal(sumOf(samples, "aios_endpoint_ejected", labels), 1);

  const back = await startSimulatedProvider({ port: first.port });
  context.after(() => back.close());
  await until(async () => {
    await ask(stack);
    return back.received.length > 0;
  }, "a call to the endpoint that is back");
  await until(async () => (await endpointsOf(stack))[0]?.state === "healthy", "the endpoint is healthy");
});

test("an endpoint that stalls is found out by the gateway, although it is the sidecar that loses patience", async (context) => {
  const { stack, providers } = await balanced(context, {
    upstream:
      "via: control-plane, loadBalancing: { policy: round-robin }, outlierDetection: { consecutiveFailures: 2 }, breaker: { minimumCalls: 1000 }",
    retry: "on: [first-token-timeout]",
    route: "timeouts: { firstToken: 150ms }",
  });
  const [first] = providers;
  assert.ok(first !== undefined);
  first.setFault({ type: "stall", where: "before-headers" });
  await until(async () => {
    await ask(stack, {}, true);
    const metrics = await fetch(`http://${stack.controlPlane.addresses.status}/metrics`);
    return sumOf(parsePrometheus(await metrics.text()), "aios_endpoint_ejected") === 1;
  }, "the endpoint is ejected");
  const before = first.received.length;
  for (let call = 0; call < 6; call++) assert.equal(await ask(stack, {}, true), "1");
  assert.equal(first.received.length, before);
});

test("a session's name goes no further than it has to: not to the provider, and to the control plane as a hash", async (context) => {
  const { stack, providers } = await balanced(context, {
    upstream: "via: control-plane, loadBalancing: { sticky: session }",
  });
  await ask(stack, { "x-aios-session": "patient-4711" });
  const received = providers.flatMap((provider) => provider.received);
  assert.equal(received.length, 1);
  assert.doesNotMatch(
    JSON.stringify(received.map(({ rawHeaders, text }) => [rawHeaders, text])),
    /patient|x-aios/,
  );
});

test("callers are told which endpoint answered, but not where the control plane dials", async (context) => {
  for (const via of ["direct", "control-plane"]) {
    const { stack, providers } = await balanced(context, {
      upstream: `via: ${via}, loadBalancing: { policy: round-robin }`,
    });
    const endpoints = providers.map(({ port }) => `127.0.0.1:${port}`);
    const told = await Promise.all(endpoints.map(() => endpointTold(stack.openaiUrl)));
    assert.deepEqual(told.sort(), via === "direct" ? endpoints.sort() : [null, null, null]);
    const { http } = stack.controlPlane.addresses;
    assert.equal((await endpointTold(`http://${http}/v1`)) === null, via === "control-plane");
    // Whoever runs the process that dials is told in any case.
    const dials = via === "direct" ? stack.sidecar : stack.controlPlane;
    const metrics = await (await fetch(`http://${dials.addresses.status}/metrics`)).text();
    for (const endpoint of endpoints) {
      const labels = { upstream: "openai", endpoint, outcome: "completed" };
      assert.ok(sumOf(parsePrometheus(metrics), "aios_endpoint_attempts_total", labels) >= 1);
    }
  }
});

async function endpointTold(url: string): Promise<string | null> {
  const response = await fetch(`${url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hello" }] }),
  });
  await response.text();
  assert.equal(response.status, 200);
  return response.headers.get("x-aios-endpoint");
}

test("an upstream of one URL has no endpoints to tell of", async (context) => {
  const { stack } = await balanced(context, { weights: [1], upstream: "via: direct" });
  await ask(stack);
  assert.equal(await endpointTold(stack.openaiUrl), null);
  assert.deepEqual(await endpointsOf(stack), []);
});
