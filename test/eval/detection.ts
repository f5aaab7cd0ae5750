import { ENTITY_GROUPS } from "../../config/schema/redaction.ts";
import { createDetector } from "../../sidecar/detection/detect.ts";
import type { NameEntity } from "../../sidecar/detection/names/entities.ts";
import { findNames } from "../../sidecar/detection/names/find-names.ts";
import { readLexicon } from "../../sidecar/detection/names/lexicon.ts";
import type { LabelledSpan } from "./corpus.ts";

/** Finds things in one text; `key` is that of the JSON member it is the value of. */
export type Detect = (text: string, key: string | undefined) => readonly LabelledSpan[];

export const STRUCTURED_ENTITIES: readonly string[] = ENTITY_GROUPS.get("structured") ?? [];
const NAMES: ReadonlySet<NameEntity> = new Set(["person", "address", "organization"]);

/** Everything that has a form of its own, as a policy with `entities: [structured]` looks for it. */
export function structuredDetection(): Detect {
  const detector = createDetector({ entities: STRUCTURED_ENTITIES });
  return (text, key) => detector.detect(text, key);
}

/** The same and the names tier, by its rules and without a model, as one policy would look for both. */
export async function wholeDetection(): Promise<Detect> {
  const lexicon = await readLexicon();
  const detector = createDetector({ entities: [...STRUCTURED_ENTITIES, ...NAMES] });
  return (text, key) => detector.detect(text, key, findNames(text, key, NAMES, lexicon));
}

export function isName(entity: string): boolean {
  return [...NAMES].some((name) => name === entity);
}
