import type { Handler } from "./call.ts";

/** One thing that may happen to a call on its way out and to its reply on the way back. */
export interface Filter {
  readonly name: string;
  wrap(next: Handler): Handler;
}

/** The first filter is the outermost: it sees the call first and the reply last. */
export function compose(filters: readonly Filter[], upstream: Handler): Handler {
  return filters.reduceRight((next, filter) => filter.wrap(next), upstream);
}
