import type { Call, DialectName, Frame, Handler, Reply, StaleAnswer } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { type PackedFrames, unpackFrames } from "../../core/frame-log.ts";
import { gatherReply } from "../../core/gather-reply.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import { type CacheDirectives, parseCacheControl } from "./directives.ts";
import { type CacheSpec, cacheKey } from "./key.ts";
import { hasShape, reshape, shapeKey, shapeWanted } from "./shape.ts";
import { type CacheStore, entryBytes, type StoredReply, storedHeaders } from "./store.ts";

export { type CacheStore, createCacheStore } from "./store.ts";

export interface CacheOptions {
  readonly store: CacheStore;
  /** The route's `cache`; without `exact` nothing is read or kept. */
  readonly spec: CacheSpec | undefined;
  readonly routeName: string;
  readonly routeVersion?: string;
  /** How long an answer is kept beyond its ttl, for the `stale` rungs of the ladder; 0 when there are none. */
  readonly keepStaleMs: number;
  /** Bytes of the largest answer that is kept. */
  readonly maxEntryBytes: number;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Answers identical calls (see `cacheKey`) from memory, in the shape they ask for, and keeps complete, successful
 * replies. An expired answer that is still kept goes down with the call, for the ladder. Rejects with `not-cached` when
 * the caller wants a cached answer or none.
 */
export function createCacheFilter(options: CacheOptions): Filter {
  const exact = options.spec?.exact;
  return {
    name: "cache",
    wrap: (next) => {
      if (options.spec === undefined || exact === undefined) return withoutCache(next);
      const cache = new ExactCache(options, options.spec.isolate, exact.ttl);
      return (call) => cache.handle(call, next);
    },
  };
}

function withoutCache(next: Handler): Handler {
  return async (call) => {
    if (parseCacheControl(call.headers["cache-control"]).onlyIfCached) throw notCached();
    return next(call);
  };
}

class ExactCache {
  readonly #options: CacheOptions;
  readonly #isolate: CacheSpec["isolate"];
  readonly #ttlMs: number;

  constructor(options: CacheOptions, isolate: CacheSpec["isolate"], ttlMs: number) {
    this.#options = options;
    this.#isolate = isolate;
    this.#ttlMs = ttlMs;
  }

  async handle(call: Call, next: Handler): Promise<Reply> {
    const directives = parseCacheControl(call.headers["cache-control"]);
    const dialect = this.#options.dialectOf(call.dialect);
    const key = directives.noStore ? undefined : this.#keyOf(call, dialect);
    if (key === undefined) {
      call.record.set("cache", "bypass");
      if (directives.onlyIfCached) throw notCached();
      return next(call);
    }

    const kept = directives.noCache ? undefined : this.#find(key, directives);
    if (kept !== undefined && this.#options.store.ageMs(kept) < this.#ttlMs) {
      const shaped = this.#inShape(key, kept, call, dialect);
      if (shaped !== undefined) return this.#hit(call, shaped);
    }
    call.record.set("cache", "miss");
    if (directives.onlyIfCached) throw notCached();
    const stale = kept === undefined ? undefined : this.#staleAnswer(key, kept, call, dialect);
    const reply = await next(stale === undefined ? call : { ...call, stale });
    if (!isWorthKeeping(call, reply)) return reply;
    return gatherReply(reply, {
      dialect,
      maxBytes: this.#options.maxEntryBytes,
      gathered: ({ frames, isWhole }) => {
        if (frames !== undefined && isWhole) this.#store(key, call, reply, frames);
      },
      onFault: (error) => this.#fault(error),
    });
  }

