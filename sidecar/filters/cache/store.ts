import { LRUCache } from "lru-cache";
import type { Headers, Reply } from "../../core/call.ts";
import { FRAME_COST, type PackedFrames } from "../../core/frame-log.ts";
import type { Usage } from "../../core/record.ts";
import type { CacheEntry } from "../../core/status.ts";
import type { EncodedForm } from "../../core/whole-body.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import { EVERYTHING, type PurgeStamp } from "./purges.ts";
import { RecentlyTold } from "./recently-told.ts";
import { type KeptBytes, Segments } from "./segments.ts";

/** A complete, successful reply as it came, or as it was made over into the other shape. */
export interface StoredReply {
  readonly framing: Reply["framing"];
  readonly headers: Headers;
  /** Of a reply of messages. */
  readonly trailers?: Headers;
  readonly frames: PackedFrames;
  /** Whether the stream's caller had asked for the token counts that a stream else leaves out. */
  readonly includeUsage: boolean;
  /** Monotonic ms at which its last byte arrived. */
  readonly storedAt: number;
  /** What it can be purged by. */
  readonly tags: readonly string[];
  /** What had been purged when its call began. */
  readonly began: PurgeStamp;
  /** Who gave it, as configuration and callers name them. */
  readonly upstream: string | undefined;
  readonly model: string | undefined;
  readonly usage: Usage | undefined;
  /** What its document is on another wire, since somebody asked for it there. */
  readonly form?: EncodedForm;
}

/** Answers by key, bounded by the bytes they take; what was used least recently goes first. Outlives configurations. */
export interface CacheStore {
  get(key: string): StoredReply | undefined;
  /** ms since it was stored. The store forgets nothing by age: how long an answer is good is its route's to say. */
  ageMs(reply: StoredReply): number;
  /** A copy of it, as `get` will give it; undefined when it is larger than the whole store. */
  set(key: string, reply: StoredReply): StoredReply | undefined;
  delete(key: string): void;
  /** Takes away all that has one of the tags; how many answers that were. */
  purge(tags: readonly string[]): number;
  /** The most recently used first, without what they say. */
  list(limit: number): readonly CacheEntry[];
  /** Told of every key that is no longer there. */
  onRemoved(listener: (key: string) => void): void;
  readonly entries: number;
  readonly bytes: number;
}

export interface CacheStoreOptions {
  readonly maxBytes: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

// All others either tell of one exchange (request ids, rate limits, timings) or are not known to be safe.
const STORED_HEADERS = ["content-type", "openai-version"] as const;

export function storedHeaders(headers: Headers): Headers {
  const stored: Record<string, string> = {};
  for (const name of STORED_HEADERS) {
    const value = headers[name];
    if (value !== undefined) stored[name] = value;
  }
  return stored;
}

// The entry's objects, its place in the map and in the list of use: about 500 bytes measured on Node 26, rounded up.
const ENTRY_OVERHEAD = 1_024;

/** What it is on another wire, in a segment. */
class KeptForm implements EncodedForm {
  readonly by: object;
  readonly kept: KeptBytes;

  constructor({ by, bytes }: EncodedForm, segments: Segments) {
    this.by = by;
    this.kept = segments.keep({ bytes, ends: [bytes.byteLength] });
  }

  get bytes(): Buffer {
    return this.kept.bytes;
  }
}

/** Bytes that an entry takes, by which the store is bounded. */
export function entryBytes(key: string, { headers, trailers, frames, tags, form }: StoredReply): number {
  let bytes = ENTRY_OVERHEAD + key.length + frames.bytes.byteLength + FRAME_COST * frames.ends.length;
  if (form !== undefined) bytes += form.bytes.byteLength;
  for (const tag of tags) bytes += tag.length;
  return bytes + headerBytes(headers) + (trailers === undefined ? 0 : headerBytes(trailers));
}

function headerBytes(headers: Headers): number {
  let bytes = 0;
  for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0);
  return bytes;
}

export function createCacheStore({ maxBytes, clock, telemetry }: CacheStoreOptions): CacheStore {
  const listeners: ((key: string) => void)[] = [];
  const segments = new Segments(maxBytes);
  const told = new RecentlyTold();
  const cache = new LRUCache<string, StoredReply>({
    maxSize: maxBytes,
    disposeAfter: (reply, key, reason) => {
      segments.free(reply.frames);
      if (reply.form instanceof KeptForm) segments.free(reply.form.kept);
      if (reason === "evict") telemetry.cacheEvicted(entryBytes(key, reply));
      // What is replaced is still there.
      if (reason !== "set") for (const listener of listeners) listener(key);
    },
  });
  const tellSize = () => telemetry.cacheSized(cache.size, cache.calculatedSize);
  const copyOf = (reply: StoredReply): StoredReply => {
    const { framing, trailers, includeUsage, storedAt, began, usage, form } = reply;
    const { headers, tags, upstream, model } = told.shared(reply);
    const frames = segments.keep(reply.frames);
    const copy = { framing, headers, frames, includeUsage, storedAt, tags, began, upstream, model, usage };
    if (trailers === undefined && form === undefined) return copy;
    return {
      ...copy,
      ...(trailers === undefined ? {} : { trailers }),
      ...(form === undefined ? {} : { form: new KeptForm(form, segments) }),
    };
  };
  return {
    get: (key) => cache.get(key),
    ageMs: ({ storedAt }) => Math.max(0, clock.monotonic() - storedAt),
    set(key, reply) {
      const size = entryBytes(key, reply);
      const kept = size > maxBytes ? undefined : copyOf(reply);
      if (kept === undefined) cache.delete(key);
      else cache.set(key, kept, { size });
      tellSize();
      return kept;
    },
    delete(key) {
      if (cache.delete(key)) tellSize();
    },
    purge(tags) {
      const isAll = tags.includes(EVERYTHING);
      const wanted = new Set(tags);
      // All first: what is deleted while the cache is walked through moves what comes next.
      const purged: string[] = [];
      cache.forEach((reply, key) => {
        if (isAll || reply.tags.some((tag) => wanted.has(tag))) purged.push(key);
      });
      for (const key of purged) cache.delete(key);
      if (isAll) told.forget();
      if (purged.length > 0) tellSize();
      return purged.length;
    },
    list(limit) {
      const listed: CacheEntry[] = [];
      for (const [key, reply] of cache.entries()) {
        if (listed.length >= limit) break;
        const { tags, upstream, model, framing, usage, storedAt } = reply;
        listed.push({
          key: key.slice(0, 16),
          tags,
          upstream,
          model,
          framing,
          bytes: entryBytes(key, reply),
          ageSeconds: Math.floor(Math.max(0, clock.monotonic() - storedAt) / 1_000),
          usage,
        });
      }
      return listed;
    },
    onRemoved: (listener) => void listeners.push(listener),
    get entries() {
      return cache.size;
    },
    get bytes() {
      return cache.calculatedSize;
    },
  };
}
