import type { Span } from "../recognizer.ts";
import type { Signs } from "../signs.ts";

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const MARK = "-----BEGIN";
const END = "-----END";
const END_LINE = /-----END [A-Z0-9 ]{0,48}-----/y;
/** Lines of base64, their ends perhaps escaped as in JSON: a key that was cut off. */
const BODY = /(?:(?:\s|\\[nr])+[A-Za-z0-9+/=]{16,})+(?:(?:\s|\\[nr])+[A-Za-z0-9+/=]+$)?/y;
/** Characters; an RSA key of 16384 bits takes about 13,000. */
const LONGEST_KEY = 65_536;
/** Characters: header and footer. */
const LONGEST_ENDS = 256;

/** Private keys in textual encodings (RFC 7468, OpenSSH, PGP, PuTTY), with their header and footer; also without a footer. */
export function* privateKeys(text: string, { dashes, longestToken }: Signs): Generator<Span> {
  if (dashes) yield* framedKeys(text);
  if (longestToken < PUTTY.length) return;
  for (let start = text.indexOf(PUTTY); start !== -1; start = text.indexOf(PUTTY, start + PUTTY.length)) {
    PUTTY_KEY.lastIndex = start;
    if (PUTTY_KEY.test(text)) yield { start, end: PUTTY_KEY.lastIndex };
  }
}

function* framedKeys(text: string): Generator<Span> {
  // Kept between headers, so that many headers without footers do not search the rest of the text again and again.
  let footer = -2;
  for (const { 0: header, index: start } of text.matchAll(BEGIN)) {
    const bodyStart = start + header.length;
    if (footer !== -1 && footer < bodyStart) footer = text.indexOf(END, bodyStart);
    const end = keyEnd(text, bodyStart, footer);
    if (end > bodyStart) yield { start, end };
  }
}

const PUTTY = "PuTTY-User-Key-File-";
/** Headers and base64 line by line, up to the code that protects it. */
const PUTTY_KEY =
  /PuTTY-User-Key-File-\d: .{1,64}(?:(?:\r?\n|\\r?\\n)(?!P(?:rivate-MAC|uTTY-))[\w+/=:. @-]{1,200}){4,2000}(?:\r?\n|\\r?\\n)Private-MAC: [0-9a-f]{40,64}/y;

function keyEnd(text: string, bodyStart: number, footer: number): number {
  if (footer !== -1 && footer - bodyStart <= LONGEST_KEY && !text.slice(bodyStart, footer).includes(MARK)) {
    END_LINE.lastIndex = footer;
    if (END_LINE.test(text)) return END_LINE.lastIndex;
  }
  BODY.lastIndex = bodyStart;
  return BODY.test(text) ? BODY.lastIndex : bodyStart;
}

/** Where a key that begins between `from` and `to` has its end at the latest; undefined when there is none. */
export function latestKeyEnd(text: string, from: number, to: number): number | undefined {
  const begin = text.slice(from, to + MARK.length - 1).lastIndexOf(MARK);
  return begin === -1 ? undefined : from + begin + LONGEST_KEY + LONGEST_ENDS;
}
