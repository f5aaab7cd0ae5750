/** Where something stands in a text, in UTF-16 code units; `end` is the first one after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something that may be what is looked for. */
export interface Finding extends Span {
  /** How sure that is by its form alone, 0 to 1, where it is another one than the recognizer's. */
  readonly score?: number;
}
