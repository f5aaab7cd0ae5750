/**
 * A provider that speaks the wire of OpenAI and Anthropic and thinks nothing: for `aios dev` and for tests.
 * What it answers is in answer.ts, how it can be told to misbehave in faults.ts.
 *
 * Beside the providers' own paths it serves `GET /simulated/received` (the last calls, credentials masked),
 * `POST /simulated/fault` (a fault as JSON) and `DELETE /simulated/fault`; `GET /simulated/` lists all of it.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isLoopback } from "../../../sidecar/edge/address.ts";
import { webPageRefusal } from "../../../sidecar/edge/local-callers.ts";
import { errorReply, failure, Refusal } from "./errors.ts";
import { FAULT_EXAMPLES, type Fault, FaultPlan, faultSchema } from "./faults.ts";
import { readForm } from "./form.ts";
import { Files } from "./openai-files.ts";
import { OpenCall, type ReceivedCall, ReceivedCalls } from "./received.ts";
import { dialectOf, errorEventOf, modelOf, type RouteOptions, respond } from "./routes.ts";
import { type CallContext, serverSentEvent, type WireReply } from "./wire.ts";
import { type Hold, writeReply } from "./write.ts";

export type { Fault, ReceivedCall };

export interface SimulatedProviderOptions extends RouteOptions {
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Between two tokens. A model named `…@20ms` has its own pace. A reply that is no stream waits for all its tokens. */
  readonly tokenDelayMs?: number;
  /** Repeats the text of a reply until it has that many words. */
  readonly replyWords?: number;
}

export interface SimulatedProvider {
  /** Without `/v1`. */
  readonly url: string;
  readonly port: number;
  /** The last 1,000 calls, oldest first. */
  readonly received: readonly ReceivedCall[];
  /** The `count`-th call (from 1) since the start or the last `clear`, as soon as it has arrived. */
  arrival(count: number): Promise<ReceivedCall>;
  /** One fault at a time, for every call or for the next `times`; undefined heals. */
  setFault(fault: Fault | undefined, times?: number): void;
  /** Whole replies wait from now on, or streams after so many events, until the returned function is called. */
  hold(afterEvents?: number): () => void;
  /** Forgets the calls received, and the fault; lets go what it holds. */
  clear(): void;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** Longer than clients keep theirs, so that no reused connection is closed under a request. */
const KEEP_ALIVE_MS = 120_000;

export async function startSimulatedProvider(
  options: SimulatedProviderOptions = {},
): Promise<SimulatedProvider> {
  const host = options.host ?? "127.0.0.1";
  const plan = new FaultPlan();
  const received = new ReceivedCalls();
  const files = new Files();
  const closing = new AbortController();
  const onLoopback = isLoopback(host);
  let calls = 0;
  let hold: Hold | undefined;
  let release = () => {};

  const contextOf = (request: IncomingMessage, model: string | undefined): CallContext => {
    calls += 1;
    const pace = /@(\d+)ms$/.exec(model ?? "")?.[1];
    return {
      dialect: dialectOf(request),
      number: calls,
      requestId: `req_simulated${calls}`,
      createdSeconds: Math.floor(Date.now() / 1_000),
      tokenDelayMs: pace === undefined ? (options.tokenDelayMs ?? 0) : Number(pace),
      replyWords: options.replyWords,
    };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = new OpenCall(request);
    const gone = new AbortController();
    let fault: Fault | undefined;
    response.once("close", () => {
      call.status = response.headersSent ? response.statusCode : undefined;
      const ours = closing.signal.aborted || fault?.type === "cut" || fault?.type === "reset";
      call.end(response.writableFinished ? "finished" : ours ? "broken-off" : "aborted");
      gone.abort();
    });
    const body = await readBody(request);
    call.body = body.bytes;
    const document = jsonOf(body.bytes);
    const form = await readForm(request, body.bytes);
    call.model = modelOf(document) ?? form?.fields.get("model");
    received.add(call);
    if (gone.signal.aborted) return;

    fault = plan.take(call.model);
    const context = contextOf(request, call.model);
    const healthy = (): WireReply => {
      try {
        if (body.tooLong) throw new Refusal(413, "Request exceeds the maximum size");
        return respond(context, request, { document, form }, options, files);
      } catch (error) {
        if (error instanceof Refusal) return errorReply(context, error);
        throw error;
      }
    };
    const reply = replaced(context, fault, call, healthy);
    await writeReply({
      response,
      reply,
      fault,
      errorEvent: errorEventOf(context, request),
      hold,
      gone: gone.signal,
    });
  };

  /** Unread, not among the calls received, and in the words of the dialect that was asked in. */
  const refuse =
    (message: string) =>
    async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const context = contextOf(request, undefined);
      await writeReply({
        response,
        reply: errorReply(context, new Refusal(403, message)),
        fault: undefined,
        errorEvent: errorEventOf(context, request),
        hold: undefined,
        gone: closing.signal,
      });
    };

