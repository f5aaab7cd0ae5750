import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createSecureServer as createSecureHttp2Server, type ServerHttp2Stream } from "node:http2";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { inferenceClient } from "../support/open-inference.ts";
import { startAios } from "../support/processes.ts";
import { lengthPrefix } from "../support/raw-grpc.ts";
import { TEST_CERTIFICATE, testCertificate } from "../support/tls.ts";

const COMPLETION = JSON.stringify({
  id: "1",
  object: "chat.completion",
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "over TLS" }, finish_reason: "stop" }],
});

async function portOf(context: TestContext, server: Server, close: () => void): Promise<number> {
  server.on("tlsClientError", () => {});
  // Not on 127.0.0.1 alone: one test asks at another address of this machine.
  server.listen(0);
  await once(server, "listening");
  context.after(close);
  return (server.address() as AddressInfo).port;
}

function httpsProvider(context: TestContext): Promise<number> {
  const server = createSecureServer(testCertificate(), (request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json").end(COMPLETION);
  });
  return portOf(context, server, () => {
    server.close();
    server.closeAllConnections();
  });
}

function grpcsService(context: TestContext): Promise<number> {
  const server = createSecureHttp2Server(testCertificate());
  const open = new Set<{ destroy(): void }>();
  server.on("session", (session) => open.add(session));
  server.on("sessionError", () => {});
  server.on("stream", (stream: ServerHttp2Stream) => {
    stream.on("error", () => {});
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.end(lengthPrefix(0));
  });
  return portOf(context, server, () => {
    for (const session of open) session.destroy();
    server.close();
  });
}

/** Two calls through a sidecar, a process of its own, before two providers behind TLS. */
async function callsWith(context: TestContext, host: string, env: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "aios-test-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const config = join(folder, "config.yaml");
  const [https, grpcs] = await Promise.all([httpsProvider(context), grpcsService(context)]);
  await writeFile(
    config,
    `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: secure }
spec: { dialect: openai, url: "https://${host}:${https}/v1" }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: triton }
spec: { dialect: grpc, url: "grpcs://${host}:${grpcs}", via: direct }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec: { match: {}, targets: [{ upstream: secure }], retry: { attempts: 0 }, timeouts: { connect: 10s } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: infer }
spec:
  match: { services: [inference.GRPCInferenceService] }
  targets: [{ upstream: triton }]
  retry: { attempts: 0 }
  timeouts: { connect: 10s }
`,
  );
  const listeners = ["http", "grpc", "admin", "status"];
  const sidecar = await startAios(
    ["sidecar", "--config", config, ...listeners.flatMap((name) => [`--${name}`, "127.0.0.1:0"])],
    listeners,
    env,
  );
  context.after(() => sidecar.kill("SIGKILL"));
  const reply = await fetch(`http://${sidecar.addresses.get("http")}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [] }),
  });
  const client = inferenceClient(sidecar.addresses.get("grpc") ?? "");
  context.after(() => client.close());
  const failure = await new Promise<ServiceError | null>((resolve) => {
    client.ModelInfer({}, new Metadata(), {}, (error) => resolve(error));
  });
  return { http: reply.status, text: await reply.text(), failure };
}

test("a certificate that nobody vouches for is not taken, and the error says so", async (context) => {
  const { http, text, failure } = await callsWith(context, "127.0.0.1", {});
  assert.equal(http, 502);
  assert.match(text, /\\"secure\\" could not be reached: no trusted TLS connection could be made/);
  assert.equal(failure?.code, status.UNAVAILABLE);
  assert.equal(failure.metadata.get("x-aios-error-kind")[0], "connect");
  assert.match(failure.details, /"triton" could not be reached: no trusted TLS connection could be made/);
});

for (const host of ["127.0.0.1", "localhost"]) {
  test(`NODE_EXTRA_CA_CERTS makes it trusted, at ${host}`, async (context) => {
    const { http, text, failure } = await callsWith(context, host, {
      NODE_EXTRA_CA_CERTS: TEST_CERTIFICATE,
    });
    assert.equal(http, 200, text);
    assert.match(text, /over TLS/);
    assert.equal(failure, null);
  });
}

test("a certificate of another host is not taken, whoever vouches for it", async (context) => {
  // 127.0.0.2 is this machine as well, and is not in the certificate.
  const { text, failure } = await callsWith(context, "127.0.0.2", {
    NODE_EXTRA_CA_CERTS: TEST_CERTIFICATE,
  });
  assert.match(text, /no trusted TLS connection could be made/);
  assert.match(failure?.details ?? "", /no trusted TLS connection could be made/);
});
