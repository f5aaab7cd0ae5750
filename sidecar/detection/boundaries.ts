/** Character questions that several recognizers ask. Positions are UTF-16 code units; outside the text is no character. */

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

export function isDigitAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isDigit(text.charCodeAt(at));
}

/**
 * How many characters from `start` belong to an escape that begins before it: JSON quoted inside a text has `\n` or
 * `\u003c` (and URLs `%3D`) right before a value, and their letters are not the value's.
 */
export function escapeTail(text: string, start: number): number {
  const before = text.charCodeAt(start - 1);
  if (before === BACKSLASH) {
    let backslashes = 1;
    while (backslashes < 8 && text.charCodeAt(start - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return 0;
    const letter = text.charAt(start);
    if (letter === "u" && /^[0-9a-f]{4}$/i.test(text.slice(start + 1, start + 5))) return 5;
    return letter !== "" && "nrtbf".includes(letter) ? 1 : 0;
  }
  return before === PERCENT && /^[0-9a-f]{2}$/i.test(text.slice(start, start + 2)) ? 2 : 0;
}

/** No ASCII letter or digit stands right before `start`, save one that ends an escape. */
export function beginsWord(text: string, start: number): boolean {
  if (start === 0 || !isAlphanumeric(text.charCodeAt(start - 1))) return true;
  return (
    escapeTail(text, start - 1) === 1 ||
    escapeTail(text, start - 2) === 2 ||
    escapeTail(text, start - 5) === 5
  );
}

/** No ASCII letter or digit stands at `end`. */
export function endsWord(text: string, end: number): boolean {
  return end >= text.length || !isAlphanumeric(text.charCodeAt(end));
}

/** A digit and a dot stand right before: `start` is inside a decimal, a version or a date. */
export function continuesNumber(text: string, start: number): boolean {
  return text.charAt(start - 1) === "." && isDigitAt(text, start - 2);
}

/** A dot and a digit follow: `end` is inside a decimal, a version or a date. */
export function isContinued(text: string, end: number): boolean {
  return text.charAt(end) === "." && isDigitAt(text, end + 1);
}

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
