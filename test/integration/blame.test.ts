import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { status } from "@grpc/grpc-js";
import type { RunningControlPlane } from "../../control-plane/daemon.ts";
import { gathered, inferenceClient } from "../support/inference-client.ts";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

/** Whose failure was it? A breaker may only hold against an upstream what the upstream did. */

const MODEL = "gpt-4o-mini";

function config({ url = "{openai}", upstream = "", route = "" }): string {
  return `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec:
  dialect: openai
  url: "${url}"
  breaker: { errorRate: 0.5, minimumCalls: 4, window: 60s, openFor: 60s }
  ${upstream}
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { models: ["gpt-*"] }
  targets: [{ upstream: openai }]
  retry: { attempts: 0 }
  ${route}
`;
}

async function start(context: TestContext, yaml: string): Promise<Stack> {
  const stack = await startStack({ config: yaml });
  context.after(() => stack.close());
  return stack;
}

function ask(stack: Stack, changes: Record<string, unknown> = {}): Promise<Response> {
  return fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: MODEL, messages: [{ role: "user", content: "hello" }], ...changes }),
  });
}

async function errorOf(response: Response): Promise<{ readonly status: number; readonly code: string }> {
  const { error } = (await response.json()) as { readonly error: { readonly code: string } };
  return { status: response.status, code: error.code };
}

interface Breaker {
  readonly state: string;
  readonly calls: number;
  readonly failures: number;
}

async function breakerOf({ sidecar }: Stack): Promise<Breaker> {
  const response = await fetch(`http://${sidecar.addresses.admin}/breakers`);
  const { breakers } = (await response.json()) as { readonly breakers: readonly Breaker[] };
  return breakers[0] ?? assert.fail("no breaker");
}

async function metricsOf({ addresses }: Stack["sidecar"] | RunningControlPlane) {
  return parsePrometheus(await (await fetch(`http://${addresses.status}/metrics`)).text());
}

for (const via of ["direct", "control-plane"]) {
  test(`via ${via}: a stream that the provider ends with an error event is a failure, told once`, async (context) => {
    const stack = await start(context, config({ upstream: `via: ${via}` }));
    stack.provider.setFault({ type: "error-event", afterEvents: 2 });
    for (let call = 0; call < 2; call++) {
      const response = await ask(stack, { stream: true });
      assert.equal(response.status, 200);
      const told = await response.text();
      assert.equal(told.split('"error"').length, 2, told);
      assert.match(told, /The server had an error while processing your request[^\n]*\n\n$/);
    }
    const grpc = inferenceClient(stack.grpcAddress);
    for (let call = 0; call < 2; call++) {
      const stream = gathered(grpc.chatStream({ model: MODEL, messages: [{ role: "user", text: "hi" }] }));
      await assert.rejects(stream, {
        code: status.UNAVAILABLE,
        details:
          "The provider reported an error inside its stream. It says: The server had an error while processing your request. Sorry about that!",
      });
    }
    grpc.close();
    assert.deepEqual(await breakerOf(stack).then(({ state, failures }) => [state, failures]), ["open", 4]);
    for (const process of [stack.sidecar, ...(via === "direct" ? [] : [stack.controlPlane])]) {
      assert.equal(sumOf(await metricsOf(process), "aios_calls_total", { outcome: "server-error" }), 4);
    }
  });

  test(`via ${via}: waiting for a connection of ours is no failure of the provider`, async (context) => {
    const stack = await start(
      context,
      config({
        upstream: `via: ${via}\n  connections: { max: 1 }`,
        route: "timeouts: { firstToken: 600ms, total: 30s }",
      }),
    );
    const content = "lorem ipsum ".repeat(1_000);
    const busy = await ask(stack, {
      model: "gpt-slow@20ms",
      stream: true,
      messages: [{ role: "user", content }],
    });
    assert.equal(busy.status, 200);
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(stack, { stream: true })));
    for (const answer of answers) {
      assert.deepEqual(await errorOf(answer), { status: 503, code: "server_is_overloaded" });
    }
    assert.deepEqual(await breakerOf(stack).then(({ state, calls }) => [state, calls]), ["closed", 0]);
    await busy.body?.cancel();
    await until(async () => (await ask(stack, { stream: true })).status === 200, "an answer");
  });
}

