import { Client, Pool } from "undici";
import type { UpstreamSpec } from "../../config/schema/upstream.ts";
import type { Call, DialectName, Headers, Reply } from "../core/call.ts";
import { shorten } from "../core/deadline.ts";
import type { Dialect } from "../core/dialect.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import { WholeBody } from "../core/whole-body.ts";
import { isEventStream, isJson } from "../dialects/media-type.ts";
import type { Clock } from "../platform/clock.ts";
import type { ResolvedAuth } from "./auth.ts";
import { ByteBody, quotesCredentials } from "./byte-body.ts";
import { classifyStatus } from "./classify.ts";
import type { DirectClient } from "./client.ts";
import { ConnectionSlots } from "./connection-slots.ts";
import { readAll, readDocument } from "./document-body.ts";
import { EventBody } from "./event-body.ts";
import { returnedHeaders } from "./headers.ts";
import { HttpExchange, type ResponseHead, type Send } from "./http-exchange.ts";
import { httpRequests } from "./http-request.ts";
import { KeptConnection } from "./kept-connection.ts";
import { QuotedCredentials } from "./quoted-credentials.ts";
import { timed } from "./timed.ts";

/** Largest body of a refusal that is passed on; a larger one is left out. */
const MAX_ANSWER_BYTES = 256 * 1024;
/** Calls that wait for a connection at most. */
const DEFAULT_MAX_WAITING = 1_024;

export interface HttpUpstreamOptions {
  readonly name: string;
  readonly spec: UpstreamSpec;
  /** Of one of its endpoints. */
  readonly url: string;
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

/** An upstream that is dialled from here, by HTTP/1.1 over a pool of connections. */
export function createHttpUpstream(options: HttpUpstreamOptions): DirectClient {
  const { name, spec, auth, connectTimeoutMs, dialectOf, version, clock } = options;
  const url = new URL(options.url);
  const connection: Client.Options = {
    pipelining: 1,
    // One call a connection: a stream that nobody reads holds up none of the others, as it could on a shared one.
    allowH2: false,
    keepAliveTimeout: spec.connections.keepAlive,
    keepAliveMaxTimeout: spec.connections.keepAlive,
    // The timeouts are ours: they end a call through its signal.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: connectTimeoutMs },
  };
  const pool = new Pool(url.origin, {
    ...connection,
    connections: spec.connections.max,
    factory: (origin, options) => new KeptConnection(origin, options),
  });
  /** Connections made for one request each. */
  const singles = new Set<Promise<void>>();
  /** Over a new connection: the pool might choose another that it has kept. It takes the place of one that died. */
  const sendAnew: Send = (request, exchange) => {
    const single = new Client(url.origin, connection);
    single.dispatch(request, exchange);
    const closed = single.close();
    singles.add(closed);
    const forget = () => singles.delete(closed);
    closed.then(forget, forget);
  };
  const maxWaiting = options.maxWaiting ?? DEFAULT_MAX_WAITING;
  const slots = new ConnectionSlots(name, spec.connections.max, maxWaiting, clock);
  const requestOf = httpRequests({ url, dialectOf, version, authHeader: auth?.headerName });
  const quotedOf = quotedCredentials();
  let closing: Promise<void> | undefined;

  const attempt = async (call: Call): Promise<Reply> => {
    const request = requestOf(call);
    const credentials = auth === undefined ? undefined : (await auth.headerValue()).reveal();
    if (auth !== undefined && credentials !== undefined) request.headers.push(auth.headerName, credentials);
    const slot = slots.acquire(call.signal, shorten(call.deadline, call.firstFrameBy));
    if (slot !== undefined) await slot;
    // It may have aborted while something was awaited, and a signal that has aborted fires no event any more.
    if (call.signal.aborted) {
      slots.release();
      throw toAiosError(call.signal.reason);
    }
    const exchange = new HttpExchange(name, call.signal, () => slots.release());
    // A body that is never pulled never ends by itself.
    call.onEnd(() => exchange.abandon());
    exchange.dispatch(pool, request, sendAnew);
    try {
      return await replyOf(call, await exchange.head(), exchange, quotedOf(credentials));
    } catch (error) {
      exchange.abandon();
      throw error;
    }
  };

  const replyOf = async (
    call: Call,
    head: ResponseHead,
    exchange: HttpExchange,
    quoted: QuotedCredentials | undefined,
  ): Promise<Reply> => {
    const { status } = head;
    const told = returnedHeaders(head.headers, call.opaque === undefined ? "known" : "opaque");
    const headers = quoted?.without(told) ?? told;
    if (status >= 400) {
      const read = await readAll(exchange, MAX_ANSWER_BYTES).catch(cutBody);
      const betrays = headers !== told || (read !== undefined && quoted?.isIn(read) === true);
      const body = betrays || !isReadable(call, head) ? undefined : read;
      if (status === 401 || status === 403) auth?.refused();
      throw classifyStatus(
        name,
        // Of a HEAD it tells what a GET would have; elsewhere the body itself does.
        { status, headers: isHead(call) ? headers : without(headers, "content-length"), body },
        { authConfigured: auth !== undefined, now: clock.now() },
      );
    }
    const bytes = (returned: Headers): Reply => ({
      status,
      // RFC 9110, section 8.6: no length where there is no content to have one.
      headers: status === 204 ? without(returned, "content-length") : returned,
      framing: "bytes",
      body: new ByteBody({ upstream: name, exchange, quoted }),
      trailers: noTrailers,
    });
    const passes = call.operation === "passthrough";
    if (passes && (status < 300 || status === 304)) return bytes(without(headers, "location"));
    if (passes && leadsElsewhere(headers.location, url)) return bytes(headers);
    if (status >= 300) {
      throw new AiosError(
        "invalid-upstream-reply",
        `Upstream "${name}" answered with a redirect (status ${status}); its \`url\` has to name the final place.`,
      );
    }
    const contentType = headers["content-type"] ?? "";
    const { events } = dialectOf(call.dialect);
    if (call.opaque !== undefined && !isJson(contentType)) return bytes(headers);
    // A stream that its dialect does not describe, and that was asked for.
    if (isEventStream(contentType) && events === undefined && call.stream) return bytes(headers);
    if (!isEventStream(contentType)) {
      const reading = readDocument(name, exchange, headers, spec.maxReplySize);
      const document = reading instanceof Promise ? await reading : reading;
      if (quoted?.areQuotedBy(document) === true) throw quotesCredentials(name);
      return { status, headers, framing: "document", body: new WholeBody(document), trailers: noTrailers };
    }
    if (events === undefined) {
      throw new AiosError(
        "invalid-upstream-reply",
        `Upstream "${name}" answered with a stream to a call that has none. Check its \`url\` and \`dialect\`.`,
      );
    }
    const body = new EventBody({
      upstream: name,
      exchange,
      maxEventBytes: spec.maxReplySize,
      events,
      quoted,
      clock,
    });
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
      closing ??= Promise.all([pool.close(), ...singles]).then(() => undefined);
      return closing;
    },
  };
}

