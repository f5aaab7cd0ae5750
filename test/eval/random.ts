import { FakeRandom } from "../support/fake-random.ts";

/** Repeatable randomness: the same seed gives the same corpus on every machine. */
export interface Random {
  /** An integer from 0 to `below` - 1. */
  below(below: number): number;
  /** An integer, both ends included. */
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** So many characters of `alphabet`. */
  text(alphabet: string, length: number): string;
  /** `#` is a digit, `^` one that is not 0, `@` a capital letter, `*` a capital letter or digit; all else stands for itself. */
  fill(pattern: string): string;
}

export const DIGITS = "0123456789";
export const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const HEX = "0123456789abcdef";
export const ALPHANUMERIC = `${DIGITS}${CAPITALS}${CAPITALS.toLowerCase()}`;
export const BASE64URL = `${ALPHANUMERIC}-_`;

/** @param name seeds of different names have nothing in common, so that a new kind of text changes no other */
export function seeded(seed: number, name: string): Random {
  const hash = [...name].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), seed);
  const source = new FakeRandom(hash);
  const next = (): number => source.next();
  const below = (limit: number): number => Math.floor(next() * limit);
  const text = (alphabet: string, length: number): string => {
    let made = "";
    while (made.length < length) made += alphabet.charAt(below(alphabet.length));
    return made;
  };
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (share) => next() < share,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("There is nothing to pick from.");
      return item;
    },
    text,
    fill: (pattern) =>
      pattern.replaceAll(/[#^@*]/g, (sign) =>
        text(
          sign === "#"
            ? DIGITS
            : sign === "^"
              ? DIGITS.slice(1)
              : sign === "@"
                ? CAPITALS
                : DIGITS + CAPITALS,
          1,
        ),
      ),
  };
}
