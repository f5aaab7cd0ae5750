/** What JSON source says inside its strings, with the way back to its own characters. */
export interface UnescapedSource {
  /** The source without escapes; what is no escape of JSON stays as it is. */
  readonly text: string;
  /** Where in the source the character at this position of `text`, or its end, begins. */
  at(position: number): number;
  /** Where an escape begins that the source breaks off; its length when there is none. */
  readonly whole: number;
}

const SIMPLE: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const HEX = /^[0-9a-f]*$/i;

/** @param source begins outside of an escape */
export function unescapeSource(source: string): UnescapedSource {
  let begin = source.indexOf("\\");
  if (begin === -1) return { text: source, at: (position) => position, whole: source.length };
  /** Behind which position of the text how many more characters of the source have gone by. */
  const shifts: { readonly from: number; readonly by: number }[] = [];
  let text = "";
  let copied = 0;
  let whole = source.length;
  for (; begin !== -1; begin = source.indexOf("\\", copied)) {
    text += source.slice(copied, begin);
    const letter = source.charAt(begin + 1);
    const digits = letter === "u" ? source.slice(begin + 2, begin + 6) : "";
    if (letter === "" || (letter === "u" && digits.length < 4 && HEX.test(digits))) {
      whole = begin;
      copied = begin;
      break;
    }
    const isCode = digits.length === 4 && HEX.test(digits);
    const simple = SIMPLE[letter];
    const length = isCode ? 6 : simple === undefined ? 1 : 2;
    text += isCode ? String.fromCharCode(Number.parseInt(digits, 16)) : (simple ?? "\\");
    copied = begin + length;
    shifts.push({ from: text.length, by: copied - text.length });
  }
  text += source.slice(copied, whole);
  return { text, whole, at: (position) => position + shiftAt(shifts, position) };
}

function shiftAt(
  shifts: readonly { readonly from: number; readonly by: number }[],
  position: number,
): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((shifts[middle]?.from ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return shifts[low - 1]?.by ?? 0;
}

/** A text as it stands inside a string of JSON source. */
export function escapeForSource(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