/**
 * Whether a redirect leads away from the upstream, such as to the storage where a file is kept: whoever called follows
 * it without our credentials. One within the upstream it could not follow, since only we can call there.
 */
function leadsElsewhere(location: string | undefined, { origin }: URL): boolean {
  return location !== undefined && URL.canParse(location) && new URL(location).origin !== origin;
}

/** Compressed although nobody asked for it: of use only to a caller who is told so. */
function isReadable({ opaque }: Call, { headers }: ResponseHead): boolean {
  const encoding = headers["content-encoding"];
  return opaque !== undefined || encoding === undefined || encoding === "identity";
}

function isHead({ opaque }: Call): boolean {
  return opaque?.transport === "http" && opaque.method === "HEAD";
}

function without(headers: Headers, name: string): Headers {
  if (headers[name] === undefined) return headers;
  const { [name]: _, ...others } = headers;
  return others;
}

/** Made anew only when the credentials were. */
function quotedCredentials(): (credentials: string | undefined) => QuotedCredentials | undefined {
  let last: { readonly credentials: string; readonly quoted: QuotedCredentials } | undefined;
  return (credentials) => {
    if (credentials === undefined) return undefined;
    if (last?.credentials !== credentials) last = { credentials, quoted: new QuotedCredentials(credentials) };
    return last.quoted;
  };
}

/** A refusal whose body broke off is still that refusal; only a call that was cancelled is something else. */
function cutBody(error: unknown): undefined {
  const { kind } = toAiosError(error);
  if (kind !== "upstream-cut" && kind !== "invalid-upstream-reply") throw error;
  return undefined;
}

const noTrailers = () => ({});
