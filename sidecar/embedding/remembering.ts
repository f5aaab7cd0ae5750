import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Embedder } from "./embedder.ts";

/** Vectors of recent texts at most: with 512 numbers each, about 1 MiB. */
const REMEMBERED = 512;

/**
 * The same embedder, which is not asked again for texts of which it has just given the vectors. Texts are kept as hashes
 * only.
 */
export function remembering(embedder: Embedder, most: number = REMEMBERED): Embedder {
  const vectors = new LRUCache<string, Float32Array>({ max: most });
  return {
    id: embedder.id,
    get dimension() {
      return embedder.dimension;
    },
    start: () => embedder.start(),
    async embed(texts, signal) {
      signal.throwIfAborted();
      const keys = texts.map((text) => hash("sha256", text, "base64"));
      const found = keys.map((key) => vectors.get(key));
      const unknown = texts.filter((_, index) => found[index] === undefined);
      if (unknown.length === 0) return found.filter((vector) => vector !== undefined);
      const asked = await embedder.embed(unknown, signal);
      let next = 0;
      return found.map((known, index) => {
        if (known !== undefined) return known;
        const vector = asked[next++];
        if (vector === undefined)
          throw new TypeError("An embedder gave fewer vectors than it was given texts.");
        vectors.set(keys[index] ?? "", vector);
        return vector;
      });
    },
    close() {
      vectors.clear();
      embedder.close();
    },
  };
}
