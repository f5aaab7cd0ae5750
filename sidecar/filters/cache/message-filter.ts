import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { Call, Frame, Handler, OpaqueRequest, Reply } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { packFrames } from "../../core/frame-log.ts";
import { watchBody } from "../../core/watch.ts";
import { passesThrough } from "../../dialects/passthrough/grpc-metadata.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import { parseCacheControl } from "./directives.ts";
import type { CacheSpec, KeyScope } from "./key.ts";
import { type CacheStore, entryBytes, type StoredReply } from "./store.ts";

/** Raised whenever the same call would get another key than before. */
const ALGORITHM = "aios-message-1";

/**
 * How long a request may take to turn out to be one message. The end of a unary request comes with its message; whoever
 * has more to say, or waits for an answer first, is held up by this and no more.
 */
const SOLE_WITHIN_MS = 20;

export interface MessageCacheOptions {
  readonly store: CacheStore;
  /** The route's `cache`; without `exact` nothing is read or kept. */
  readonly spec: CacheSpec | undefined;
  readonly routeName: string;
  readonly routeVersion: string;
  /** Bytes of the largest answer that is kept. */
  readonly maxEntryBytes: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

type RpcRequest = OpaqueRequest & { readonly transport: "grpc" };

/**
 * Answers a gRPC call whose request is one message from memory when the same bytes were asked before, and keeps replies
 * that are one message with status OK, their metadata included. All else goes by it. Rejects with `not-cached` when the
 * caller wants a cached answer or none.
 */
export function createMessageCacheFilter(options: MessageCacheOptions): Filter {
  const { spec } = options;
  return {
    name: "cache",
    wrap: (next) => (call) => {
      const rpc = call.opaque;
      const exact = spec?.exact;
      if (spec === undefined || exact === undefined || rpc?.transport !== "grpc") return uncached(call, next);
      return handle(call, rpc, next, { ...options, isolate: spec.isolate, ttlMs: exact.ttl });
    },
  };
}

async function uncached(call: Call, next: Handler): Promise<Reply> {
  if (parseCacheControl(call.headers["cache-control"]).onlyIfCached) throw notCached();
  return next(call);
}

interface Scope extends MessageCacheOptions, Pick<KeyScope, "isolate"> {
  readonly ttlMs: number;
}

async function handle(call: Call, rpc: RpcRequest, next: Handler, scope: Scope): Promise<Reply> {
  const directives = parseCacheControl(call.headers["cache-control"]);
  const message = directives.noStore ? undefined : await rpc.messages.sole(SOLE_WITHIN_MS);
  const key = message === undefined ? undefined : messageKey(call, rpc.path, message, scope);
  if (key === undefined) {
    call.record.set("cache", "bypass");
    if (directives.onlyIfCached) throw notCached();
    return next(call);
  }
  const { store, ttlMs } = scope;
  const stored = directives.noCache ? undefined : store.get(key);
  if (stored !== undefined) {
    const ageMs = store.ageMs(stored);
    if (ageMs < ttlMs && ageMs <= directives.maxAgeMs) return hit(call, stored, Math.floor(ageMs / 1_000));
    if (ageMs >= ttlMs) store.delete(key);
  }
  call.record.set("cache", "miss");
  if (directives.onlyIfCached) throw notCached();
  return kept(await next(call), key, scope);
}

/**
 * The lower-case hex sha256 of the canonical JSON of the method's path, the sha256 of the message, the metadata that
 * passes on to the service (but for the trace, which is another one each time), and whatever `cacheKey` has besides.
 */
function messageKey(call: Call, path: string, message: Frame, scope: Scope): string | undefined {
  const { isolate, routeName, routeVersion } = scope;
  // Isolated by something that the caller does not say: it shares with nobody.
  if (isolate === "user" && call.user === undefined) return undefined;
  if (isolate === "session" && call.session === undefined) return undefined;
  const { namespace, serviceAccount } = call.workload;
  return sha256(
    canonicalJson({
      algorithm: ALGORITHM,
      path,
      message: sha256(message),
      metadata: Object.fromEntries(
        Object.entries(call.headers).filter(([name]) => passesThrough(name) && name !== "traceparent"),
      ),
      route: routeName,
      routeVersion,
      workload: { namespace, serviceAccount },
      policies: call.policies,
      user: call.user ?? null,
      session: isolate === "session" ? (call.session ?? null) : null,
    }),
  );
}

function hit(call: Call, { headers, trailers = {}, frames }: StoredReply, ageSeconds: number): Reply {
  call.record.set("cache", "hit");
  call.record.set("cacheAgeSeconds", ageSeconds);
  return {
    status: 200,
    headers: { ...headers, age: String(ageSeconds) },
    framing: "messages",
    body: only(frames.bytes),
    trailers: () => trailers,
  };
}

/** The same reply, stored once it has turned out to be one message and OK. */
function kept(reply: Reply, key: string, scope: Scope): Reply {
  if (reply.framing !== "messages") return reply;
  const { store, routeName, maxEntryBytes, clock, telemetry } = scope;
  let messages = 0;
  let first: Frame | undefined;
  const body = watchBody(reply.body, {
    frame(frame) {
      messages++;
      first = messages === 1 && frame.byteLength <= maxEntryBytes ? frame : undefined;
    },
    end({ outcome }) {
      if (outcome !== "completed" || first === undefined) return;
      const stored: StoredReply = {
        framing: "messages",
        headers: reply.headers,
        trailers: reply.trailers(),
        // A copy: a message may be a few bytes of a buffer that is much larger.
        frames: packFrames([first]),
        includeUsage: false,
        storedAt: clock.monotonic(),
      };
      const bytes = entryBytes(key, stored);
      if (bytes <= maxEntryBytes && store.set(key, stored)) telemetry.cacheStored(routeName, bytes);
    },
  });
  return { ...reply, body };
}

async function* only(message: Frame): AsyncGenerator<Frame> {
  yield message;
}

function notCached(): AiosError {
  return new AiosError(
    "not-cached",
    "There is no cached answer to this call, and cache-control: only-if-cached asks for no other.",
  );
}
