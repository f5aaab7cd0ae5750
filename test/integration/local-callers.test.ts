import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, beforeEach, type TestContext, test } from "node:test";
import { limits } from "../../config/schema/settings.ts";
import { startSimulatedProvider } from "../../control-plane/cli/simulated-provider/provider.ts";
import { dialectOf } from "../../sidecar/dialects/registry.ts";
import { createHttpEdge } from "../../sidecar/edge/http.ts";
import { systemClock } from "../../sidecar/platform/clock.ts";
import { documentReply } from "../support/calls.ts";
import { recordTelemetry } from "../support/recorded-telemetry.ts";
import { scriptedEngine } from "../support/scripted-engine.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

let stack: Stack;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG });
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

interface Answer {
  readonly status: number | undefined;
  readonly body: Record<string, unknown>;
}

/** As a browser would: with a Host, and an Origin, that are the page's. */
function ask(
  address: string,
  path: string,
  headers: Record<string, string> = {},
  document?: unknown,
): Promise<Answer> {
  const { hostname, port } = new URL(`http://${address}`);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: hostname.replace("0.0.0.0", "127.0.0.1"),
        port,
        path,
        method: document === undefined ? "GET" : "POST",
        headers: { "content-type": "application/json", ...headers },
        agent: false,
      },
      async (response) => {
        const text = (await response.toArray()).join("");
        resolve({ status: response.statusCode, body: JSON.parse(text) as Record<string, unknown> });
      },
    );
    sent.on("error", reject);
    sent.end(document === undefined ? undefined : JSON.stringify(document));
  });
}

const REBOUND = { host: "evil.example:8400" };
const FOREIGN = { origin: "https://evil.example" };
const CHAT = { model: "gpt-4o-mini", messages: [{ role: "user", content: "hello" }] };
const MESSAGE = {
  model: "claude-sonnet-5-5",
  max_tokens: 10,
  messages: [{ role: "user", content: "hello" }],
};
const ANTHROPIC = { "anthropic-version": "2023-06-01" };

for (const seat of ["sidecar", "control plane"] as const) {
  const address = () =>
    seat === "sidecar" ? stack.sidecar.addresses.http : stack.controlPlane.addresses.http;

  for (const [how, headers] of [
    ["by a name that resolves to this machine", REBOUND],
    ["by its Origin", FOREIGN],
  ] as const) {
    test(`the ${seat} refuses a web page ${how}, in the caller's own words, and calls no provider`, async () => {
      const openai = await ask(address(), "/v1/chat/completions", headers, CHAT);
      assert.equal(openai.status, 403);
      const { message } = openai.body["error"] as { message: string };
      assert.match(message, /web page|127\.0\.0\.1/);

      const anthropic = await ask(address(), "/v1/messages", { ...headers, ...ANTHROPIC }, MESSAGE);
      assert.equal(anthropic.status, 403);
      assert.equal(anthropic.body["type"], "error");
      assert.equal((anthropic.body["error"] as { type: string }).type, "permission_error");

      for (const path of ["/v1/models", "/nowhere", "/api/v1/config", "/api/v1/sidecars"])
        assert.equal((await ask(address(), path, headers)).status, 403, path);
      assert.equal(stack.provider.received.length, 0);
    });
  }

  test(`the ${seat} serves programs on this machine, and its own pages`, async () => {
    const port = new URL(`http://${address()}`).port;
    for (const headers of [
      {},
      { host: `localhost:${port}` },
      { host: `127.0.0.1:${port}` },
      { origin: "http://localhost:3000" },
    ])
      assert.equal((await ask(address(), "/v1/chat/completions", headers, CHAT)).status, 200);
  });
}

async function edgeOn(context: TestContext, host: string): Promise<string> {
  const edge = createHttpEdge({
    engine: scriptedEngine({
      dialectOf,
      clock: systemClock,
      answer: () => Promise.resolve(documentReply({ ok: true })),
    }),
    limits: limits.parse({}),
    workloadOf: () => ({ namespace: "", serviceAccount: "", labels: {} }),
    dialectOf,
    clock: systemClock,
    telemetry: recordTelemetry(),
    newId: () => "id",
  });
  context.after(() => edge.close());
  return edge.listen(host, 0);
}

test("a listener that others may reach is called by any name", async (context) => {
  const address = await edgeOn(context, "0.0.0.0");
  const headers = { host: "aios-control-plane.aios.svc:8501" };
  assert.equal((await ask(address, "/v1/chat/completions", headers, CHAT)).status, 200);
  assert.equal((await ask(address, "/v1/chat/completions", FOREIGN, CHAT)).status, 200);
});

test("localhost is loopback, as a place to listen as well", async (context) => {
  const address = await edgeOn(context, "localhost");
  assert.equal((await ask(address, "/v1/chat/completions", REBOUND, CHAT)).status, 403);
});

test("the simulated provider refuses web pages, in the caller's own words, and counts no call", async () => {
  const address = `127.0.0.1:${stack.provider.port}`;
  for (const headers of [REBOUND, FOREIGN]) {
    const openai = await ask(address, "/v1/chat/completions", headers, CHAT);
    assert.equal(openai.status, 403);
    assert.equal(typeof (openai.body["error"] as { message: unknown }).message, "string");
    const anthropic = await ask(address, "/v1/messages", { ...headers, ...ANTHROPIC }, MESSAGE);
    assert.equal(anthropic.status, 403);
    assert.equal(anthropic.body["type"], "error");
    assert.equal((await ask(address, "/simulated/received", headers)).status, 403);
    assert.equal((await ask(address, "/simulated/fault", headers, { type: "garbage" })).status, 403);
  }
  assert.equal(stack.provider.received.length, 0);
  assert.equal((await ask(address, "/v1/chat/completions", {}, CHAT)).status, 200);
});

test("a simulated provider that others may reach is called by any name", async (context) => {
  const provider = await startSimulatedProvider({ host: "0.0.0.0" });
  context.after(() => provider.close());
  const headers = { host: "provider.aios.svc" };
  assert.equal((await ask(`127.0.0.1:${provider.port}`, "/v1/chat/completions", headers, CHAT)).status, 200);
});
