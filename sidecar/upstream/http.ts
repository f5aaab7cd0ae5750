import { Pool } from "undici";
import type { UpstreamSpec } from "../../config/schema/upstream.ts";
import type { Call, DialectName, Frame, Reply } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock } from "../platform/clock.ts";
import type { ResolvedAuth } from "./auth.ts";
import { classifyStatus } from "./classify.ts";
import type { UpstreamClient } from "./client.ts";
import { ConnectionSlots } from "./connection-slots.ts";
import { readAll, readDocument } from "./document-body.ts";
import { EventBody } from "./event-body.ts";
import { forwardedNames, returnedHeaders } from "./headers.ts";
import { HttpExchange, type ResponseHead } from "./http-exchange.ts";
import { timed } from "./timed.ts";

/** Largest body of a refusal that is passed on; a larger one is left out. */
const MAX_ANSWER_BYTES = 256 * 1024;
/** Calls that wait for a connection at most. */
const DEFAULT_MAX_WAITING = 1_024;

export interface HttpUpstreamOptions {
  readonly name: string;
  readonly spec: UpstreamSpec;
  /** Undefined: calls are sent without credentials. */
  readonly auth: ResolvedAuth | undefined;
  /** Until a connection stands, TLS included. */
  readonly connectTimeoutMs: number;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  /** Of aios, for `user-agent`. */
  readonly version: string;
  /** Calls that wait for a free connection at most; the next one is `overloaded`. */
  readonly maxWaiting?: number;
}

/** What is the same for every call of one dialect. */
interface Shape {
  readonly dialect: Dialect;
  /** With the URL's own prefix and query. */
  readonly path: string;
  readonly headers: { readonly stream: readonly string[]; readonly unary: readonly string[] };
  /** The caller's headers that go along. */
  readonly forwarded: readonly string[];
}

/** An upstream that is dialled from here, by HTTP/1.1 over a pool of connections. */
export function createHttpUpstream(options: HttpUpstreamOptions): UpstreamClient {
  const { name, spec, auth, connectTimeoutMs, clock } = options;
  const url = new URL(spec.url);
  const pool = new Pool(url.origin, {
    connections: spec.connections.max,
    pipelining: 1,
    // One call a connection: a stream that nobody reads holds up none of the others, as it could on a shared one.
    allowH2: false,
    keepAliveTimeout: spec.connections.keepAlive,
    keepAliveMaxTimeout: spec.connections.keepAlive,
    // The timeouts are ours: they end a call through its signal.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: connectTimeoutMs },
  });
  const slots = new ConnectionSlots(name, spec.connections.max, options.maxWaiting ?? DEFAULT_MAX_WAITING);
  const shapeOf = shapes(options, url);
  let closing: Promise<void> | undefined;

  const attempt = async (call: Call): Promise<Reply> => {
    const shape = shapeOf(call.dialect);
    const headers = [...(call.stream ? shape.headers.stream : shape.headers.unary)];
    for (const header of shape.forwarded) {
      const value = call.headers[header];
      if (value !== undefined) headers.push(header, value);
    }
    const body = call.request.bytes();
    if (auth !== undefined) headers.push(auth.headerName, (await auth.headerValue()).reveal());
    await slots.acquire(call.signal);
    // It may have aborted while something was awaited, and a signal that has aborted fires no event any more.
    if (call.signal.aborted) {
      slots.release();
      throw toAiosError(call.signal.reason);
    }
    const exchange = new HttpExchange(name, call.signal, () => slots.release());
    // A body that is never pulled never ends by itself.
    call.onEnd(() => exchange.abandon());
    pool.dispatch({ method: "POST", path: shape.path, headers, body }, exchange);
    try {
      return await replyOf(await exchange.head(), exchange, shape.dialect);
    } catch (error) {
      exchange.abandon();
      throw error;
    }
  };

  const replyOf = async (head: ResponseHead, exchange: HttpExchange, dialect: Dialect): Promise<Reply> => {
    const { status } = head;
    const headers = returnedHeaders(head.headers);
    if (status >= 400) {
      const body = await readAll(exchange, MAX_ANSWER_BYTES).catch(cutBody);
      if (status === 401 || status === 403) auth?.refused();
      throw classifyStatus(
        name,
        { status, headers, body },
        { authConfigured: auth !== undefined, now: clock.now() },
      );
    }
    if (status >= 300) {
      throw new AiosError(
        "invalid-upstream-reply",
        `Upstream "${name}" answered with a redirect (status ${status}); its \`url\` has to name the final place.`,
      );
    }
    if (!/^text\/event-stream\s*(?:;|$)/i.test(headers["content-type"] ?? "")) {
      const document = await readDocument(name, exchange, headers, spec.maxReplySize);
      return { status, headers, framing: "document", body: only(document), trailers: noTrailers };
    }
    const { events } = dialect;
    if (events === undefined) {
      throw new AiosError(
        "invalid-upstream-reply",
        `Upstream "${name}" answered with a stream to a call that has none. Check its \`url\` and \`dialect\`.`,
      );
    }
    const body = new EventBody({ upstream: name, exchange, maxEventBytes: spec.maxReplySize, events, clock });
    await body.prime();
    return { status, headers, framing: "events", body, trailers: noTrailers };
  };

  return {
    name,
    call: timed(attempt, clock),
    status: () => {
      const { connected, free } = pool.stats;
      return { name, via: "direct", connected, free, running: slots.taken, pending: slots.waiting };
    },
    close: () => {
      closing ??= pool.close();
      return closing;
    },
  };
}

function shapes({ dialectOf, version, auth }: HttpUpstreamOptions, url: URL): (name: DialectName) => Shape {
  const known = new Map<DialectName, Shape>();
  const prefix = url.pathname.replace(/\/+$/, "");
  const headersFor = (accept: string) => [
    "content-type",
    "application/json",
    "accept",
    accept,
    // The bytes are passed on as they come, and looked into: compressed they would be of no use here.
    "accept-encoding",
    "identity",
    "user-agent",
    `aios/${version}`,
  ];
  return (name) => {
    const shape = known.get(name);
    if (shape !== undefined) return shape;
    const dialect = dialectOf(name);
    const made: Shape = {
      dialect,
      path: prefix + dialect.path + url.search,
      headers: { stream: headersFor("text/event-stream"), unary: headersFor("application/json") },
      forwarded: forwardedNames(dialect, auth?.headerName),
    };
    known.set(name, made);
    return made;
  };
}

/** A refusal whose body broke off is still that refusal; only a call that was cancelled is something else. */
function cutBody(error: unknown): undefined {
  const { kind } = toAiosError(error);
  if (kind !== "upstream-cut" && kind !== "invalid-upstream-reply") throw error;
  return undefined;
}

async function* only(frame: Frame): AsyncGenerator<Frame> {
  yield frame;
}

const noTrailers = () => ({});
