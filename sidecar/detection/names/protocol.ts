import type { NameModelSpec } from "../../../config/schema/names.ts";
import type { NameEntity } from "./entities.ts";
import type { NameFinding } from "./find-names.ts";

/** What the thread is started with. */
export interface ThreadData {
  readonly model: NameModelSpec | undefined;
}

/** Texts to look through, of one call. */
export interface ThreadJob {
  readonly id: number;
  readonly texts: readonly { readonly text: string; readonly name: string | undefined }[];
  readonly entities: readonly NameEntity[];
}

/** What the thread says: that it is ready, what it has found, or that it could not look. */
export type ThreadAnswer =
  | { readonly type: "ready" }
  | { readonly type: "found"; readonly id: number; readonly found: readonly (readonly NameFinding[])[] }
  | { readonly type: "failed"; readonly id: number; readonly reason: string };

export function isThreadAnswer(message: unknown): message is ThreadAnswer {
  return typeof message === "object" && message !== null && "type" in message;
}
