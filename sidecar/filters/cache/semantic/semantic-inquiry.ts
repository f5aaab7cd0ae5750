import type { CacheSpec, SemanticCacheSpec } from "../../../../config/schema/cache.ts";
import type { Call } from "../../../core/call.ts";
import { CallAbort, type CallSignal } from "../../../core/call-signal.ts";
import type { Dialect } from "../../../core/dialect.ts";
import type { AskedQuestion } from "../../../core/question.ts";
import { type Embedder, EmbeddingUnavailable } from "../../../embedding/embedder.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Random } from "../../../platform/random.ts";
import type { SemanticOutcome, Telemetry } from "../../../platform/telemetry.ts";
import type { FoundAnswer, Inquiry, Wanted } from "../inquiry.ts";
import type { CacheStore, StoredReply } from "../store.ts";
import { answerText } from "./answer-text.ts";
import type { Promotion } from "./promotion.ts";
import { type QuestionIndex, type ReadTurns, readTurns } from "./question-index.ts";
import { isSameAnswer } from "./same-answer.ts";
import type { SemanticCache } from "./semantic-cache.ts";

/** Of the most similar questions, how many are looked at. */
const CANDIDATES = 5;

export interface InquireOptions {
  readonly spec: SemanticCacheSpec;
  readonly isolate: CacheSpec["isolate"];
  readonly routeName: string;
  readonly routeVersion: string;
  /** How old an answer may be, in ms. */
  readonly ttlMs: number;
  readonly embedder: Embedder;
  /** Whether the embedder may be told what this call says. */
  readonly mayEmbed: (call: Call) => boolean;
  readonly index: QuestionIndex;
  readonly promotion: Promotion;
  readonly cache: SemanticCache;
  readonly store: CacheStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
}

export interface Asked {
  readonly call: Call;
  readonly dialect: Dialect;
  /** Of its own answer. */
  readonly key: string;
  readonly question: AskedQuestion;
  readonly partition: string;
}

/** What stands in the way of a text each time. */
const LASTING: ReadonlySet<SemanticOutcome> = new Set<SemanticOutcome>(["too-long", "unreadable"]);

/** One call's question. It is looked up at most once, and beside the call where its answer is only compared. */
export class SemanticInquiry implements Inquiry {
  readonly #options: InquireOptions;
  readonly #asked: Asked;
  /** Of what is done when the call has been answered: the embedder's own budget is its only bound. */
  readonly #unhurried = new CallAbort().signal;
  #turns: ReadTurns | undefined;
  /** Beside the call. */
  #lookingUp: Promise<FoundAnswer | undefined> | undefined;
  #isHopeless = false;

  constructor(options: InquireOptions, asked: Asked) {
    this.#options = options;
    this.#asked = asked;
  }

  async find(signal: CallSignal, wanted: Wanted): Promise<FoundAnswer | undefined> {
    const { promotion, spec, random } = this.#options;
    if (!promotion.gives || (spec.compare > 0 && random.next() < spec.compare)) {
      this.#lookingUp = this.#lookUp(signal, wanted.maxAgeMs, (_key, stored) => stored, "found");
      return undefined;
    }
    return this.#lookUp(signal, wanted.maxAgeMs, wanted.inShape, "hit");
  }

