import type { CacheSpec } from "../../../config/schema/cache.ts";
import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { MissReason } from "../../core/cache-reasons.ts";
import type { Call, Frame, Handler, OpaqueRequest, Reply } from "../../core/call.ts";
import type { Filter } from "../../core/filter.ts";
import { watchBody } from "../../core/watch.ts";
import { WholeBody } from "../../core/whole-body.ts";
import { passesThrough } from "../../dialects/passthrough/grpc-metadata.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import { parseCacheControl } from "./directives.ts";
import { type KeyScope, type Principal, principalOf } from "./key.ts";
import { notCached } from "./not-cached.ts";
import type { PurgeStamp, Purges } from "./purges.ts";
import { type CacheStore, entryBytes, type StoredReply } from "./store.ts";
import { ownTags, tagsOf } from "./tags.ts";

/** Raised whenever the same call would get another key than before. */
const ALGORITHM = "aios-message-3";

/**
 * How long a request may take to turn out to be one message. The end of a unary request comes with its message; whoever
 * has more to say, or waits for an answer first, is held up by this and no more.
 */
const SOLE_WITHIN_MS = 20;

export interface MessageCacheOptions {
  readonly store: CacheStore;
  readonly purges: Purges;
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
  call.record.set("cache", "bypass");
  call.record.set("cacheReason", "off");
  if (parseCacheControl(call.headers["cache-control"]).onlyIfCached) throw notCached();
  return next(call);
}

interface Scope extends MessageCacheOptions, Pick<KeyScope, "isolate"> {
  readonly ttlMs: number;
}

interface Keyed {
  readonly key: string;
  /** Tags of the caller's own. */
  readonly own: readonly string[];
  /** What had been purged when the call came. */
  readonly began: PurgeStamp;
}

async function handle(call: Call, rpc: RpcRequest, next: Handler, scope: Scope): Promise<Reply> {
  const directives = parseCacheControl(call.headers["cache-control"]);
  const began = scope.purges.stamp();
  const principal = principalOf(call, scope.isolate);
  const message = directives.noStore ? undefined : await rpc.messages.sole(SOLE_WITHIN_MS);
  if (message === undefined || typeof principal === "string") {
    call.record.set("cache", "bypass");
    const reason = directives.noStore ? "no-store" : typeof principal === "string" ? principal : "opaque";
    call.record.set("cacheReason", reason);
    if (directives.onlyIfCached) throw notCached();
    return next(call);
  }
  const own = ownTags(call.headers);
  const key = messageKey(call, rpc.path, message, principal, scope);
  const { store, ttlMs } = scope;
  const stored = directives.noCache ? undefined : store.get(key);
  let reason: MissReason = directives.noCache ? "no-cache" : "absent";
  if (stored !== undefined) {
    const ageMs = store.ageMs(stored);
    // Whoever asked for it had other tags: it went with none of this call's own when they were purged.
    const isPurged = own.length > 0 && scope.purges.hasPurged(own, stored.began);
    if (ageMs < ttlMs && ageMs <= directives.maxAgeMs && !isPurged)
      return hit(call, stored, Math.floor(ageMs / 1_000));
    reason = ageMs >= ttlMs ? "expired" : isPurged ? "purged" : "too-old";
    if (ageMs >= ttlMs) store.delete(key);
  }
  call.record.set("cache", "miss");
  call.record.set("cacheReason", reason);
  if (directives.onlyIfCached) throw notCached();
  return kept(call, await next(call), { key, own, began }, scope);
}

/**
 * The lower-case hex sha256 of the canonical JSON of the method's path, the sha256 of the message, the metadata that
 * passes on to the service (but for the trace, which is another one each time), and whatever `cacheKey` has besides.
 */
function messageKey(
  { headers, policies, preferred }: Call,
  path: string,
  message: Frame,
  principal: Principal,
  { routeName, routeVersion }: Scope,
): string {
  return sha256(
    canonicalJson({
      algorithm: ALGORITHM,
      path,
      message: sha256(message),
      metadata: Object.fromEntries(
        Object.entries(headers).filter(([name]) => passesThrough(name) && name !== "traceparent"),
      ),
      route: routeName,
      routeVersion,
      target: preferred === undefined ? null : { ...preferred },
      policies,
      principal: { ...principal },
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
    body: new WholeBody(frames.bytes),
    trailers: () => trailers,
  };
}

/** The same reply, stored once it has turned out to be one message and OK. */
function kept(call: Call, reply: Reply, { key, own, began }: Keyed, scope: Scope): Reply {
  if (reply.framing !== "messages") return reply;
  const { store, purges, spec, routeName, maxEntryBytes, clock, telemetry } = scope;
  let messages = 0;
  let first: Frame | undefined;
  const body = watchBody(reply.body, {
    frame(frame) {
      messages++;
      first = messages === 1 && frame.byteLength <= maxEntryBytes ? frame : undefined;
    },
    end({ outcome }) {
      if (outcome !== "completed" || first === undefined) return;
      const upstream = call.record.get("upstream");
      const stored: StoredReply = {
        framing: "messages",
        headers: reply.headers,
        trailers: reply.trailers(),
        frames: { bytes: first, ends: [first.byteLength] },
        includeUsage: false,
        storedAt: clock.monotonic(),
        tags: tagsOf({
          route: routeName,
          routeTags: spec?.tags ?? [],
          own,
          models: [],
          upstream,
          request: {},
        }),
        began,
        upstream,
        model: undefined,
        usage: undefined,
      };
      const bytes = entryBytes(key, stored);
      // What was asked for before a purge is what was purged.
      if (purges.hasPurged(stored.tags, began)) return;
      if (bytes <= maxEntryBytes && store.set(key, stored) !== undefined)
        telemetry.cacheStored(routeName, bytes);
    },
  });
  return { ...reply, body };
}
