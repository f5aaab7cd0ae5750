import type { FastifyInstance, FastifyReply } from "fastify";
import { readPurgeRequest } from "../../config/schema/purge.ts";
import type { CacheEntry, CacheTally } from "../core/status.ts";
import type { Clock } from "../platform/clock.ts";

/** The cache, as far as the person at the terminal sees it and reaches into it. */
export interface AdminCache {
  readonly entries: number;
  readonly bytes: number;
  readonly maxBytes: number;
  /** Number of the newest purge of the control plane that was carried out; 0 when none was. */
  readonly purgedUpTo: number;
  /** The most recently used first. */
  list(limit: number): readonly CacheEntry[];
  purge(purges: readonly { readonly tag: string; readonly sequence: undefined }[]): number;
}

export interface AdminCacheOptions {
  readonly cache: AdminCache;
  readonly tallies: () => Promise<readonly CacheTally[]>;
  readonly clock: Clock;
}

interface TagTally {
  readonly tag: string;
  entries: number;
  bytes: number;
}

const LISTED = 100;
const MOST_LISTED = 1_000;
/** Answers that are looked at for their tags, those used most recently. */
const MOST_COUNTED = 10_000;
const TAGS = 20;

export const CACHE_ENDPOINTS = {
  "GET /cache":
    "what the cache holds, what it has done by route since the start, the tags that most of its answers have, and its answers without what they say, the most recently used first: ?limit=, 0 to 1000 (100 when absent), &tag= for those with a tag",
  "POST /cache/purge":
    'takes answers out of the cache of this sidecar alone: {"tags": ["…"]} or {"all": true}; POST /api/v1/cache/purge of the control plane reaches all sidecars',
} as const;

/** Never what an answer says, nor what it answers. */
export function registerAdminCache(app: FastifyInstance, { cache, tallies, clock }: AdminCacheOptions): void {
  app.get<{ Querystring: { limit?: string; tag?: string } }>("/cache", async (request, reply) => {
    const limit = limitIn(request.query.limit);
    if (limit === undefined) return refuse(reply, `Say ?limit=, a number from 0 to ${MOST_LISTED}.`);
    const { tag } = request.query;
    const { entries, bytes, maxBytes, purgedUpTo } = cache;
    const known = cache.list(MOST_COUNTED);
    const asked = tag === undefined ? known : known.filter(({ tags }) => tags.includes(tag));
    return {
      entries,
      bytes,
      maxBytes,
      purgedUpTo,
      routes: await tallies(),
      tags: topTags(known),
      answers: asked.slice(0, limit),
    };
  });
  app.post("/cache/purge", async (request, reply) => {
    const read = readPurgeRequest(request.body);
    if (typeof read === "string") return refuse(reply, read);
    const began = clock.monotonic();
    const answers = cache.purge(read.tags.map((tag) => ({ tag, sequence: undefined })));
    return { answers, tookMs: clock.monotonic() - began };
  });
}

function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(400).send({ error });
}

function limitIn(text: string | undefined): number | undefined {
  if (text === undefined) return LISTED;
  const limit = Number(text);
  return /^\d{1,4}$/.test(text) && limit <= MOST_LISTED ? limit : undefined;
}

function topTags(entries: readonly CacheEntry[]): readonly TagTally[] {
  const byTag = new Map<string, TagTally>();
  for (const { tags, bytes } of entries) {
    for (const tag of tags) {
      const tally = byTag.get(tag) ?? { tag, entries: 0, bytes: 0 };
      tally.entries++;
      tally.bytes += bytes;
      byTag.set(tag, tally);
    }
  }
  return [...byTag.values()]
    .sort((left, right) => right.entries - left.entries || (left.tag < right.tag ? -1 : 1))
    .slice(0, TAGS);
}
