import { inspect } from "node:util";
import type { TextKind } from "../../core/payload.ts";
import { escapeForSource, unescapeSource } from "./json-escapes.ts";
import type { JsonPosition } from "./json-position.ts";
import { PlaceholderBook, placeholderOf } from "./placeholder-book.ts";
import {
  type KnownPlaceholders,
  LONGEST_SPELLING,
  nextBeginning,
  readPlaceholder,
  type SpelledPlaceholder,
  type Surroundings,
} from "./spelled-placeholder.ts";

export interface VaultOptions {
  /** One of the call's own when absent. */
  readonly book?: PlaceholderBook;
  /** With the other calls of a session: the book outlives this vault. */
  readonly isShared?: boolean;
  /** The provider adds what it has kept of other calls: placeholders of all calls of the book are put back. */
  readonly recalls?: boolean;
}

/** Whether what was replaced comes back in the reply. */
export type Return = "restorable" | "hidden";

/**
 * The values of one call and the placeholders that stand for them. It lives as long as its call, never leaves the
 * process, and prints as counts only. Of a session's values it puts back those alone that this call has sent.
 */
export class Vault implements KnownPlaceholders {
  readonly #book: PlaceholderBook;
  readonly #isShared: boolean;
  readonly #recalls: boolean;
  /** By label: the numbers that stand in this call's request and are put back in its reply. */
  readonly #sent = new Map<string, { last: number; readonly numbers: Set<number> }>();
  /** Placeholder-like texts that the caller wrote: they stand for themselves. */
  readonly #reserved = new Set<string>();

  constructor({ book, isShared = false, recalls = false }: VaultOptions = {}) {
    this.#book = book ?? new PlaceholderBook();
    this.#isShared = isShared;
    this.#recalls = recalls;
  }

  /** Keeps every placeholder-like text that already stands in `text` from being used. Call for all texts first. */
  reserve(text: string): void {
    eachPlaceholder(text, ANY, ({ label, number }) => this.#reserved.add(placeholderOf(label, number)));
  }

  /** The same value gets the same placeholder; numbers follow the order in which values first appear. */
  placeholderFor(label: string, value: string, comesBack: Return = "restorable"): string {
    const isRestorable = comesBack === "restorable";
    const number = this.#book.numberFor(label, value, isRestorable, (taken) =>
      this.#reserved.has(placeholderOf(label, taken)),
    );
    if (isRestorable) this.#send(label, number);
    return placeholderOf(label, number);
  }