  const control = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { bytes } = await readBody(request);
    const say = (status: number, document: unknown): void => {
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(`${JSON.stringify(document, undefined, 2)}\n`);
    };
    const asked = `${request.method} ${request.url}`;
    if (asked === "GET /simulated" || asked === "GET /simulated/") return say(200, controlListing());
    if (asked === "GET /simulated/received") return say(200, { received: received.masked() });
    if (asked === "DELETE /simulated/fault") {
      plan.set(undefined);
      return say(200, { fault: null });
    }
    if (asked !== "POST /simulated/fault") {
      return say(404, { message: `No ${asked} here; GET /simulated/ lists what there is` });
    }
    // A web page cannot send this content type to another origin unasked.
    if (!request.headers["content-type"]?.startsWith("application/json")) {
      return say(415, { message: "Send the fault as application/json" });
    }
    const fault = faultSchema.safeParse(jsonOf(bytes));
    if (!fault.success) {
      const message = "No such fault; GET /simulated/ lists them";
      return say(400, { message, issues: fault.error.issues });
    }
    plan.set(fault.data);
    return say(200, { fault: fault.data });
  };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const isControl = request.url === "/simulated" || request.url?.startsWith("/simulated/") === true;
    const refusal = onLoopback ? webPageRefusal(request.headers) : undefined;
    const handle = refusal !== undefined ? refuse(refusal.message) : isControl ? control : answer;
    handle(request, response).catch((error: unknown) => {
      // Whoever has left needs no answer; anything else is a mistake in this folder and must not pass for a reply.
      if (response.destroyed || response.closed) return;
      response.destroy(error instanceof Error ? error : undefined);
      if (!closing.signal.aborted) process.emitWarning(error instanceof Error ? error : String(error));
    });
  });
  server.listen(options.port ?? 0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    received: received.calls,
    arrival: (count) => received.arrival(count),
    setFault: (fault, times) => plan.set(fault, times),
    hold(afterEvents) {
      const { promise, resolve } = Promise.withResolvers<void>();
      hold = { afterEvents, released: promise };
      release = () => {
        hold = undefined;
        resolve();
      };
      return release;
    },
    clear: () => {
      plan.set(undefined);
      received.clear();
      release();
    },
    close: async () => {
      if (closing.signal.aborted) return;
      closing.abort();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What `/simulated/` can do, for people. */
function controlListing(): object {
  return {
    "GET /simulated/received": "the last 1,000 calls, credentials masked",
    "POST /simulated/fault":
      "one of the faults below, as application/json, for all calls to come; with `times` for so many, with `model` for those of one model",
    "DELETE /simulated/fault": "healthy again",
    faults: FAULT_EXAMPLES,
  };
}

/** Some faults replace the reply; the others change how it is written. */
function replaced(
  context: CallContext,
  fault: Fault | undefined,
  call: ReceivedCall,
  healthy: () => WireReply,
): WireReply {
  if (fault?.type === "status") {
    return errorReply(context, failure(context.dialect, fault.status, call.model), fault.retryAfterSeconds);
  }
  const reply = healthy();
  if (fault?.type === "garbage") {
    const page = "<html><body>Bad gateway</body></html>";
    const event = context.dialect === "anthropic" ? "message_start" : undefined;
    const part = reply.streamed
      ? serverSentEvent("terminal", page, event)
      : ({ kind: "document", bytes: Buffer.from(page) } as const);
    const { "content-length": _, ...headers } = reply.headers;
    return { ...reply, headers, status: 200, parts: [part] };
  }
  if (fault?.type === "error-event" && !reply.streamed)
    return errorReply(context, failure(context.dialect, 500));
  return reply;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** What has come, also when the client leaves in the middle; of a body that is too long, its beginning. */
async function readBody(
  request: IncomingMessage,
): Promise<{ readonly bytes: Buffer; readonly tooLong: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      length += piece.byteLength;
      if (length <= MAX_BODY_BYTES) pieces.push(piece);
    }
  } catch {
    // The client left: the reply's `close` tells.
  }
  return { bytes: Buffer.concat(pieces), tooLong: length > MAX_BODY_BYTES };
}
