import { beginsWord, endsWord, isDigitAt } from "../boundaries.ts";

/** Not inside a word, a decimal, a date, an amount, a path or another number. */
export function mayBegin(text: string, start: number): boolean {
  if (!beginsWord(text, start)) return false;
  const before = text.charAt(start - 1);
  if (before !== "" && "$€£¥#".includes(before)) return false;
  return !(".-/:_+*=".includes(before) && before !== "" && isDigitAt(text, start - 2));
}

/** The number is not part of a longer one, of a word, or an amount. */
export function endsNumber(text: string, end: number): boolean {
  if (!endsWord(text, end)) return EXTENSION.test(text.slice(end, end + 12));
  const after = text.charAt(end);
  return (
    !(after !== "" && ".-/:_".includes(after) && isDigitAt(text, end + 1)) &&
    !AMOUNT.test(text.slice(end, end + 8))
  );
}

const AMOUNT =
  /^ ?(?:[€$£¥%]|(?:EUR|USD|GBP|CHF|PLN|CZK|HUF|SEK|NOK|DKK|euros?|dollars?)\b|(?:zł|Kč|Ft|kr)(?!\p{L}))/iu;

const EXTENSION = /^(?: ?(?:x|ext\.?|extension|#) ?\d{1,6})(?!\d)/i;

/** Where it ends with its extension, if it has one: `x123`, `ext. 7`. */
export function withExtension(text: string, end: number): number {
  return end + (EXTENSION.exec(text.slice(end, end + 20))?.[0].length ?? 0);
}
