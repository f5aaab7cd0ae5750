import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from "fastify";
import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { Call, DialectName, Headers, Reply, Workload } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { Engine, RunningCall } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock } from "../platform/clock.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import { takenAddress } from "./address.ts";
import { decisionHeaders, serverTiming } from "./decision-headers.ts";
import { type ErrorResponse, errorResponse } from "./error-response.ts";
import { listModels, readModel } from "./models.ts";
import { finish, writeFrame } from "./write-reply.ts";

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
  /** More routes on the same listener, e.g. the control plane's API. */
  readonly extend?: (app: FastifyInstance) => void;
}

export interface HttpEdge {
  /** Resolves to the address taken, `host:port`. */
  listen(host: string, port: number): Promise<string>;
  /** Stops accepting connections, closes each one after its last reply, and resolves when all are closed. */
  close(): Promise<void>;
  /** Cuts the connections that are left, once the engine has drained: nothing is running on them any more. */
  cut(): void;
}

const AI_PATHS: Readonly<Record<string, DialectName>> = {
  "/v1/chat/completions": "openai-chat",
  "/v1/embeddings": "embeddings",
  "/v1/messages": "anthropic-messages",
};

/** From the first byte of a request to its last; who sends slower than this holds up a connection for nothing. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Connections beyond the calls that are admitted: idle ones that clients keep open, and refusals. */
const SPARE_CONNECTIONS = 1_000;

/** The OpenAI and Anthropic wire. It reads a request, hands it to the engine and writes the reply; it decides nothing. */
export function createHttpEdge(options: HttpEdgeOptions): HttpEdge {
  const { engine, limits, clock, dialectOf, newId } = options;
  let closing = false;

  const app: FastifyInstance = Fastify({
    logger: false,
    bodyLimit: limits.maxRequestSize,
    // A request that comes in over an open connection while we close is still served: nothing is lost.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    http: { maxHeaderSize: limits.maxHeaderSize },
    requestTimeout: REQUEST_TIMEOUT_MS,
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, dialectOf, newId()),
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: true },
  });

  app.server.maxConnections = limits.maxConcurrentCalls + SPARE_CONNECTIONS;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json(?:;|$)/i,
    { parseAs: "buffer" },
    (_request, body, done) => {
      done(null, body);
    },
  );

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
  options.extend?.(app);
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const error = Object.hasOwn(AI_PATHS, path)
      ? new AiosError("method-not-allowed", `${request.method} is not allowed on ${path}; use POST.`)
      : new AiosError("unknown-path", `There is nothing at ${request.method} ${path.slice(0, 200)}.`);
    refuse(request, reply.raw, error);
    reply.hijack();
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    reply.hijack();
    refuse(request, reply.raw, edgeError(error, limits));
  });

  /** Answers what never became a call. */
  function refuse(request: FastifyRequest, response: ServerResponse, error: AiosError): void {
    const id = newId();
    const rendered = errorResponse(error, dialectOf(dialectOfPath(request.url, request.headers)), id);
    response.writeHead(rendered.status, {
      ...rendered.headers,
      "x-aios-request-id": id,
      ...connectionHeader(),
    });
    response.end(rendered.body);
  }

  function connectionHeader(): Headers {
    return closing ? { connection: "close" } : {};
  }

  async function serve(
    request: FastifyRequest,
    response: ServerResponse,
    dialectName: DialectName,
  ): Promise<void> {
    const encoding = request.headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity") {
      refuse(
        request,
        response,
        new AiosError("unsupported-media-type", "Send the request body without content-encoding."),
      );
      return;
    }
    const running = engine.begin({
      protocol: "http",
      dialect: dialectName,
      headers: flatten(request.headers),
      body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
      workload: options.workloadOf(request.raw),
    });
    // The response's `close`, not the request's: the request closes as soon as its body was read.
    const onClose = () => {
      if (!response.writableFinished)
        running.cancel(new AiosError("client-closed", "The client closed the connection."));
    };
    response.on("close", onClose);
    try {
      await deliver(running, response, dialectOf(dialectName));
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

  async function deliver(running: RunningCall, response: ServerResponse, dialect: Dialect): Promise<void> {
    const { call } = running;
    let reply: Reply;
    try {
      reply = await running.reply;
    } catch (thrown) {
      await deliverError(running, response, errorResponse(toAiosError(thrown), dialect, call.id));
      running.end({ outcome: "failed", error: toAiosError(thrown) });
      return;
    }
    if (reply.framing === "document") await deliverDocument(running, response, reply, dialect);
    else await deliverEvents(running, response, reply, dialect);
  }

  function head(call: Call, headers: Headers): Record<string, string> {
    return {
      ...headers,
      ...decisionHeaders(call),
      "server-timing": serverTiming(call, clock.monotonic()),
      ...connectionHeader(),
    };
  }

  async function deliverError(
    running: RunningCall,
    response: ServerResponse,
    rendered: ErrorResponse,
  ): Promise<void> {
    if (response.destroyed) return;
    response.writeHead(rendered.status, {
      ...head(running.call, rendered.headers),
      "content-length": rendered.body.byteLength,
    });
    await finish(response, rendered.body);
  }

  async function deliverDocument(
    running: RunningCall,
    response: ServerResponse,
    reply: Reply,
    dialect: Dialect,
  ): Promise<void> {
    const frames: Uint8Array[] = [];
    try {
      for await (const frame of reply.body) frames.push(frame);
    } catch (thrown) {
      // Nothing has been written yet, so this failure still has a status of its own.
      const error = toAiosError(thrown);
      await deliverError(running, response, errorResponse(error, dialect, running.call.id));
      running.end({ outcome: "failed", error });
      return;
    }
    const body = frames.length === 1 ? frames[0] : Buffer.concat(frames);
    response.writeHead(reply.status, {
      ...head(running.call, reply.headers),
      "content-length": body?.byteLength ?? 0,
    });
    const whole = await finish(response, body);
    running.end(whole ? { outcome: "completed" } : { outcome: "failed", error: clientClosed() });
  }

  async function deliverEvents(
    running: RunningCall,
    response: ServerResponse,
    reply: Reply,
    dialect: Dialect,
  ): Promise<void> {
    const { call } = running;
    response.writeHead(reply.status, {
      "cache-control": "no-cache",
      ...head(call, reply.headers),
      "x-accel-buffering": "no",
    });
    try {
      for await (const frame of reply.body) {
        const written = writeFrame(response, frame);
        const open = typeof written === "boolean" ? written : await written;
        if (!open) {
          running.end({ outcome: "failed", error: clientClosed() });
          return;
        }
      }
    } catch (thrown) {
      // Past the commit point: the status is long gone, so the stream itself has to tell.
      const error = toAiosError(thrown);
      await finish(response, dialect.events?.errorEvent(error, call.id));
      running.end({ outcome: "failed", error });
      return;
    }
    // What is known only now goes into a comment, which every SSE parser skips.
    const whole = await finish(response, `: server-timing ${serverTiming(call, clock.monotonic())}\n\n`);
    running.end(whole ? { outcome: "completed" } : { outcome: "failed", error: clientClosed() });
  }

  return {
    listen: async (host, port) => {
      await app.listen({ host, port });
      return takenAddress(app.server);
    },
    close: async () => {
      closing = true;
      await app.close();
    },
    cut: () => app.server.closeAllConnections(),
  };
}

