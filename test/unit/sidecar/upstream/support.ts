import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { UpstreamSpec } from "../../../../config/schema/upstream.ts";
import { upstreamSpec } from "../../../../config/schema/upstream.ts";
import type { Call } from "../../../../sidecar/core/call.ts";
import type { Dialect } from "../../../../sidecar/core/dialect.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { parseEvent } from "../../../../sidecar/dialects/sse/event.ts";
import type { UpstreamClient } from "../../../../sidecar/upstream/client.ts";
import { createHttpUpstream, type HttpUpstreamOptions } from "../../../../sidecar/upstream/http.ts";
import { type TestCall, testCall } from "../../../support/calls.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

const nothing = () => undefined;

/** The least that an upstream asks of a dialect. */
export const plainDialect: Dialect = {
  name: "openai-chat",
  operation: "chat",
  provider: "openai",
  path: "/chat/completions",
  requestHeaders: ["openai-beta", "authorization", "x-api-key", "cookie"],
  readRequest: (document) => ({ model: String(document["model"]), stream: document["stream"] === true }),
  rewriteRequest: (document) => document,
  rewriteReply: (document) => document,
  events: {
    rewriteEvent: (frame) => frame,
    endsChannels: nothing,
    deltaEvent: () => new Uint8Array(),
    isTerminal: (frame) => parseEvent(frame).data === "[DONE]",
    isWhole: () => true,
    errorKind: (frame) => (parseEvent(frame).data.startsWith('{"error"') ? "rate-limited" : undefined),
    usage: nothing,
    errorEvent: () => new Uint8Array(),
  },
  usage: nothing,
  isWhole: () => true,
  renderError: () => ({ headers: {}, body: {} }),
  errorMessage: nothing,
  conversation: undefined,
  fixedReply: nothing,
  toEvents: () => [],
  fromEvents: () => ({}),
};

export function unaryCall(overrides: Partial<Call> = {}): TestCall {
  return testCall(plainDialect, { model: "m" }, overrides);
}

export function streamCall(overrides: Partial<Call> = {}): TestCall {
  return testCall(plainDialect, { model: "m", stream: true }, overrides);
}

export function specFor(url: string, changes: Record<string, unknown> = {}): UpstreamSpec {
  return upstreamSpec.parse({ dialect: "openai", url, via: "direct", ...changes });
}

export interface Provider {
  readonly url: string;
  readonly server: Server;
  /** Connections accepted so far. */
  readonly connections: () => number;
}

/** A provider on a free port, gone at the end of the test. */
export async function startProvider(context: TestContext, listener: RequestListener): Promise<Provider> {
  let connections = 0;
  const server = createServer(listener);
  server.on("connection", () => connections++);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, server, connections: () => connections };
}

export interface TestUpstream extends UpstreamClient {
  readonly clock: FakeClock;
}

export function upstreamAt(
  context: TestContext,
  url: string,
  changes: Record<string, unknown> = {},
  options: Partial<HttpUpstreamOptions> = {},
): TestUpstream {
  const clock = new FakeClock();
  const upstream = createHttpUpstream({
    name: "provider",
    spec: specFor(url, changes),
    auth: undefined,
    url,
    connectTimeoutMs: 2_000,
    dialectOf: () => plainDialect,
    clock,
    version: "1.2.3",
    ...options,
  });
  context.after(() => void upstream.close());
  return { ...upstream, clock };
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

export function sendEvents(response: ServerResponse, ...events: readonly string[]): void {
  if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) response.write(event);
}

/** The AiosError that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<AiosError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AiosError) return error;
    throw error;
  }
  throw new Error("expected a failure, but there was none");
}
