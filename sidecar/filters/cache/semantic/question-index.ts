import { createVectorIndex, type VectorIndex, VectorMismatch } from "../../../embedding/vector-index.ts";
import { differenceOf, type Guard, type Question, readQuestion } from "../../../equivalence/equivalence.ts";

/** A question as it is compared: its last turn, and the turns before it that may differ in their words. */
export interface ReadTurns {
  readonly last: Question;
  readonly recent: readonly Question[];
}

export interface SimilarQuestion {
  /** Under which its answer stands in the store. */
  readonly key: string;
  /** Cosine, at most 1. */
  readonly similarity: number;
  /** What speaks against giving its answer; undefined for nothing. */
  readonly guard: Guard | undefined;
}

export function readTurns({
  text,
  recent,
}: {
  readonly text: string;
  readonly recent: readonly string[];
}): ReadTurns {
  return { last: readQuestion(text), recent: recent.map(readQuestion) };
}

/** The questions whose answers are kept, by the meaning that one embedder has read in them. */
export class QuestionIndex {
  readonly #embedder: string;
  readonly #vectors: VectorIndex;
  readonly #turns = new Map<string, ReadTurns>();

  constructor(embedder: string, maxEntries: number) {
    this.#embedder = embedder;
    this.#vectors = createVectorIndex({ maxEntries });
  }

  get size(): number {
    return this.#turns.size;
  }

  insert(partition: string, key: string, values: Float32Array, turns: ReadTurns): void {
    const evicted = this.#afresh(() =>
      this.#vectors.insert(partition, key, { embedder: this.#embedder, values }),
    );
    if (evicted !== undefined) this.#turns.delete(evicted);
    this.#turns.set(key, turns);
  }

  remove(key: string): void {
    if (this.#vectors.remove(key)) this.#turns.delete(key);
  }

  /** The most similar ones first. */
  *search(
    partition: string,
    values: Float32Array,
    asked: ReadTurns,
    { most, threshold }: { readonly most: number; readonly threshold: number },
  ): Generator<SimilarQuestion> {
    const vector = { embedder: this.#embedder, values };
    for (const { key, similarity } of this.#afresh(() =>
      this.#vectors.search(partition, vector, most, threshold),
    )) {
      const answered = this.#turns.get(key);
      if (answered !== undefined) yield { key, similarity, guard: differenceIn(asked, answered, similarity) };
    }
  }

  /** An upstream's model may have become another one under the same name: then nothing is known any more. */
  #afresh<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof VectorMismatch) || error.reason === "length") throw error;
      this.#vectors.clear();
      this.#turns.clear();
      return work();
    }
  }
}

/** Nobody has measured how close the earlier turns are: nothing of them is let pass that closeness would excuse. */
const FARTHEST = 0;

function differenceIn(asked: ReadTurns, answered: ReadTurns, similarity: number): Guard | undefined {
  const guard = differenceOf(asked.last, answered.last, similarity);
  if (guard !== undefined) return guard;
  if (asked.recent.length !== answered.recent.length) return "content";
  for (const [index, turn] of asked.recent.entries()) {
    const other = answered.recent[index];
    const difference = other === undefined ? "content" : differenceOf(turn, other, FARTHEST);
    if (difference !== undefined) return difference;
  }
  return undefined;
}
