import {
  type Embedder,
  EmbeddingUnavailable,
  type UnavailableReason,
} from "../../sidecar/embedding/embedder.ts";
import { unitVector } from "../../sidecar/embedding/unit-vector.ts";
import { FakeRandom } from "./fake-random.ts";

const DIMENSION = 64;

export interface FakeEmbedder extends Embedder {
  /** These texts mean the same: their vectors have a cosine of about .95. All others have nothing in common. */
  alike(...texts: readonly string[]): void;
  /** From now on it gives no vectors, for this reason; `never`: it does not answer. Undefined heals. */
  fail(reason: UnavailableReason | "never" | undefined): void;
  /** Every text that it was asked for. */
  readonly asked: readonly string[];
  readonly starts: number;
  readonly closed: boolean;
}

/** Vectors without a model: the same for the same text, each time. */
export function fakeEmbedder(id = "fake"): FakeEmbedder {
  const meanings = new Map<string, string>();
  const asked: string[] = [];
  let failure: UnavailableReason | "never" | undefined;
  let starts = 0;
  let closed = false;
  return {
    id,
    dimension: DIMENSION,
    asked,
    get starts() {
      return starts;
    },
    get closed() {
      return closed;
    },
    alike(...texts) {
      for (const text of texts) meanings.set(text, texts.join("|"));
    },
    fail(reason) {
      failure = reason;
    },
    start() {
      starts++;
    },
    async embed(texts, signal) {
      signal.throwIfAborted();
      asked.push(...texts);
      if (failure === "never")
        await new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason), { once: true });
        });
      else if (failure !== undefined) throw new EmbeddingUnavailable(failure);
      return texts.map((text) => {
        const meaning = directionOf(meanings.get(text) ?? text);
        const own = directionOf(`own: ${text}`);
        return unitVector(meaning.map((value, index) => value + 0.22 * (own[index] ?? 0))) ?? meaning;
      });
    },
    close() {
      closed = true;
    },
  };
}

function directionOf(text: string): Float32Array {
  let seed = 17;
  for (const character of text) seed = (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) | 0;
  const random = new FakeRandom(seed);
  return (
    unitVector(Float64Array.from({ length: DIMENSION }, () => random.next() * 2 - 1)) ?? Float32Array.of(1)
  );
}
