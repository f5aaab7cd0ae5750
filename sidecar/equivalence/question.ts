import type { Language } from "./lexicon.ts";

/** What a word says, and so which guard speaks when the other question lacks it. */
export type WordKind =
  | "word"
  | "scope"
  | "number"
  | "unit"
  | "date"
  | "identifier"
  | "name"
  | "language-name"
  | "quoted"
  | "code";

/** One word that carries something. */
export interface Word {
  readonly kind: WordKind;
  /** The base form, or a fact in its one spelling. */
  readonly text: string;
  /** Hashes of what it may be told by: itself, its root, the groups of its synonyms. Two words with one in common are one. */
  readonly keys: readonly number[];
  /** 0: may be missing on one side, 1: a few may, 2: may not. */
  readonly weight: 0 | 1 | 2;
  /** The preposition that stands before it, in one word for those that say the same; "" for none. */
  readonly role: string;
  /** Equal for words joined by "and", "or", "versus". */
  readonly chain: number;
}

/** Is the future, the past or the present asked of; what the auxiliary verbs say. */
export type Tense = "past" | "present" | "future";
/** Who owns or does: the one who asks, the one who is asked, others. */
export type Person = "first" | "second" | "he" | "she";
export type Modality = "can" | "must" | "should";

/** What of a question is kept to compare it with others: everything is computed once. */
export interface Question {
  /** Equal for two texts that differ in nothing but case, blanks and the marks at the end. */
  readonly whole: string;
  /** Too long, or in a script whose words are not read: only equality counts. */
  readonly opaque: boolean;
  readonly language: Language;
  readonly words: readonly Word[];
  /** Hashes of all words as they stand, small ones too. */
  readonly tokens: readonly number[];
  /** What is asked: "how", "why", "what", "when", ...; empty for a request or a statement. */
  readonly acts: ReadonlySet<string>;
  readonly code: readonly string[];
  readonly payload: string | undefined;
  /** The word each negation stands before, or "" where that cannot be told. */
  readonly negations: readonly string[];
  readonly tenses: ReadonlySet<Tense>;
  readonly modalities: ReadonlySet<Modality>;
  /** Whose thing: `person` by the base of the word behind "my", "your", "his". */
  readonly owners: ReadonlyMap<string, Person>;
  readonly persons: ReadonlySet<Person>;
  /** Who does it stands behind "do", "does" or "did". */
  readonly inverts: boolean;
  /** The one who asks does it, or it is done to him; as far as "I" and "me" tell: how often, and whether. */
  readonly self: { readonly acts: number; readonly isActedOn: boolean };
}
