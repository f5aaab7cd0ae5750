import { escapeTail, isDigit } from "./boundaries.ts";
import type { Span } from "./recognizer.ts";
import { perScan } from "./scan.ts";

/** A run of ASCII letters and digits, as long as it goes. */
export interface Code extends Span {
  readonly digits: number;
  readonly capitals: number;
}

/** Characters: of letters alone, runs of capitals are kept from here on, */
const SHORTEST_WORD = 8;
/** and others from here on, which are no words. */
const LONGEST_WORD = 24;

/** The runs of a text that may be an identifier of some kind, in order: most recognizers of identifiers start from these. */
export const codesOf = perScan((text, { signs: { tokens } }): readonly Code[] => {
  if (tokens.length === 0) return NONE;
  const codes: Code[] = [];
  for (let index = 0; index < tokens.length; index += 2)
    addCodes(text, tokens[index] ?? 0, tokens[index + 1] ?? 0, codes);
  return codes;
});

const NONE: readonly Code[] = [];

/** Those of one token, behind whose `end` none goes on. */
function addCodes(text: string, from: number, end: number, codes: Code[]): void {
  let start = -1;
  let digits = 0;
  let capitals = 0;
  for (let at = from; at <= end; at++) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind !== OTHER) {
      if (start === -1) {
        // The letters of an escape before it are not its own.
        const before = text.charCodeAt(at - 1);
        const tail = before === BACKSLASH || before === PERCENT ? escapeTail(text, at) : 0;
        if (tail > 0) {
          at += tail - 1;
          continue;
        }
        start = at;
      }
      if (kind === DIGIT) digits++;
      else if (kind === CAPITAL) capitals++;
    } else if (start !== -1) {
      const length = at - start;
      if (digits > 0 || length > LONGEST_WORD || (length >= SHORTEST_WORD && capitals === length))
        codes.push({ start, end: at, digits, capitals });
      start = -1;
      digits = 0;
      capitals = 0;
    }
  }
}

const BACKSLASH = 0x5c;
const PERCENT = 0x25;

const OTHER = 0;
const SMALL = 1;
const CAPITAL = 2;
const DIGIT = 3;

const KINDS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  if (isDigit(code)) KINDS[code] = DIGIT;
  else if (code >= 0x41 && code <= 0x5a) KINDS[code] = CAPITAL;
  else if (code >= 0x61 && code <= 0x7a) KINDS[code] = SMALL;
}

/** @param code NaN behind the text's end */
function kindOf(code: number): number {
  return code < 128 ? (KINDS[code] ?? OTHER) : OTHER;
}