  answered(key: string, stored: StoredReply): void {
    const { telemetry, routeName } = this.#options;
    this.#settle(key, stored).catch((error: unknown) =>
      telemetry.internalError(`semantic cache of route ${routeName}`, error),
    );
  }

  /** Never rejects. @param success how an answer that is found is counted */
  async #lookUp(
    signal: CallSignal,
    maxAgeMs: number,
    inShape: Wanted["inShape"],
    success: "found" | "hit",
  ): Promise<FoundAnswer | undefined> {
    const { clock, telemetry, routeName } = this.#options;
    const began = clock.monotonic();
    try {
      const nearest = this.#nearest(await this.#vector(signal), maxAgeMs, inShape);
      telemetry.semanticLookedUp(routeName, typeof nearest === "string" ? nearest : success);
      return typeof nearest === "string" ? undefined : nearest;
    } catch (error) {
      if (error instanceof EmbeddingUnavailable) {
        this.#isHopeless = LASTING.has(error.reason);
        telemetry.semanticLookedUp(routeName, error.reason);
      } else if (!signal.aborted) telemetry.internalError(`semantic cache of route ${routeName}`, error);
      return undefined;
    } finally {
      telemetry.cacheLookedUp("semantic", clock.monotonic() - began);
    }
  }

  async #vector(signal: CallSignal): Promise<Float32Array> {
    const [vector] = await this.#options.embedder.embed([this.#asked.question.text], signal);
    if (vector === undefined) throw new EmbeddingUnavailable("failed");
    return vector;
  }

  #nearest(
    vector: Float32Array,
    maxAgeMs: number,
    inShape: Wanted["inShape"],
  ): FoundAnswer | SemanticOutcome {
    const { index, spec, store, ttlMs } = this.#options;
    const { partition, key: own } = this.#asked;
    const most = { most: CANDIDATES, threshold: spec.threshold };
    let missed: SemanticOutcome | undefined;
    for (const { key, similarity, guard } of index.search(partition, vector, this.#readTurns(), most)) {
      // To the very same question the exact cache has answered already, or may not.
      if (key === own) continue;
      if (guard !== undefined) {
        missed ??= `guard:${guard}`;
        continue;
      }
      const stored = store.get(key);
      if (stored === undefined || store.ageMs(stored) >= ttlMs || store.ageMs(stored) > maxAgeMs) {
        missed ??= "expired";
        continue;
      }
      const shaped = inShape(key, stored);
      if (shaped === undefined) {
        missed ??= "shape";
        continue;
      }
      return { key, stored: shaped, similarity: Math.min(1, similarity) };
    }
    return missed ?? "nothing-similar";
  }

  async #settle(key: string, stored: StoredReply): Promise<void> {
    const found = await this.#lookingUp;
    this.#lookingUp = undefined;
    await this.#insert(key, stored);
    if (found !== undefined) await this.#compare(found, stored);
  }

  async #insert(key: string, stored: StoredReply): Promise<void> {
    const { store, index, cache } = this.#options;
    if (this.#isHopeless) return;
    try {
      const vector = await this.#vector(this.#unhurried);
      // It may have been purged meanwhile, or had to make room.
      if (store.get(key)?.storedAt !== stored.storedAt) return;
      index.insert(this.#asked.partition, key, vector, this.#readTurns());
      cache.grown();
    } catch (error) {
      if (!(error instanceof EmbeddingUnavailable)) throw error;
      // Others will not find it.
    }
  }

  async #compare(found: FoundAnswer, stored: StoredReply): Promise<void> {
    const { cache, promotion, telemetry, routeName } = this.#options;
    const agreed = await this.#agrees(found.stored, stored, cache.startComparing());
    if (agreed !== undefined) promotion.compared(agreed);
    telemetry.semanticCompared(this.#asked.call.id, routeName, found.similarity, agreed);
  }

  /** Undefined when that cannot be told. */
  async #agrees(
    found: StoredReply,
    stored: StoredReply,
    over: (() => void) | undefined,
  ): Promise<boolean | undefined> {
    if (over === undefined) return undefined;
    try {
      const { dialect } = this.#asked;
      const [given, own] = [answerText(found, dialect), answerText(stored, dialect)];
      if (given === undefined || own === undefined) return undefined;
      return await isSameAnswer(given, own, this.#options.embedder, this.#unhurried);
    } catch (error) {
      if (error instanceof EmbeddingUnavailable) return undefined;
      throw error;
    } finally {
      over();
    }
  }

  #readTurns(): ReadTurns {
    this.#turns ??= readTurns(this.#asked.question);
    return this.#turns;
  }
}
