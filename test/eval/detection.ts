import { ENTITY_GROUPS } from "../../config/schema/redaction.ts";
import { createDetector } from "../../sidecar/detection/detect.ts";
import type { LabelledSpan } from "./corpus.ts";

/** Finds things in one text; `key` is that of the JSON member it is the value of. */
export type Detect = (text: string, key: string | undefined) => readonly LabelledSpan[];

export const STRUCTURED_ENTITIES: readonly string[] = ENTITY_GROUPS.get("structured") ?? [];

/** Everything that has a form of its own, as a policy with `entities: [structured]` looks for it. */
export function structuredDetection(): Detect {
  const detector = createDetector({ entities: STRUCTURED_ENTITIES });
  return (text, key) => detector.detect(text, key);
}
