import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from "fastify";
import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { DialectName, Headers, Workload } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { Engine, OpaqueArrival } from "../core/engine.ts";
import { type AiosError, toAiosError } from "../core/errors.ts";
import { readSpeechForm } from "../dialects/openai-transcriptions/form.ts";
import { PASSED_METHODS } from "../dialects/passthrough/dialect.ts";
import type { Clock } from "../platform/clock.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import { isLoopback, takenAddress } from "./address.ts";
import { errorResponse } from "./error-response.ts";
import { edgeError } from "./fastify-error.ts";
import { clientClosed, deliver } from "./http-delivery.ts";
import {
  AI_PATHS,
  dialectOfPath,
  encodedBody,
  FORM_MEDIA_TYPE,
  hasIdleBody,
  hasSurface,
  idleBody,
  isEncoded,
  isTransferEncoded,
  JSON_MEDIA_TYPE,
  noRoomForBody,
  noSuchSurface,
  passedRequest,
  SPEECH_PATHS,
} from "./http-surface.ts";
import { webPageRefusal } from "./local-callers.ts";
import { listModels, readModel } from "./models.ts";
import { OpenRequests } from "./open-requests.ts";
import { answerUnreadable } from "./unreadable-request.ts";
import { connectionSink, finishUnread } from "./write-reply.ts";

export interface HttpEdgeOptions {
  readonly engine: Engine;
  readonly limits: LimitsSpec;
  /** Who calls: attested by where this process runs, not by the request. */
  readonly workloadOf: (request: IncomingMessage) => Workload;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** A request id for answers to what never became a call. */
  readonly newId: () => string;
  /** ms from the first byte of a request to its last; who sends slower than this holds up a connection for nothing. */
  readonly requestTimeoutMs?: number;
  /** More routes on the same listener, e.g. the control plane's API. */
  readonly extend?: (app: FastifyInstance) => void;
}

export interface HttpEdge {
  /** Resolves to the address taken, `host:port`. */
  listen(host: string, port: number): Promise<string>;
  /** Stops accepting connections, closes each one after its last reply, and resolves when all are closed. */
  close(): Promise<void>;
  /**
   * Resolves when every request that has begun to arrive is a call or refused, at the latest after `timeoutMs`; to the
   * ms that are left of it. After `close`, and before the engine's drain: what arrives may still become a call.
   */
  allRead(timeoutMs: number): Promise<number>;
  /** Cuts the connections that are left, once the engine has drained: nothing is running on them any more. */
  cut(): void;
}

const REQUEST_TIMEOUT_MS = 60_000;
/** Node looks at all connections at once, this often within the timeout; it is told this much late at most. */
const TIMEOUT_CHECKS = 12;
/** Connections beyond the calls that are admitted: idle ones that clients keep open, and refusals. */
const SPARE_CONNECTIONS = 1_000;