  /** Undefined for a call that has no key: it goes by the cache, which is no reason to refuse it. */
  #keyOf(call: Call, dialect: Dialect): string | undefined {
    // What it asks is known to nobody here.
    if (call.opaque !== undefined) return undefined;
    try {
      return cacheKey(call, dialect, {
        ...this.#options,
        routeVersion: this.#options.routeVersion,
        isolate: this.#isolate,
      });
    } catch (error) {
      // A document so deeply nested that it cannot be walked.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** What is still kept and no older than the caller allows. */
  #find(key: string, { maxAgeMs }: CacheDirectives): StoredReply | undefined {
    const { store, keepStaleMs } = this.#options;
    const stored = store.get(key);
    if (stored === undefined) return undefined;
    const ageMs = store.ageMs(stored);
    if (ageMs >= this.#ttlMs + keepStaleMs) {
      store.delete(key);
      return undefined;
    }
    return ageMs <= maxAgeMs ? stored : undefined;
  }

  /** The answer in the shape this call asks for; undefined when it cannot be told that way. */
  #inShape(key: string, stored: StoredReply, call: Call, dialect: Dialect): StoredReply | undefined {
    const shape = shapeWanted(call);
    if (hasShape(stored, shape)) return stored;
    const { store, maxEntryBytes } = this.#options;
    const convertedKey = shapeKey(key, shape);
    const remembered = store.get(convertedKey);
    // One made from an earlier answer is left over.
    if (remembered?.storedAt === stored.storedAt) return remembered;
    try {
      const converted = reshape(stored, shape, dialect, call.request.document());
      if (converted !== undefined && entryBytes(convertedKey, converted) <= maxEntryBytes)
        store.set(convertedKey, converted);
      return converted;
    } catch (error) {
      this.#fault(error);
      return undefined;
    }
  }

  #hit(call: Call, stored: StoredReply): Reply {
    const ageSeconds = this.#ageSeconds(stored);
    call.record.set("cache", "hit");
    call.record.set("cacheAgeSeconds", ageSeconds);
    return replay(stored, ageSeconds);
  }

  #staleAnswer(key: string, kept: StoredReply, call: Call, dialect: Dialect): StaleAnswer {
    const { store } = this.#options;
    return {
      get ageMs() {
        return store.ageMs(kept);
      },
      reply: () => {
        const shaped = this.#inShape(key, kept, call, dialect);
        if (shaped === undefined) throw notCached();
        return replay(shaped, this.#ageSeconds(shaped));
      },
    };
  }

  #store(key: string, call: Call, { framing, headers }: Reply, frames: PackedFrames): void {
    const { store, routeName, maxEntryBytes, clock, telemetry } = this.#options;
    const { includeUsage } = shapeWanted(call);
    const stored = {
      framing,
      headers: storedHeaders(headers),
      frames,
      includeUsage,
      storedAt: clock.monotonic(),
    };
    const bytes = entryBytes(key, stored);
    if (bytes <= maxEntryBytes && store.set(key, stored)) telemetry.cacheStored(routeName, bytes);
  }

  #ageSeconds(stored: StoredReply): number {
    return Math.floor(this.#options.store.ageMs(stored) / 1_000);
  }

  #fault(error: unknown): void {
    this.#options.telemetry.internalError(`cache of route ${this.#options.routeName}`, error);
  }
}

/** No rung of the ladder gave it, and it is of a shape that can be told whole. */
function isWorthKeeping(call: Call, { status, framing }: Reply): boolean {
  if (status !== 200 || call.record.get("degraded") !== undefined) return false;
  return framing === "document" || framing === "events";
}

function replay(stored: StoredReply, ageSeconds: number): Reply {
  return {
    status: 200,
    headers: { ...stored.headers, age: String(ageSeconds) },
    framing: stored.framing,
    body: inOrder(stored),
    trailers: () => ({}),
  };
}

async function* inOrder({ framing, frames }: StoredReply): AsyncGenerator<Frame> {
  // A document that came in pieces is one frame all the same.
  if (framing === "document") yield frames.bytes;
  else yield* unpackFrames(frames);
}

function notCached(): AiosError {
  return new AiosError(
    "not-cached",
    "There is no cached answer to this call, and cache-control: only-if-cached asks for no other.",
  );
}
