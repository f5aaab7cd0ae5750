import type { z } from "zod";
import { type CacheSpec, cache } from "../../config/schema/cache.ts";

/** A route's `cache` as configuration writes it, with all that it leaves out. */
export function cacheSpecOf(written: z.input<typeof cache>): CacheSpec {
  return cache.parse(written);
}
