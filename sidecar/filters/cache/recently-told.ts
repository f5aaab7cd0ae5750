import type { Headers } from "../../core/call.ts";

/** What nearly all answers of a route have in common. */
export interface Told {
  readonly headers: Headers;
  readonly tags: readonly string[];
  readonly upstream: string | undefined;
  readonly model: string | undefined;
}

/** Routes take turns; more than this many are seldom busy at once. */
const REMEMBERED = 8;

/**
 * Lets answers that are told alike share the words for it: a third of what an entry takes beside its bytes. Those of the
 * last few answers are compared, so that nothing has to be forgotten when an answer is.
 */
export class RecentlyTold {
  readonly #recent: Told[] = [];
  #next = 0;

  forget(): void {
    this.#recent.length = 0;
    this.#next = 0;
  }

  /** What equals `told`, and was there before if it can be. */
  shared({ headers, tags, upstream, model }: Told): Told {
    for (const known of this.#recent)
      if (
        known.upstream === upstream &&
        known.model === model &&
        areSameTags(known.tags, tags) &&
        areSameHeaders(known.headers, headers)
      )
        return known;
    const told = { headers, tags, upstream, model };
    this.#recent[this.#next] = told;
    this.#next = (this.#next + 1) % REMEMBERED;
    return told;
  }
}

function areSameTags(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((tag, index) => tag === other[index]);
}

function areSameHeaders(one: Headers, other: Headers): boolean {
  let names = 0;
  for (const name in one) {
    if (one[name] !== other[name]) return false;
    names++;
  }
  for (const _ in other) names--;
  return names === 0;
}