/** The OpenAI and Anthropic wire. It reads a request, hands it to the engine and writes the reply; it decides nothing. */
export function createHttpEdge(options: HttpEdgeOptions): HttpEdge {
  const { engine, limits, clock, dialectOf, newId, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const requests = new OpenRequests({
    maxHeldBytes: limits.maxBufferedRequestSize,
    maxBodyBytes: limits.maxRequestSize,
    clock,
  });
  let closing = false;
  let onLoopback = false;

  const app: FastifyInstance = Fastify({
    logger: false,
    bodyLimit: limits.maxRequestSize,
    // A request that comes in over an open connection while we close is still served: nothing is lost.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    http: {
      maxHeaderSize: limits.maxHeaderSize,
      // Node takes the longer of the two for the body.
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.ceil(requestTimeoutMs / TIMEOUT_CHECKS),
    },
    requestTimeout: requestTimeoutMs,
    clientErrorHandler: (error, socket) => {
      const { owesReply, unread } = requests.on(socket);
      // What is written now would be taken for a part of that reply.
      if (owesReply) socket.destroy();
      else answerUnreadable(error, socket, dialectOf(dialectOfUnread(unread, error.rawPacket)), newId());
    },
    frameworkErrors: (error, request, reply) =>
      refuse(request, reply.raw, edgeError(error, limits, request.url)),
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: true },
  });

  app.server.maxConnections = limits.maxConcurrentCalls + SPARE_CONNECTIONS;
  // First of all hooks: what none of the others refuses is about to be read.
  app.addHook("onRequest", (request, reply, done) => {
    if (requests.add(request.raw, reply.raw)) {
      done();
      return;
    }
    reply.hijack();
    refuse(request, reply.raw, noRoomForBody(limits));
    done();
  });
  app.addHook("onRequest", (request, _reply, done) => {
    done(onLoopback ? webPageRefusal(request.headers) : undefined);
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_MEDIA_TYPE, { parseAs: "buffer" }, asItIs);

  for (const [path, dialect] of Object.entries(AI_PATHS)) {
    app.post(path, async (request, reply) => {
      reply.hijack();
      await serve(request, reply.raw, dialect);
    });
  }
  app.get("/v1/models", async (request, reply) => {
    const models = engine.models(options.workloadOf(request.raw));
    return reply.send(listModels(models, dialectOfPath(request.url, request.headers)));
  });
  app.get("/v1/models/*", async (request, reply) => {
    const id = (request.params as { readonly "*": string })["*"];
    const models = engine.models(options.workloadOf(request.raw));
    return reply.send(readModel(models, id, dialectOfPath(request.url, request.headers)));
  });
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(FORM_MEDIA_TYPE, { parseAs: "buffer" }, asItIs);
    for (const [path, upstreamPath] of Object.entries(SPEECH_PATHS)) {
      scope.post(path, async (request, reply) => {
        reply.hijack();
        const contentType = request.headers["content-type"] ?? "";
        await serve(request, reply.raw, "openai-transcriptions", (body) =>
          readSpeechForm(body, contentType, upstreamPath),
        );
      });
    }
    done();
  });
  app.register((scope, _options, done) => {
    scope.addContentTypeParser("*", { parseAs: "buffer" }, asItIs);
    scope.route({
      // A route of its own has every path above, and the router prefers it.
      url: "/*",
      method: [...PASSED_METHODS],
      // What passes nowhere is refused unread.
      onRequest: (request, reply, next) => {
        const { method, url } = request;
        if (hasSurface(url) || !engine.passesThrough(url, options.workloadOf(request.raw))) {
          refuse(request, reply.raw, noSuchSurface(method, url));
          reply.hijack();
        } else if (hasIdleBody(method, request.headers)) {
          refuse(request, reply.raw, idleBody(method));
          reply.hijack();
        }
        next();
      },
      handler: async (request, reply) => {
        reply.hijack();
        const { method, url, headers } = request;
        await serve(request, reply.raw, "http-passthrough", () =>
          passedRequest(method, url, headers["content-type"]),
        );
      },
    });
    done();
  });
  options.extend?.(app);
  app.setNotFoundHandler((request, reply) => {
    refuse(request, reply.raw, noSuchSurface(request.method, request.url));
    reply.hijack();
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    reply.hijack();
    refuse(request, reply.raw, edgeError(error, limits, request.url));
  });

  /** Answers what never became a call. */
  function refuse(request: FastifyRequest, response: ServerResponse, error: AiosError): void {
    requests.settle(response, 0);
    if (response.destroyed) return;
    const id = newId();
    const rendered = errorResponse(error, dialectOf(dialectOfPath(request.url, request.headers)), id);
    const isRead = request.raw.complete;
    response.writeHead(rendered.status, {
      ...rendered.headers,
      "content-length": rendered.body.byteLength,
      "x-aios-request-id": id,
      ...(isRead ? connectionHeader() : { connection: "close" }),
    });
    if (isRead) response.end(rendered.body);
    else finishUnread(response, rendered.body, clock);
  }

  function connectionHeader(): Headers {
    return closing ? { connection: "close" } : {};
  }

  async function serve(
    request: FastifyRequest,
    response: ServerResponse,
    dialectName: DialectName,
    readOpaque?: (body: Uint8Array) => OpaqueArrival,
  ): Promise<void> {
    const { headers } = request;
    if (isEncoded(headers["content-encoding"]) || isTransferEncoded(headers["transfer-encoding"])) {
      refuse(request, response, encodedBody());
      return;
    }
    const body = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
    let opaque: OpaqueArrival | undefined;
    try {
      opaque = readOpaque?.(body);
    } catch (thrown) {
      refuse(request, response, toAiosError(thrown));
      return;
    }
    const running = engine.begin({
      protocol: "http",
      dialect: dialectName,
      headers: flatten(request.headers),
      body,
      opaque,
      workload: options.workloadOf(request.raw),
    });
    requests.settle(response, body.byteLength);
    // The response's `close`, not the request's: the request closes as soon as its body was read.
    const onClose = () => {
      if (!response.writableFinished) running.cancel(clientClosed());
    };
    response.on("close", onClose);
    try {
      await deliver({
        running,
        sink: connectionSink(response, running.call.signal),
        dialect: dialectOf(
          dialectName === "http-passthrough" ? dialectOfPath(request.url, request.headers) : dialectName,
        ),
        clock,
        connectionHeader,
      });
    } catch (thrown) {
      options.telemetry.internalError("http edge", thrown);
      response.destroy();
      running.end({ outcome: "failed", error: toAiosError(thrown) });
    } finally {
      response.off("close", onClose);
      // A client that was told nothing of the closing, because its head had gone out before, keeps its connection open.
      if (closing) setImmediate(() => app.server.closeIdleConnections());
    }
  }

  return {
    listen: async (host, port) => {
      onLoopback = isLoopback(host);
      await app.listen({ host, port });
      return takenAddress(app.server);
    },
    close: async () => {
      closing = true;
      await app.close();
    },
    allRead: (timeoutMs) => requests.allRead(timeoutMs),
    cut: () => app.server.closeAllConnections(),
  };
}

function asItIs(_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void): void {
  done(null, body);
}

/** Repeated fields come joined from Node, apart from set-cookie, which no request has. */
function flatten(headers: IncomingHttpHeaders): Headers {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string") flat[name] = value;
    else if (value !== undefined) flat[name] = value.join(", ");
  }
  return flat;
}

/** In whose words to answer a request that may have no path: then its bytes, as far as Node's parser got them. */
function dialectOfUnread(request: IncomingMessage | undefined, bytes: unknown): DialectName {
  if (request !== undefined) return dialectOfPath(request.url ?? "", request.headers);
  const isAnthropic = Buffer.isBuffer(bytes) && bytes.subarray(0, 64).includes("/v1/messages");
  return isAnthropic ? "anthropic-messages" : "openai-chat";
}
