import type { EmbeddingModelSpec } from "../../config/schema/embeddings.ts";

/** What the thread is started with. */
export interface ThreadData {
  /** Undefined: the one that comes with the product. */
  readonly model: EmbeddingModelSpec | undefined;
}

/** Texts to embed. */
export interface ThreadJob {
  readonly id: number;
  readonly texts: readonly string[];
}

/** Of one text: its vector, of length 1, or why there is none. */
export type Embedded = Float32Array | "too-long" | "unreadable" | "failed";

/** What the thread says: that it is ready, and what has become of a job's texts, one after the other. */
export type ThreadAnswer =
  | { readonly type: "ready"; readonly dimension: number }
  | { readonly type: "embedded"; readonly id: number; readonly results: readonly Embedded[] };

export function isThreadAnswer(message: unknown): message is ThreadAnswer {
  return typeof message === "object" && message !== null && "type" in message;
}
