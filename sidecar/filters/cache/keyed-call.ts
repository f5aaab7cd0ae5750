import type { BypassReason } from "../../core/cache-reasons.ts";
import type { Call } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { Inquire, Inquiry } from "./inquiry.ts";
import { cacheKey, type KeyScope, principalOf } from "./key.ts";
import type { PurgeStamp } from "./purges.ts";
import { ownTags } from "./tags.ts";

/** A call that may be answered from the cache. */
export interface KeyedCall {
  readonly call: Call;
  readonly dialect: Dialect;
  readonly key: string;
  /** Its key was known: nothing of it has been read. */
  readonly isRecalled: boolean;
  readonly ownTags: readonly string[];
  /** The oldest answer that will do. */
  readonly maxAgeMs: number;
  /** What had been purged when it came. */
  readonly began: PurgeStamp;
  /** Its question, put to the answers of others; made once, when it is first asked for. */
  readonly inquiry: () => Inquiry | undefined;
}

export interface KeyedScope extends KeyScope {
  readonly inquire: Inquire | undefined;
}

export interface Wanted {
  /** What had been purged when the call came. */
  readonly stamp: PurgeStamp;
  /** The oldest answer that will do. */
  readonly maxAgeMs: number;
}

/**
 * @param knownKey where it need not be made
 * @throws AiosError `invalid-request` when the caller's own tags are none
 */
export function keyedCall(
  call: Call,
  dialect: Dialect,
  scope: KeyedScope,
  { stamp, maxAgeMs }: Wanted,
  knownKey: string | undefined,
): KeyedCall | BypassReason {
  const principal = principalOf(call, scope.isolate);
  if (typeof principal === "string") return principal;
  let inquiry: { readonly made: Inquiry | undefined } | undefined;
  try {
    const key = knownKey ?? cacheKey(call, dialect, principal, scope);
    return {
      call,
      dialect,
      key,
      isRecalled: knownKey !== undefined,
      ownTags: ownTags(call.headers),
      maxAgeMs,
      began: stamp,
      inquiry: () => {
        inquiry ??= { made: scope.inquire?.(call, dialect, principal, key) };
        return inquiry.made;
      },
    };
  } catch (error) {
    // A document so deeply nested that it cannot be walked.
    if (error instanceof RangeError) return "too-deep";
    throw error;
  }
}
