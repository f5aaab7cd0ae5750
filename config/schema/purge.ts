import { CACHE_TAG } from "./cache.ts";
import { nearest } from "./nearest.ts";
import { parseDuration } from "./units.ts";

/** What is to be taken out of the cache, as the API, the admin and the command take it. */
export interface PurgeRequest {
  /** `*` alone stands for everything. */
  readonly tags: readonly string[];
  /** How long to wait until sidecars have confirmed it, in ms; undefined when it does not say. */
  readonly waitMs: number | undefined;
}

/** Tags of one purge. */
export const MAX_PURGED_TAGS = 1_000;
/** The longest that a purge may wait for sidecars. */
export const MAX_PURGE_WAIT_MS = 30_000;

const EVERYTHING = "*";

// Those that the product gives come from names that configuration, callers and providers choose.
const GIVEN_TAG = /^(?:route|model|upstream|prompt):[^\p{C},]{1,256}$/u;

const FIELDS = ["tags", "all", "wait"] as const;

/** What is wrong with it, in words, or undefined. */
export function tagFault(tag: string): string | undefined {
  if (CACHE_TAG.test(tag) || GIVEN_TAG.test(tag)) return undefined;
  return `${JSON.stringify(tag.slice(0, 80))} is no tag: 1 to 128 letters, digits and . _ : @ / * + -, the first one a letter or digit`;
}

/** The request of a JSON document, `{ tags: […] }` or `{ all: true }`, or what is wrong with it. */
export function readPurgeRequest(document: unknown): PurgeRequest | string {
  if (typeof document !== "object" || document === null || Array.isArray(document))
    return 'Send {"tags": ["…"]} or {"all": true}.';
  const fields = new Map<string, unknown>(Object.entries(document));
  const unknown = [...fields.keys()].find((field) => !FIELDS.some((known) => known === field));
  if (unknown !== undefined) {
    const hint = nearest(unknown, FIELDS);
    return `There is no field ${JSON.stringify(unknown.slice(0, 80))}; ${hint === undefined ? `there are ${FIELDS.join(", ")}` : `did you mean "${hint}"?`}`;
  }
  const [tags, all, wait] = FIELDS.map((field) => fields.get(field));
  const waitMs = wait === undefined ? undefined : waitIn(wait);
  if (waitMs === "faulty") return `wait: expected a duration of 30 s at most, such as "500ms" or "2s"`;
  if (all !== undefined) {
    if (all !== true) return "all: expected true; leave it out to purge by tags";
    if (tags !== undefined) return "Send either tags or all, not both.";
    return { tags: [EVERYTHING], waitMs };
  }
  if (tags === undefined) return 'Send {"tags": ["…"]} or {"all": true}.';
  if (!Array.isArray(tags) || tags.length === 0 || tags.length > MAX_PURGED_TAGS)
    return `tags: expected a list of 1 to ${MAX_PURGED_TAGS} tags`;
  const read: string[] = [];
  for (const [index, tag] of tags.entries()) {
    if (typeof tag !== "string") return `tags[${index}]: expected a text`;
    // Everything is much, and easily meant otherwise: `all` says it in so many words.
    if (tag === EVERYTHING) return `tags[${index}]: "*" is no tag; send {"all": true} to purge everything`;
    const fault = tagFault(tag);
    if (fault !== undefined) return `tags[${index}]: ${fault}`;
    read.push(tag);
  }
  return { tags: [...new Set(read)], waitMs };
}

function waitIn(wait: unknown): number | "faulty" {
  const ms = typeof wait === "string" ? parseDuration(wait) : undefined;
  return ms === undefined || ms > MAX_PURGE_WAIT_MS ? "faulty" : ms;
}
