import type { IncomingMessage, ServerResponse } from "node:http";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { DialectName, Workload } from "../core/call.ts";
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
import { flatHeaders } from "./flat-headers.ts";
import { clientClosed, deliver } from "./http-delivery.ts";
import { createHttpServer } from "./http-server.ts";
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
import { plainDialect, readBody } from "./plain-request.ts";
import { answerUnreadable, dialectOfUnread } from "./unreadable-request.ts";
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
  const isClosing = () => closing;
  let onLoopback = false;
  let lastLocalHost: string | undefined;

  const app: FastifyInstance = Fastify({
    logger: false,
    bodyLimit: limits.maxRequestSize,
    // A request that comes in over an open connection while we close is still served: nothing is lost.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    serverFactory: (route) =>
      createHttpServer({ maxHeaderSize: limits.maxHeaderSize, requestTimeoutMs }, (request, response) => {
        const dialect = plainDialect(request, limits.maxRequestSize);
        if (dialect === undefined) route(request, response);
        else take(request, response, dialect);
      }),
    clientErrorHandler: (error, socket) => {
      const { owesReply, unread } = requests.on(socket);
      // What is written now would be taken for a part of that reply.
      if (owesReply) socket.destroy();
      else answerUnreadable(error, socket, dialectOf(dialectOfUnread(unread, error.rawPacket)), newId());
    },
    frameworkErrors: (error, request, reply) =>
      refuse(request.raw, reply.raw, edgeError(error, limits, request.url)),
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: true },
  });

  app.server.maxConnections = limits.maxConcurrentCalls + SPARE_CONNECTIONS;
  // First of all hooks: what none of the others refuses is about to be read.
  app.addHook("onRequest", (request, reply, done) => {
    const refusal = refusalOf(request.raw, reply.raw);
    if (refusal !== undefined) {
      reply.hijack();
      refuse(request.raw, reply.raw, refusal);
    }
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_MEDIA_TYPE, { parseAs: "buffer" }, asItIs);

  for (const [path, dialect] of Object.entries(AI_PATHS)) {
    app.post(path, (request, reply) => {
      reply.hijack();
      serve(request.raw, reply.raw, dialect, bodyOf(request.body));
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
      scope.post(path, (request, reply) => {
        reply.hijack();
        const contentType = request.headers["content-type"] ?? "";
        const body = bodyOf(request.body);
        serve(request.raw, reply.raw, "openai-transcriptions", body, () =>
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
          refuse(request.raw, reply.raw, noSuchSurface(method, url));
          reply.hijack();
        } else if (hasIdleBody(method, request.headers)) {
          refuse(request.raw, reply.raw, idleBody(method));
          reply.hijack();
        }
        next();
      },
      handler: (request, reply) => {
        reply.hijack();
        const { method, url, headers } = request;
        serve(request.raw, reply.raw, "http-passthrough", bodyOf(request.body), () =>
          passedRequest(method, url, headers["content-type"]),
        );
      },
    });
    done();
  });
  options.extend?.(app);
  app.setNotFoundHandler((request, reply) => {
    refuse(request.raw, reply.raw, noSuchSurface(request.method, request.url));
    reply.hijack();
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    reply.hijack();
    refuse(request.raw, reply.raw, edgeError(error, limits, request.url));
  });

  /** Why a request whose head has come is not read any further. */
  function refusalOf(request: IncomingMessage, response: ServerResponse): AiosError | undefined {
    if (!requests.add(request, response)) return noRoomForBody(limits);
    if (!onLoopback) return undefined;
    const { host, origin } = request.headers;
    // Of a client all requests name the same one.
    if (host === lastLocalHost && origin === undefined) return undefined;
    const refusal = webPageRefusal(request.headers);
    if (refusal === undefined) lastLocalHost = host;
    return refusal;
  }

  /** A request that needs no router. */
  function take(request: IncomingMessage, response: ServerResponse, dialect: DialectName): void {
    const refusal = refusalOf(request, response);
    if (refusal !== undefined) refuse(request, response, refusal);
    else {
      readBody(request, (body) => {
        try {
          serve(request, response, dialect, body);
        } catch (thrown) {
          refuse(request, response, toAiosError(thrown));
        }
      });
    }
  }

  /** Answers what never became a call. */
  function refuse(request: IncomingMessage, response: ServerResponse, error: AiosError): void {
    requests.settle(response, 0);
    if (response.destroyed) return;
    const id = newId();
    const rendered = errorResponse(error, dialectOf(dialectOfPath(request.url ?? "", request.headers)), id);
    const isRead = request.complete;
    response.writeHead(rendered.status, {
      ...rendered.headers,
      "content-length": rendered.body.byteLength,
      "x-aios-request-id": id,
      ...(isRead && !closing ? {} : { connection: "close" }),
    });
    if (isRead) response.end(rendered.body);
    else finishUnread(response, rendered.body, clock);
  }

  function serve(
    request: IncomingMessage,
    response: ServerResponse,
    dialectName: DialectName,
    body: Uint8Array,
    readOpaque?: () => OpaqueArrival,
  ): void {
    const { headers } = request;
    if (isEncoded(headers["content-encoding"]) || isTransferEncoded(headers["transfer-encoding"])) {
      refuse(request, response, encodedBody());
      return;
    }
    let opaque: OpaqueArrival | undefined;
    try {
      opaque = readOpaque?.();
    } catch (thrown) {
      refuse(request, response, toAiosError(thrown));
      return;
    }
    const running = engine.begin({
      protocol: "http",
      dialect: dialectName,
      headers: flatHeaders(headers),
      body,
      opaque,
      workload: options.workloadOf(request),
    });
    let isDelivered = false;
    // The response's `close`, not the request's: the request closes as soon as its body was read.
    requests.becomesCall(response, body.byteLength, () => {
      if (!isDelivered && !response.writableFinished) running.cancel(clientClosed());
    });
    const delivered = () => {
      isDelivered = true;
      // A client that was told nothing of the closing, because its head had gone out before, keeps its connection open.
      if (closing) setImmediate(() => app.server.closeIdleConnections());
    };
    deliver({
      running,
      sink: connectionSink(response, running.call.signal),
      dialect: dialectOf(
        dialectName === "http-passthrough" ? dialectOfPath(request.url ?? "", headers) : dialectName,
      ),
      clock,
      isClosing,
    }).then(delivered, (thrown: unknown) => {
      options.telemetry.internalError("http edge", thrown);
      response.destroy();
      running.end({ outcome: "failed", error: toAiosError(thrown) });
      delivered();
    });
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

function bodyOf(parsed: unknown): Uint8Array {
  return Buffer.isBuffer(parsed) ? parsed : new Uint8Array();
}

function asItIs(_request: unknown, body: Buffer, done: (error: null, body: Buffer) => void): void {
  done(null, body);
}