  #send(label: string, number: number): void {
    const sent = this.#sent.get(label);
    if (sent === undefined) {
      this.#sent.set(label, { last: number, numbers: new Set([number]) });
      return;
    }
    sent.numbers.add(number);
    sent.last = Math.max(sent.last, number);
  }

  /** Nothing could be put back. */
  get isEmpty(): boolean {
    return this.#recalls ? this.#book.isEmpty : this.#sent.size === 0;
  }

  begins(letters: string): boolean {
    // There are as many labels as there are entities in it: few.
    for (const label of this.#labels()) if (label.startsWith(letters)) return true;
    return false;
  }

  lastNumber(label: string): number {
    return this.#recalls ? this.#book.lastNumber(label) : (this.#sent.get(label)?.last ?? 0);
  }

  #labels(): Iterable<string> {
    return this.#recalls ? this.#book.labels : this.#sent.keys();
  }

  /**
   * Every placeholder of this call in `text` becomes its value, written as its surroundings demand; all others stay as
   * they are. Letter case does not matter, save where code would have an index: `rows[email_1]`.
   * @param precedingCharacter what stands before `text`, where it continues another
   * @param position where in JSON source that is; it is moved on to the text's end
   */
  restore(text: string, kind: TextKind, precedingCharacter = "", position?: JsonPosition): string {
    let read = 0;
    const readTo = (place: number): void => {
      position?.advance(text, read, place);
      read = place;
    };
    const restored = this.#restore(text, kind, precedingCharacter, (value, place) => {
      if (position === undefined) return escapeForSource(value);
      readTo(place);
      return position.escaped(value);
    });
    readTo(text.length);
    return restored;
  }

  #restore(
    text: string,
    kind: TextKind,
    precedingCharacter: string,
    spellInSource: (value: string, place: number) => string,
  ): string {
    if (this.isEmpty || nextBeginning(text, 0) === -1) return text;
    if (kind === "text")
      return this.#restored(text, precedingCharacter, (position) => position, text, plainly);
    const { text: read, at } = unescapeSource(text);
    return this.#restored(read, precedingCharacter, at, text, spellInSource);
  }

  #restored(
    text: string,
    preceding: string,
    sourceAt: (position: number) => number,
    source: string,
    spell: (value: string, place: number) => string,
  ): string {
    let restored = "";
    let copied = 0;
    eachPlaceholder(text, this, (found) => {
      const value = this.#valueOf(found);
      if (value === undefined) return;
      if (!found.inCapitals && isIndexed(found.start === 0 ? preceding : text.charAt(found.start - 1)))
        return;
      const { before, behind, surroundings } = found;
      restored += source.slice(copied, sourceAt(found.start));
      restored += spell(before + WRITE[surroundings](value) + behind, sourceAt(found.start));
      copied = sourceAt(found.end);
    });
    return copied === 0 ? source : restored + source.slice(copied);
  }

  /** Where placeholders of this call stand in `text`. */
  placesIn(text: string): readonly SpelledPlaceholder[] {
    if (this.isEmpty || nextBeginning(text, 0) === -1) return [];
    const places: SpelledPlaceholder[] = [];
    eachPlaceholder(text, this, (found) => {
      if (this.#valueOf(found) !== undefined) places.push(found);
    });
    return places;
  }

  #valueOf({ label, number }: SpelledPlaceholder): string | undefined {
    const isKnown = this.#recalls
      ? !this.#reserved.has(placeholderOf(label, number))
      : this.#sent.get(label)?.numbers.has(number) === true;
    return isKnown ? this.#book.restorable(label, number) : undefined;
  }

  /**
   * Where a tail begins that could still become a placeholder of this call; `text.length` when there is none. Nothing
   * before it needs to be held back. The cost does not depend on how many values there are.
   */
  openTail(text: string, kind: TextKind): number {
    if (kind === "text") return this.#openTail(text);
    const { text: read, at, whole } = unescapeSource(text);
    const open = this.#openTail(read);
    return open === read.length ? whole : at(open);
  }

  #openTail(text: string): number {
    if (this.isEmpty) return text.length;
    let start = nextBeginning(text, Math.max(0, text.length - LONGEST_SPELLING));
    for (; start !== -1; start = nextBeginning(text, start + 1)) {
      if (readPlaceholder(text, start, this) === "open") return start;
    }
    return text.length;
  }

  clear(): void {
    // To clear what is empty makes a new table of it, and most calls have nothing to be cleared.
    if (!this.#isShared && !this.#book.isEmpty) this.#book.clear();
    if (this.#sent.size > 0) this.#sent.clear();
    if (this.#reserved.size > 0) this.#reserved.clear();
  }

  toJSON(): string {
    let count = 0;
    for (const { numbers } of this.#sent.values()) count += numbers.size;
    return `[vault of ${count}]`;
  }

  [inspect.custom](): string {
    return this.toJSON();
  }
}

/** Of any label and number. */
const ANY: KnownPlaceholders = { begins: () => true, lastNumber: () => Number.MAX_SAFE_INTEGER };

function eachPlaceholder(
  text: string,
  known: KnownPlaceholders,
  visit: (found: SpelledPlaceholder) => void,
): void {
  let start = nextBeginning(text, 0);
  while (start !== -1) {
    const found = readPlaceholder(text, start, known);
    const isFound = found !== undefined && found !== "open";
    if (isFound) visit(found);
    start = nextBeginning(text, isFound ? found.end : start + 1);
  }
}

const plainly = (value: string): string => value;

const WRITE: Record<Surroundings, (value: string) => string> = {
  plain: plainly,
  // What may stand in any part of a URL stays as it is (RFC 3986, 3.3 and 3.4): addresses remain readable.
  "percent-encoded": (value) =>
    encodeURIComponent(value.toWellFormed()).replaceAll("%40", "@").replaceAll("%3A", ":"),
  html: (value) => value.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
};

/** A name, an index or a call may have an index behind it. */
function isIndexed(before: string): boolean {
  return /[\w\])]/.test(before);
}
