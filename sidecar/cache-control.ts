import type { CacheEntry } from "./core/status.ts";
import type { CacheParts, Purge } from "./filters/cache/filter.ts";
import type { Telemetry } from "./platform/telemetry.ts";

/** What an operator can see of the cache, and do to it. */
export interface CacheControl {
  readonly entries: number;
  readonly bytes: number;
  readonly maxBytes: number;
  /** The newest purge of the control plane that was applied; 0 when none was. */
  readonly purgedUpTo: number;
  /** The most recently used answers first, without what they say. */
  list(limit: number): readonly CacheEntry[];
  /**
   * Takes away what is tagged so, and keeps what is on its way from being stored. How many answers were there.
   * `knownUpTo`: with these, all is known that the control plane had purged up to this number.
   */
  purge(purges: readonly Purge[], knownUpTo?: number): number;
  /** A control plane will tell what was purged so far; until then, no answers of other processes are given. */
  awaitPurges(): void;
}

export function createCacheControl(
  { store, purges: purged }: Pick<CacheParts, "store" | "purges">,
  { maxBytes, telemetry }: { readonly maxBytes: number; readonly telemetry: Telemetry },
): CacheControl {
  return {
    get entries() {
      return store.entries;
    },
    get bytes() {
      return store.bytes;
    },
    maxBytes,
    get purgedUpTo() {
      return purged.sequence;
    },
    list: (limit) => store.list(limit),
    awaitPurges: () => purged.awaitLog(),
    purge(purges, knownUpTo) {
      const tags = purges.filter((purge) => purged.add(purge)).map(({ tag }) => tag);
      if (knownUpTo !== undefined) purged.reach(knownUpTo);
      if (tags.length === 0) return 0;
      const answers = store.purge(tags);
      telemetry.cachePurged(tags, answers);
      return answers;
    },
  };
}
