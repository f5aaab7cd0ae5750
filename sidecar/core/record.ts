import type { ErrorKind } from "./errors.ts";

export type CacheOutcome = "hit" | "semantic-hit" | "coalesced" | "stale" | "miss" | "bypass";

/** Tokens as the provider counted them. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number;
  readonly reasoningTokens?: number;
}

/** The rung of the fallback ladder that answered, and the error that led there. */
export interface Degradation {
  readonly rung: "stale" | "upstream" | "reply";
  readonly reason: ErrorKind;
}

/** Everything that was decided about one call. Read by response headers, spans, the log line and metrics. */
export interface Decisions {
  configVersion: string;
  route: string;
  policies: readonly string[];
  upstream: string;
  /** The model that was asked for upstream, when it is one that configuration names; see `knownModel`. */
  model: string;
  cache: CacheOutcome;
  /** Age of a cached answer in whole seconds. */
  cacheAgeSeconds: number;
  attempts: number;
  degraded: Degradation;
  /** A repeat with the same idempotency-key got the answer of the first one. */
  idempotentReplay: boolean;
  /** Redactions by entity, never values. */
  redactions: Readonly<Record<string, number>>;
  /** Names of advice to the provider, such as `cache_control`, that the translation of the call did not pass on. */
  leftOut: readonly string[];
  /** ms spent waiting for the upstream's first frame, summed over attempts. */
  upstreamMs: number;
  firstFrameMs: number;
  usage: Usage;
}

/** What each filter decided. Each key has one writer; a later attempt overwrites an earlier one. */
export class DecisionRecord {
  readonly #decisions: Partial<Decisions> = {};

  set<Key extends keyof Decisions>(key: Key, value: Decisions[Key]): void {
    this.#decisions[key] = value;
  }

  get<Key extends keyof Decisions>(key: Key): Decisions[Key] | undefined {
    return this.#decisions[key];
  }

  all(): Readonly<Partial<Decisions>> {
    return this.#decisions;
  }
}
