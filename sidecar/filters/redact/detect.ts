import type { RedactionEntity } from "../../../config/schema/policy.ts";

export interface Match {
  readonly entity: RedactionEntity;
  readonly start: number;
  readonly end: number;
}

export interface Detector {
  detect(text: string): readonly Match[];
}

export function createDetector(_entities: readonly RedactionEntity[]): Detector {
  return {
    detect: (text) =>
      [...text.matchAll(/[\w.+-]+@[\w-]+\.[\w.-]+/g)].map((match) => ({ entity: "email", start: match.index, end: match.index + match[0].length })),
  };
}
