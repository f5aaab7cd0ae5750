import type { Telemetry } from "../../../platform/telemetry.ts";
import type { CacheStore } from "../store.ts";
import { Comparisons } from "./comparisons.ts";
import { type HasPersonalData, personalDataIn } from "./personal-data.ts";
import type { Promotion } from "./promotion.ts";
import { QuestionIndex } from "./question-index.ts";

export interface SemanticCacheOptions {
  /** Questions of each embedder at most. */
  readonly maxEntries: number;
  /** Where the answers stand: a question goes with its answer. */
  readonly store: CacheStore;
  readonly telemetry: Pick<Telemetry, "semanticCacheSized" | "semanticCacheEnabled">;
}

/** One route that answers by meaning. */
export interface SemanticRoute {
  readonly name: string;
  /** Changes with whatever makes earlier comparisons say nothing about later ones. */
  readonly fingerprint: string;
  readonly embedder: string;
  readonly promotion: Promotion;
}

/** Comparisons of answers at once: each occupies the embedder several times, and callers wait for that, too. */
const MOST_COMPARING = 4;

/** What routes that answer by meaning know: questions, and how they have proved themselves. It outlives configurations. */
export class SemanticCache {
  readonly #options: SemanticCacheOptions;
  readonly #indexes = new Map<string, QuestionIndex>();
  /** By route and fingerprint. */
  readonly #comparisons = new Map<string, Comparisons>();
  #told = new Set<string>();
  #hasTold = false;
  #comparing = 0;
  readonly hasPersonalData: HasPersonalData = personalDataIn();

  constructor(options: SemanticCacheOptions) {
    this.#options = options;
    options.store.onRemoved((key) => {
      for (const index of this.#indexes.values()) index.remove(key);
      this.#tellSize();
    });
  }

  get entries(): number {
    let entries = 0;
    for (const index of this.#indexes.values()) entries += index.size;
    return entries;
  }

  indexOf(embedder: string): QuestionIndex {
    const known = this.#indexes.get(embedder) ?? new QuestionIndex(embedder, this.#options.maxEntries);
    this.#indexes.set(embedder, known);
    return known;
  }

  comparisonsOf(route: string, fingerprint: string): Comparisons {
    const key = JSON.stringify([route, fingerprint]);
    const known = this.#comparisons.get(key) ?? new Comparisons(1);
    this.#comparisons.set(key, known);
    return known;
  }

  /** Something was inserted. */
  grown(): void {
    this.#tellSize();
  }

  /** What gives the place back; undefined when there is none. */
  startComparing(): (() => void) | undefined {
    if (this.#comparing >= MOST_COMPARING) return undefined;
    this.#comparing++;
    return () => {
      this.#comparing--;
    };
  }

  /** These routes are in force: what is known of others is dropped. */
  sync(routes: readonly SemanticRoute[]): void {
    const comparisons = new Set(routes.map(({ name, fingerprint }) => JSON.stringify([name, fingerprint])));
    for (const key of this.#comparisons.keys()) if (!comparisons.has(key)) this.#comparisons.delete(key);
    const embedders = new Set(routes.map(({ embedder }) => embedder));
    for (const embedder of this.#indexes.keys()) if (!embedders.has(embedder)) this.#indexes.delete(embedder);
    const { telemetry } = this.#options;
    for (const name of this.#told) telemetry.semanticCacheEnabled(name, undefined);
    for (const { promotion } of routes) promotion.tell();
    this.#told = new Set(routes.map(({ name }) => name));
    this.#tellSize();
  }

  #tellSize(): void {
    // A process that never had such routes has nothing to tell.
    this.#hasTold ||= this.#indexes.size > 0;
    if (this.#hasTold) this.#options.telemetry.semanticCacheSized(this.entries);
  }
}
