import { escapeTail } from "../boundaries.ts";
import { mayBeSpelled, spelledAddresses } from "../contact/spelled-addresses.ts";
import type { Finding, Recognizer, Span } from "../recognizer.ts";

/** RFC 5321 §4.5.3.1. */
const MAX_LOCAL_PART = 64;
const MAX_DOMAIN = 255;

/**
 * E-mail addresses (RFC 5322, RFC 6531), less what RFC 5322 allows but text and code use around addresses:
 * `key=a@b.example` has its address after the `=`. The `@` may be percent-encoded, as in URLs.
 */
export const recognizer: Recognizer = {
  entity: "email",
  label: "EMAIL",
  group: "contact",
  description:
    "E-mail addresses (RFC 5322, RFC 6531) with a top-level domain, also percent-encoded, or spelled to hide them: `name [at] example [dot] com`.",
  specificity: 50,
  score: 0.95,
  context: [
    "mail",
    "contact",
    "correo",
    "courriel",
    "reach",
    "write to",
    "kontakt",
    "contatto",
    "contato",
    "邮箱",
    "メール",
  ],
  examples: [
    "Write to «maria.lopez@example.com» today.",
    "«maria.lopez [at] example [dot] com»",
    "It is «maria at example dot com».",
  ],
  nearMisses: [
    "git@github.com:acme/app.git",
    "mail npm i lodash@4.17.21",
    "we meet at noon dot",
    "contact icon@2x.png",
    "we look at example.com",
  ],
  mayOccur: (signs) => signs.at || signs.percent || mayBeSpelled(signs),
  *find(text, { signs }): Generator<Finding> {
    if (signs.at || signs.percent) yield* addresses(text);
    if (mayBeSpelled(signs)) yield* spelledAddresses(text);
  },
};

function* addresses(text: string): Generator<Span> {
  let from = 0;
  for (const sign of text.matchAll(/@|%40/g)) {
    const start = localPartStart(text, sign.index, from);
    if (start === sign.index) continue;
    const end = domainEnd(text, sign.index + sign[0].length);
    if (end === undefined || isNoAddress(text, start, sign.index, end)) continue;
    yield { start, end };
    from = end;
  }
}

const LOCAL = /[\p{L}\p{M}\p{N}._%+'-]/u;
/** Written without spaces between words: next to these, Latin letters begin a word of their own. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

/** The first position of the local part that ends at `at`, not before `from`; `at` when there is none. */
function localPartStart(text: string, at: number, from: number): number {
  if (text.charAt(at - 1) === '"') return quotedStart(text, at, from);
  const floor = Math.max(from, at - MAX_LOCAL_PART);
  const last = text.charCodeAt(at - 1);
  const unspaced = last >= 0x80 && UNSPACED.test(text.charAt(at - 1));
  let start = at;
  while (start > floor) {
    const code = text.charCodeAt(start - 1);
    if (code < 0x80 ? !isLocalAscii(code) : !isLocalAbove(text, start - 1, unspaced)) break;
    start--;
  }
  if (start < at && isLowSurrogate(text.charCodeAt(start))) start++;
  start += escapeTail(text, start);
  // A dot, quote or dash before or after a name belongs to the sentence; before the sign, it makes it no address.
  while (start < at && ".'-%+".includes(text.charAt(start))) start++;
  if (text.charAt(start - 1) === "%") start += escapeTail(text, start);
  return start >= at || text.charAt(at - 1) === "." ? at : start;
}

function isLocalAscii(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) ||
    code === 0x2e ||
    code === 0x5f ||
    code === 0x25 ||
    code === 0x2b ||
    code === 0x27 ||
    code === 0x2d
  );
}

function isLocalAbove(text: string, at: number, unspaced: boolean): boolean {
  const character = text.charAt(at);
  return (
    (LOCAL.test(character) && (unspaced || !UNSPACED.test(character))) || isSurrogate(text.charCodeAt(at))
  );
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** `"john smith"@example.com`; not the end of one JSON string before the beginning of something else. */
function quotedStart(text: string, at: number, from: number): number {
  const open = text.lastIndexOf('"', at - 2);
  if (open < Math.max(from, at - MAX_LOCAL_PART)) return at;
  const before = open === 0 ? " " : text.charAt(open - 1);
  const quoted = text.slice(open + 1, at - 1);
  return /[\s<(,;]/.test(before) && /[\p{L}\p{N}]/u.test(quoted) && !/[\r\n]/.test(quoted) ? open : at;
}

const DOMAIN = /[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*/uy;
const ADDRESS_LITERAL = /\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]{2,45})\]/iy;

/** Where the domain that begins at `start` ends; undefined when there is none. */
function domainEnd(text: string, start: number): number | undefined {
  if (text.charAt(start) === "[") {
    ADDRESS_LITERAL.lastIndex = start;
    return ADDRESS_LITERAL.test(text) ? ADDRESS_LITERAL.lastIndex : undefined;
  }
  DOMAIN.lastIndex = 0;
  const found = DOMAIN.exec(text.slice(start, start + MAX_DOMAIN))?.[0];
  if (found === undefined) return undefined;
  let end: number | undefined;
  let labelStart = start;
  for (const [index, label] of found.split(".").entries()) {
    if (label.startsWith("-") || label.length > 63) break;
    const top = index === 0 ? 0 : topLevelLength(label);
    if (top > 0) end = labelStart + top;
    if (top > 0 && top < label.length && UNSPACED.test(label.charAt(top))) break;
    labelStart += label.length + 1;
  }
  return end;
}

/** How much of a label can be a top-level domain (RFC 1123 §2.1: letters; RFC 5890: `xn--`); 0 when it cannot be one. */
function topLevelLength(label: string): number {
  const ascii = /^(?:xn--[a-z0-9-]{1,59}|[a-z]{2,63}(?:-[a-z0-9-]*[a-z0-9])?)/i.exec(label)?.[0];
  if (ascii !== undefined) return ascii.length;
  return /^[\u0080-\uffff]{2,63}/.exec(label)?.[0].length ?? 0;
}

/** Of the same shape, but nobody's: git remotes, image files (`icon@2x.png`) and package versions (`lib@1.0.0-beta.rc`). */
function isNoAddress(text: string, start: number, at: number, end: number): boolean {
  if (
    at - start === 3 &&
    text.startsWith("git", start) &&
    (text.charAt(end) === ":" || text.charAt(start - 1) === "/")
  )
    return true;
  return /^@(?:[1-4]x\.(?:png|jpe?g|gif|webp|avif|svg)$|v?\d+\.\d+\.\d)/i.test(text.slice(at, end));
}
