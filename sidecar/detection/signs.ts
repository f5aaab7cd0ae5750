import { mayFold } from "./fold.ts";

/** What one pass over a text tells about it: enough to know which recognizers have nothing to look for. */
export interface Signs {
  readonly digits: number;
  readonly at: boolean;
  readonly percent: boolean;
  readonly colon: boolean;
  /** "--" or "://" stands somewhere: private-key blocks and URLs. */
  readonly dashes: boolean;
  readonly url: boolean;
  /** The longest run of characters that access tokens are made of: letters, digits, `_`, `-`, `.`. */
  readonly longestToken: number;
  /** Something stands there that stands for something else: digits of other scripts, zero-width characters (`fold.ts`). */
  readonly folds: boolean;
}

const AT = 1;
const PERCENT = 2;
const COLON = 4;
const DASHES = 8;
const URL_MARK = 16;
const FOLDS = 32;

/** By ASCII code: 0 other, 1 in tokens, 2 digit, 3 dash (which is in tokens, too), 4 `@`, 5 `%`, 6 `:`. */
const CLASS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_.]/.test(character)) CLASS[code] = 1;
  else if (/\d/.test(character)) CLASS[code] = 2;
}
CLASS["-".charCodeAt(0)] = 3;
CLASS["@".charCodeAt(0)] = 4;
CLASS["%".charCodeAt(0)] = 5;
CLASS[":".charCodeAt(0)] = 6;

const DASH_CODE = 0x2d;
const SLASH_CODE = 0x2f;

export function readSigns(text: string): Signs {
  let seen = 0;
  let digits = 0;
  let runStart = 0;
  let longest = 0;
  const length = text.length;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? CLASS[code] : 0;
    if (kind === 1) continue;
    if (kind === 2) {
      digits++;
      continue;
    }
    if (kind === 3) {
      if (text.charCodeAt(at + 1) === DASH_CODE) seen |= DASHES;
      continue;
    }
    if (at - runStart > longest) longest = at - runStart;
    runStart = at + 1;
    if (kind === 0) {
      if (code >= 0xa0 && (seen & FOLDS) === 0 && mayFold(code)) seen |= FOLDS;
      continue;
    }
    if (kind === 4) seen |= AT;
    else if (kind === 5) seen |= PERCENT;
    else seen |= text.charCodeAt(at + 1) === SLASH_CODE ? COLON | URL_MARK : COLON;
  }
  return {
    digits,
    at: (seen & AT) !== 0,
    percent: (seen & PERCENT) !== 0,
    colon: (seen & COLON) !== 0,
    dashes: (seen & DASHES) !== 0,
    url: (seen & URL_MARK) !== 0,
    longestToken: Math.max(longest, length - runStart),
    folds: (seen & FOLDS) !== 0,
  };
}
