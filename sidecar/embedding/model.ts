import type { Embedded } from "./protocol.ts";

/** A model, loaded. */
export interface EmbeddingModel {
  readonly dimension: number;
  /** In the order of the texts. */
  embed(texts: readonly string[]): Promise<readonly Embedded[]>;
}
