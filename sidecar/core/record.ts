import type { BypassReason, MissReason } from "./cache-reasons.ts";
import type { ErrorKind } from "./errors.ts";
import type { Verdict } from "./verdict.ts";

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

/** One of the servers of an upstream that has several. */
export interface ChosenEndpoint {
  /** Whose it is. */
  readonly upstream: string;
  /** `host:port`; with its path where another endpoint has the same. */
  readonly name: string;
  /** Whether callers are told. The hosts that a control plane dials are nobody else's business. */
  readonly isTold: boolean;
}

/** Attempts that wait for their first frame at the moment. */
export interface UpstreamWait {
  readonly attempts: number;
  /** Monotonic ms up to which `upstreamMs` counts. */
  readonly countedUntil: number;
}

/** Everything that was decided about one call. Read by response headers, spans, the log line and metrics. */
export interface Decisions {
  configVersion: string;
  route: string;
  policies: readonly string[];
  upstream: string;
  /** The model that was asked for upstream. It may be anything a caller wrote: no label, and nothing for a log line. */
  model: string;
  /** The one that was tried last. */
  endpoint: ChosenEndpoint;
  cache: CacheOutcome;
  /** Why the cache did not answer. */
  cacheReason: BypassReason | MissReason;
  /** Cosine similarity of the question that was answered to the one that was asked. */
  cacheSimilarity: number;
  /** Age of a cached answer in whole seconds. */
  cacheAgeSeconds: number;
  attempts: number;
  degraded: Degradation;
  /** A repeat with the same idempotency-key got the answer of the first one. */
  idempotentReplay: boolean;
  /** Redactions by entity, never values. */
  redactions: Readonly<Record<string, number>>;
  /** What redaction looked for and left in the request as it was, by entity: only where `residency` asks for it. */
  leftInClear: Readonly<Record<string, number>>;
  /** What redaction has refused the call for, or ended its reply. */
  blocked: readonly Verdict[];
  /** What guardrails said of the request, what rules said of the call, and what guardrails said of the reply so far. */
  screened: readonly Verdict[];
  ruled: readonly Verdict[];
  inspected: readonly Verdict[];
  /** Names of advice to the provider, such as `cache_control`, that the translation of the call did not pass on. */
  leftOut: readonly string[];
  /** ms during which at least one attempt waited for its first frame. */
  upstreamMs: number;
  upstreamWait: UpstreamWait;
  /** HTTP status of the reply, once it stands. */
  status: number;
  firstFrameMs: number;
  usage: Usage;
}

/** What the cache made of a call; `reason` where it gave no answer. */
export interface CacheVerdict {
  readonly outcome: CacheOutcome;
  readonly reason?: BypassReason | MissReason;
}

/** Of a call that was refused, or answered, before any cache was asked, as well: it went by the cache. */
export function cacheVerdictOf({ cache, cacheReason }: Readonly<Partial<Decisions>>): CacheVerdict {
  if (cache === undefined) return { outcome: "bypass", reason: "not-asked" };
  const hasAnswered = cache !== "miss" && cache !== "bypass";
  return hasAnswered || cacheReason === undefined
    ? { outcome: cache }
    : { outcome: cache, reason: cacheReason };
}

const NO_VERDICTS: readonly Verdict[] = [];

/** All that policies have said of a call so far. */
export function verdictsOf(decided: Readonly<Partial<Decisions>>): readonly Verdict[] {
  const { screened, blocked, ruled, inspected } = decided;
  if ((screened ?? blocked ?? ruled ?? inspected) === undefined) return NO_VERDICTS;
  return [...(screened ?? []), ...(blocked ?? []), ...(ruled ?? []), ...(inspected ?? [])];
}

/** Who gave the answer, as far as it was an upstream. */
export type AnsweredBy = Partial<Pick<Decisions, "upstream" | "model" | "endpoint">>;

/**
 * Of the answer that a caller got, also where it is that of an earlier call. The last upstream that was tried did not give
 * a stale answer or a fixed text. Of a call that failed: the upstream where it did.
 */
export function answeredBy({
  upstream,
  model,
  endpoint,
  degraded,
}: Readonly<Partial<Decisions>>): AnsweredBy {
  if (degraded !== undefined && degraded.rung !== "upstream") return {};
  const answered: AnsweredBy = {};
  if (upstream !== undefined) answered.upstream = upstream;
  if (model !== undefined) answered.model = model;
  // Another upstream's is of a target before the last one, which has a single endpoint.
  if (endpoint !== undefined && endpoint.upstream === upstream) answered.endpoint = endpoint;
  return answered;
}

/** The same for whoever counts calls: the answer to another call is no further one of the upstream that gave it. */
export function chargedTo(decided: Readonly<Partial<Decisions>>): AnsweredBy {
  return decided.idempotentReplay === true || decided.cache === "coalesced" ? {} : answeredBy(decided);
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