function clientClosed(): AiosError {
  return new AiosError("client-closed", "The client closed the connection.");
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

/** In whose words to answer when the path does not say: the Anthropic SDK always sends its version. */
function dialectOfPath(url: string, headers: IncomingHttpHeaders): DialectName {
  const path = url.split("?", 1)[0] ?? "";
  if (path.startsWith("/v1/messages") || headers["anthropic-version"] !== undefined)
    return "anthropic-messages";
  return AI_PATHS[path] ?? "openai-chat";
}

/** Fastify's own refusals become kinds here. */
function edgeError(error: FastifyError | AiosError, limits: LimitsSpec): AiosError {
  if (error instanceof AiosError) return error;
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new AiosError(
      "request-too-large",
      `The request body is larger than ${limits.maxRequestSize} bytes (limits.maxRequestSize).`,
    );
  }
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
    return new AiosError(
      "unsupported-media-type",
      "The request body must be JSON, sent with content-type: application/json.",
    );
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new AiosError("invalid-request", "The request could not be read.", { cause: error });
  }
  return toAiosError(error);
}

interface UnreadableRequest {
  readonly code: string;
  /** The bytes as Node's parser got them; Fastify types them loosely. */
  readonly rawPacket: unknown;
}

/** A request that Node's parser refused: answered on the bare socket, then closed. */
function answerUnreadable(
  error: UnreadableRequest,
  socket: Socket,
  dialectOf: (name: DialectName) => Dialect,
  id: string,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal =
    error.code === "HPE_HEADER_OVERFLOW"
      ? new AiosError("headers-too-large", "The request headers are larger than limits.maxHeaderSize allows.")
      : new AiosError("invalid-request", "The request is not valid HTTP.");
  const anthropic =
    Buffer.isBuffer(error.rawPacket) && error.rawPacket.subarray(0, 64).includes("/v1/messages");
  const { status, headers, body } = errorResponse(
    refusal,
    dialectOf(anthropic ? "anthropic-messages" : "openai-chat"),
    id,
  );
  const lines = Object.entries({
    ...headers,
    "x-aios-request-id": id,
    "content-length": String(body.byteLength),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    Buffer.concat([
      Buffer.from(
        `HTTP/1.1 ${status} ${status === 431 ? "Request Header Fields Too Large" : "Bad Request"}\r\n${lines.join("")}\r\n`,
      ),
      body,
    ]),
  );
}
