/**
 * What may speak against giving one question's answer for another, in the order in which it is asked. A closed list: it is
 * a metric's label.
 */
export const GUARDS = [
  "language",
  "quoted-text",
  "code",
  "numbers",
  "units",
  "dates",
  "identifiers",
  "negation",
  "question-type",
  "modality",
  "tense",
  "person",
  "polarity",
  "argument-order",
  "scope",
  "entities",
  "content",
] as const;

export type Guard = (typeof GUARDS)[number];
