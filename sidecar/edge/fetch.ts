import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { Headers as CallHeaders, DialectName, Workload } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { Engine, OpaqueArrival } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import { readSpeechForm } from "../dialects/openai-transcriptions/form.ts";
import { PASSED_METHODS } from "../dialects/passthrough/dialect.ts";
import type { Clock } from "../platform/clock.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import { errorResponse } from "./error-response.ts";
import { type BodyClaim, claimFrom, headersOf, readBody } from "./fetch-request.ts";
import { ResponseSink } from "./fetch-response.ts";
import { HeldBytes } from "./held-bytes.ts";
import { clientClosed, deliver } from "./http-delivery.ts";
import {
  AI_PATHS,
  dialectOfPath,
  encodedBody,
  FORM_MEDIA_TYPE,
  isEncoded,
  JSON_MEDIA_TYPE,
  noSuchSurface,
  passedRequest,
  SPEECH_PATHS,
  wrongMediaType,
} from "./http-surface.ts";
import { listModels, readModel } from "./models.ts";

export interface FetchEdgeOptions {
  readonly engine: Engine;
  readonly limits: LimitsSpec;
  readonly workload: Workload;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** A request id for answers to what never became a call. */
  readonly newId: () => string;
}

/** WHATWG `fetch`, answered by the engine in this process. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What a request asks for. */
interface Surface {
  readonly dialect: DialectName;
  /** The content types that are taken; any when absent. */
  readonly takes?: RegExp;
  /** For a body that is no document of the dialect. @throws AiosError */
  readonly readOpaque?: (body: Uint8Array) => OpaqueArrival;
}

interface FetchedCall {
  readonly surface: Surface;
  /** Path and query. */
  readonly url: string;
  readonly headers: CallHeaders;
  readonly body: Uint8Array;
  readonly opaque: OpaqueArrival | undefined;
  readonly claim: BodyClaim;
  readonly signal: AbortSignal | undefined;
}

/** For a path alone, such as `/v1/models`; of a whole URL nothing but the path counts either. */
const ORIGIN = "http://aios.internal";
const MODELS = "/v1/models";

/**
 * The HTTP surface without sockets. As `fetch` it rejects with the signal's reason when that aborts and with a TypeError
 * for what is no request; everything else is a Response, errors in the caller's dialect.
 */
export function createFetchEdge(options: FetchEdgeOptions): Fetch {
  const { engine, limits, workload, dialectOf, clock, telemetry, newId } = options;
  const held = new HeldBytes(limits.maxBufferedRequestSize);

  async function serve(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    const request = new Request(
      input instanceof Request ? input : new URL(input, ORIGIN),
      // Followed directly: a Request's own signal would hang on this one for as long as that lives.
      init === undefined ? undefined : { ...init, signal: null },
    );
    const { pathname, search } = new URL(request.url);
    const url = `${pathname}${search}`;
    const claim = claimFrom(held, limits);
    let headers: CallHeaders = {};
    try {
      headers = headersOf(request.headers, limits);
      const surface = surfaceOf(request.method, pathname, url, headers);
      if (surface instanceof Response) return surface;
      if (isEncoded(headers["content-encoding"])) throw encodedBody();
      const { takes } = surface;
      if (takes !== undefined && !takes.test(headers["content-type"] ?? "")) throw wrongMediaType(pathname);
      const body = await readBody(request, claim, signal);
      const opaque = surface.readOpaque?.(body);
      return call({ surface, url, headers, body, opaque, claim, signal });
    } catch (thrown) {
      claim.release();
      if (!(thrown instanceof AiosError)) throw thrown;
      return refusal(thrown, dialectOfPath(url, headers));
    }
  }

  /** What is asked for, or the answer where that needs no call. @throws AiosError */
  function surfaceOf(
    method: string,
    pathname: string,
    url: string,
    headers: CallHeaders,
  ): Surface | Response {
    const path = pathname.length > 1 && pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
    const contentType = headers["content-type"];
    const dialect = AI_PATHS[path];
    const speech = SPEECH_PATHS[path];
    if (method === "POST" && dialect !== undefined) return { dialect, takes: JSON_MEDIA_TYPE };
    if (method === "POST" && speech !== undefined) {
      return {
        dialect: "openai-transcriptions",
        takes: FORM_MEDIA_TYPE,
        readOpaque: (body) => readSpeechForm(body, contentType ?? "", speech),
      };
    }
    if (method === "GET" && (path === MODELS || path.startsWith(`${MODELS}/`))) return models(path, headers);
    if (PASSED_METHODS.includes(method) && engine.passesThrough(url, workload)) {
      return { dialect: "http-passthrough", readOpaque: () => passedRequest(method, url, contentType) };
    }
    throw noSuchSurface(method, url);
  }

  /** @throws AiosError */
  function models(path: string, headers: CallHeaders): Response {
    const listed = engine.models(workload);
    const dialect = dialectOfPath(path, headers);
    return Response.json(
      path === MODELS
        ? listModels(listed, dialect)
        : readModel(listed, decoded(path.slice(MODELS.length + 1)), dialect),
    );
  }

  function call({ surface, url, headers, body, opaque, claim, signal }: FetchedCall): Promise<Response> {
    const running = engine.begin({
      protocol: "embedded",
      dialect: surface.dialect,
      headers,
      body,
      opaque,
      workload,
    });
    const told = surface.dialect === "http-passthrough" ? dialectOfPath(url, headers) : surface.dialect;
    const leave = () => running.cancel(clientClosed());
    const sink = new ResponseSink({ signal: running.call.signal, onCancel: leave });
    const onAbort = () => {
      sink.cut(signal?.reason);
      leave();
    };
    running.call.onEnd(() => {
      claim.release();
      signal?.removeEventListener("abort", onAbort);
    });
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted) onAbort();
    deliver({ running, sink, dialect: dialectOf(told), clock, isClosing: () => false }).catch(
      (thrown: unknown) => {
        telemetry.internalError("fetch edge", thrown);
        sink.cut(new TypeError("The reply could not be told."));
        running.end({ outcome: "failed", error: toAiosError(thrown) });
      },
    );
    return sink.response;
  }

  /** Answers what never became a call. */
  function refusal(error: AiosError, dialect: DialectName): Response {
    const id = newId();
    const { status, headers, body } = errorResponse(error, dialectOf(dialect), id);
    return new Response(new Uint8Array(body), {
      status,
      headers: { ...headers, "content-length": String(body.byteLength), "x-aios-request-id": id },
    });
  }

  // An arrow, so that an SDK may call it as it likes.
  return (input, init) => serve(input, init);
}

/** @throws AiosError `invalid-request` */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AiosError(
      "invalid-request",
      "The path cannot be decoded: a percent sign begins the two hexadecimal digits of a byte of UTF-8.",
    );
  }
}