test("text held back for a placeholder comes out before the provider's error event, not after it", async (context) => {
  const policy = `---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email] } }
`;
  const stack = await start(context, config({ route: "policies: [pii]" }) + policy);
  stack.provider.setFault({ type: "error-event", afterEvents: 7 });
  const messages = [{ role: "user", content: "mail maria.lopez@example.com, then [EMAIL" }];
  const events = (await (await ask(stack, { stream: true, messages })).text()).trim().split("\n\n");
  const kinds = events.map((event) => (event.includes('"error"') ? "error" : "text"));
  assert.deepEqual(kinds, [...Array(events.length - 1).fill("text"), "error"]);
});

test("a control plane that is away is no failure of the provider, and leads down the ladder", async (context) => {
  const stack = await start(context, config({}));
  assert.equal((await ask(stack)).status, 200);
  await stack.controlPlane.close();
  for (let call = 0; call < 6; call++) {
    assert.deepEqual(await errorOf(await ask(stack)), { status: 503, code: "gateway_unreachable" });
  }
  const { state, failures } = await breakerOf(stack);
  assert.deepEqual([state, failures], ["closed", 0]);
});

/** Answers the first request of each connection, and closes it when a second one comes. */
async function forgetfulProvider(context: TestContext): Promise<string> {
  const body = JSON.stringify({
    id: "x",
    object: "chat.completion",
    created: 1,
    model: MODEL,
    choices: [{ index: 0, message: { role: "assistant", content: "ok" }, finish_reason: "stop" }],
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      socket.once("data", () => socket.destroy());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

test("a connection that the provider drops while it is idle costs neither an attempt nor a failure", async (context) => {
  const url = await forgetfulProvider(context);
  const stack = await start(context, config({ url, route: "" }));
  for (let call = 0; call < 12; call++) {
    const response = await ask(stack);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("x-aios-attempts"), "1");
    await response.text();
  }
  const { state, failures } = await breakerOf(stack);
  assert.deepEqual([state, failures], ["closed", 0]);
});

/** Takes connections and says nothing on them: no TLS handshake ever ends there. */
async function silentServer(
  context: TestContext,
): Promise<{ readonly url: string; readonly taken: () => number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    taken: () => sockets.size,
  };
}

test("a provider to which no connection stands in time is told as such, tried again, and held against it", async (context) => {
  const server = await silentServer(context);
  const yaml = config({
    url: server.url,
    upstream: "via: direct",
    route: "timeouts: { connect: 150ms, firstToken: 20s, total: 30s }",
  }).replace("retry: { attempts: 0 }", "retry: { attempts: 1, on: [connect-timeout], backoff: 1ms }");
  const stack = await start(context, yaml);
  for (const stream of [false, true]) {
    const startedAt = performance.now();
    const response = await ask(stack, { stream });
    assert.equal(response.headers.get("x-aios-attempts"), "2");
    assert.deepEqual(await errorOf(response), { status: 504, code: "connect_timeout" });
    const tookMs = performance.now() - startedAt;
    // Well before any of the other timeouts.
    assert.ok(tookMs >= 250 && tookMs < 10_000, `${tookMs} ms`);
  }
  assert.equal(server.taken(), 4);
  const { state, failures } = await breakerOf(stack);
  assert.deepEqual([state, failures], ["open", 4]);
  assert.equal(
    sumOf(await metricsOf(stack.sidecar), "aios_attempt_failures_total", { kind: "connect-timeout" }),
    4,
  );
});
