import { inspect } from "node:util";
import type { TextKind } from "../../core/payload.ts";

/**
 * How models write placeholders back, with or without Markdown's backslashes: before both brackets or before none, so
 * that a backslash of the caller's own (`C:\[EMAIL_1]`) stays. Inside JSON source a backslash is written as two.
 */
const PLACEHOLDER: Record<TextKind, RegExp> = {
  text: /\\\[([a-z]{2,16})\\?_([1-9]\d{0,8})\\\]|\[([a-z]{2,16})\\?_([1-9]\d{0,8})\]/gi,
  json: /\\\\\[([a-z]{2,16})(?:\\\\)?_([1-9]\d{0,8})\\\\\]|\[([a-z]{2,16})(?:\\\\)?_([1-9]\d{0,8})\]/gi,
};

/** What could become one of these, up to the end of a text; sticky, a little wider than they are. */
const BEGUN: Record<TextKind, RegExp> = {
  text: /(?:\\|\\?\[(?:([a-z]{1,16})(\\?_(\d{0,9})\\?|\\)?)?)$/iy,
  json: /(?:\\{1,2}|(?:\\\\)?\[(?:([a-z]{1,16})((?:\\\\)?_(\d{0,9})\\{0,2}|\\{1,2})?)?)$/iy,
};

/** Placeholder-like texts in any spelling at all. */
const RESERVED = /\[([a-z]{2,16})\\{0,8}_0*([1-9]\d{0,8})\\{0,8}\]/gi;

/** Backslashes that a spelling can have more than the placeholder: two before each bracket and the underscore. */
const LONGEST_ESCAPES = 6;

/** How a value is written where it goes: inside JSON source its quotes and line ends must be escaped. */
const SPELL: Record<TextKind, (value: string) => string> = {
  text: (value) => value,
  json: (value) => JSON.stringify(value).slice(1, -1),
};

/**
 * The values of one call and the placeholders that stand for them. It lives as long as its call, never leaves the
 * process, and prints as counts only.
 */
export class Vault {
  readonly #placeholderOf = new Map<string, string>();
  readonly #valueOf = new Map<string, string>();
  readonly #lastNumber = new Map<string, number>();
  /** Placeholder-like texts that the caller wrote: they stand for themselves and are given to no value. */
  readonly #reserved = new Set<string>();
  readonly #before: number;
  #longest = 0;

  /** @param before the numbers begin behind this one */
  constructor(before = 0) {
    this.#before = before;
  }

  /** Keeps every placeholder-like text that already stands in `text` from being used. Call for all texts first. */
  reserve(text: string): void {
    for (const match of text.matchAll(RESERVED))
      this.#reserved.add(canonical(match[1] ?? "", match[2] ?? ""));
  }

  /** The same value gets the same placeholder; numbers follow the order in which values first appear. */
  placeholderFor(label: string, value: string): string {
    const key = `${label}\0${value}`;
    const known = this.#placeholderOf.get(key);
    if (known !== undefined) return known;
    const name = label;
    let number = this.#lastNumber.get(name) ?? this.#before;
    let placeholder: string;
    do {
      number++;
      placeholder = canonical(name, String(number));
    } while (this.#reserved.has(placeholder));
    this.#lastNumber.set(name, number);
    this.#placeholderOf.set(key, placeholder);
    this.#valueOf.set(placeholder, value);
    this.#longest = Math.max(this.#longest, placeholder.length);
    return placeholder;
  }

  get size(): number {
    return this.#valueOf.size;
  }

  /**
   * Every placeholder of this vault in `text` becomes its value, written as `kind` demands; all others stay as they
   * are. Letter case does not matter, save where code would have an index: `rows[email_1]`.
   * @param before what stands before `text`, where it continues another; the last `LOOK_BACK` characters are enough
   */
  restore(text: string, kind: TextKind, before = ""): string {
    if (!text.includes("[")) return text;
    const spell = SPELL[kind];
    return text.replace(
      PLACEHOLDER[kind],
      (
        spelling,
        escapedName?: string,
        escapedNumber?: string,
        plainName?: string,
        plainNumber?: string,
        at = 0,
      ) => {
        const name = escapedName ?? plainName ?? "";
        const placeholder = canonical(name, escapedNumber ?? plainNumber ?? "");
        const value = this.#valueOf.get(placeholder);
        if (value === undefined) return spelling;
        const isIndex =
          !placeholder.startsWith(name, 1) &&
          endsLikeIndexed((before + text.slice(Math.max(0, at - LOOK_BACK), at)).slice(-LOOK_BACK), kind);
        return isIndex ? spelling : spell(value);
      },
    );
  }

  /**
   * Where a tail begins that could still become a placeholder of this vault; `text.length` when there is none. Nothing
   * before it needs to be held back. The cost does not depend on how many values there are.
   */
  openTail(text: string, kind: TextKind): number {
    const longestTail = this.#longest + LONGEST_ESCAPES - 1;
    for (let start = Math.max(0, text.length - longestTail); start < text.length; start++) {
      const character = text.charCodeAt(start);
      if (character !== BRACKET && character !== BACKSLASH) continue;
      if (this.#couldBegin(text, start, kind)) return start;
    }
    return text.length;
  }

  clear(): void {
    this.#placeholderOf.clear();
    this.#valueOf.clear();
    this.#lastNumber.clear();
  }

  toJSON(): string {
    return `[vault of ${this.size}]`;
  }

  [inspect.custom](): string {
    return this.toJSON();
  }

  #couldBegin(text: string, start: number, kind: TextKind): boolean {
    const begun = BEGUN[kind];
    begun.lastIndex = start;
    const found = begun.exec(text);
    if (found === null) return false;
    const [, name, rest, number = ""] = found;
    if (name === undefined) return this.size > 0;
    const begunName = name.toUpperCase();
    // There are as many names as there are entities: few.
    if (rest === undefined) return [...this.#lastNumber.keys()].some((known) => known.startsWith(begunName));
    const last = this.#lastNumber.get(begunName);
    return last !== undefined && !number.startsWith("0") && Number(number) <= last;
  }
}

/** Characters looked at before a placeholder; so few that V8 copies them, and does not keep the text they are from. */
export const LOOK_BACK = 12;

/** A name, an index or a call, which may have an index after it; the letters of JSON's escapes are no name. */
function endsLikeIndexed(before: string, kind: TextKind): boolean {
  return /[\w\])]$/.test(before) && !(kind === "json" && ESCAPE.test(before));
}

const ESCAPE = /(?<!\\)(?:\\\\)*\\(?:[bfnrt]|u[0-9a-f]{4})$/i;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;

function canonical(name: string, number: string): string {
  return `[${name.toUpperCase()}_${number}]`;
}
