import { inspect } from "node:util";
import type { RedactionEntity } from "../../../config/schema/policy.ts";

/** What a placeholder looks like, wherever it came from; letter case and Markdown's backslashes do not matter. */
const PLACEHOLDER = /\\?\[([A-Z]{2,10})\\?_(\d{1,9})\\?\]/gi;

/**
 * The values of one call and the placeholders that stand for them. It lives as long as its call, never leaves the
 * process, and prints as counts only.
 */
export class Vault {
  readonly #placeholderOf = new Map<string, string>();
  readonly #valueOf = new Map<string, string>();
  readonly #lastNumber = new Map<RedactionEntity, number>();
  /** Placeholder-like texts that the caller wrote: they stand for themselves and are given to no value. */
  readonly #reserved = new Set<string>();
  #longest = 0;

  /** Keeps every placeholder-like text that already stands in `text` from being used. Call for all texts first. */
  reserve(text: string): void {
    for (const match of text.matchAll(PLACEHOLDER))
      this.#reserved.add(canonical(match[1] ?? "", match[2] ?? ""));
  }

  /** The same value gets the same placeholder; numbers follow the order in which values first appear. */
  placeholderFor(entity: RedactionEntity, value: string): string {
    const key = `${entity}\0${value}`;
    const known = this.#placeholderOf.get(key);
    if (known !== undefined) return known;
    let number = this.#lastNumber.get(entity) ?? 0;
    let placeholder: string;
    do {
      number++;
      placeholder = `[${entity.toUpperCase()}_${number}]`;
    } while (this.#reserved.has(placeholder));
    this.#lastNumber.set(entity, number);
    this.#placeholderOf.set(key, placeholder);
    this.#valueOf.set(placeholder, value);
    this.#longest = Math.max(this.#longest, placeholder.length);
    return placeholder;
  }

  get size(): number {
    return this.#valueOf.size;
  }

  /** Characters that a placeholder of this vault can take at most, with a backslash before each special one. */
  get longestSpelling(): number {
    return this.#longest + 3;
  }

  /** Every placeholder of this vault in `text` becomes its value; all others stay as they are. */
  restore(text: string, spell: (value: string) => string): string {
    if (!text.includes("[")) return text;
    return text.replace(PLACEHOLDER, (spelling, entity: string, number: string) => {
      const value = this.#valueOf.get(canonical(entity, number));
      return value === undefined ? spelling : spell(value);
    });
  }

  /**
   * Where a tail begins that could still become a placeholder of this vault; `text.length` when there is none. Nothing
   * before it needs to be held back.
   */
  openTail(text: string): number {
    for (let start = Math.max(0, text.length - this.longestSpelling + 1); start < text.length; start++) {
      const character = text.charCodeAt(start);
      if (character !== BRACKET && character !== BACKSLASH) continue;
      if (this.#couldBegin(text.slice(start))) return start;
    }
    return text.length;
  }

  clear(): void {
    this.#placeholderOf.clear();
    this.#valueOf.clear();
  }

  toJSON(): string {
    return `[vault of ${this.size}]`;
  }

  [inspect.custom](): string {
    return this.toJSON();
  }

  #couldBegin(tail: string): boolean {
    if (tail === "\\") return this.size > 0;
    const plain = tail.replaceAll("\\", "").toUpperCase();
    if (plain === "") return false;
    for (const placeholder of this.#valueOf.keys()) {
      if (placeholder.length > plain.length && placeholder.startsWith(plain)) return true;
    }
    return false;
  }
}

const BRACKET = 0x5b;
const BACKSLASH = 0x5c;

function canonical(entity: string, number: string): string {
  return `[${entity.toUpperCase()}_${Number(number)}]`;
}
