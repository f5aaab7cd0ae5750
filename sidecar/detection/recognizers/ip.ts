import { isIPv6 } from "node:net";
import { beginsWord, endsWord, isAlphanumeric, isDigitAt } from "../boundaries.ts";
import type { Finding, Recognizer, Span } from "../recognizer.ts";

/** IP addresses, version 4 (four octets without leading zeros) and 6 (RFC 4291 §2.2); prefix lengths and ports stay. */
export const recognizer: Recognizer = {
  entity: "ip",
  label: "IP",
  group: "network",
  description:
    "IPv4 and IPv6 addresses, without port, prefix length and zone; four small numbers, as sections and versions have them, by context.",
  specificity: 35,
  score: 0.85,
  context: [
    "ip",
    "addr",
    "host",
    "server",
    "client",
    "from",
    "dns",
    "ping",
    "gateway",
    "subnet",
    "network",
    "netmask",
    "cidr",
    "connect",
    "remote",
    "source",
    "destination",
    "src",
    "dst",
    "node",
    "interface",
    "inet",
    "peer",
    "proxy",
    "listen",
    "bind",
    "login",
    "request",
    "upstream",
    "firewall",
    "blocked",
    "resolver",
    "serveur",
    "servidor",
    "adresse",
    "dirección",
    "indirizzo",
    "endereço",
    "adres",
    "rechner",
  ],
  examples: ["from «203.0.113.42»", "http://«10.0.0.1»:8080/", "«2001:db8::8a2e:370:7334»", "ping «8.8.4.4»"],
  nearMisses: [
    "version 203.0.113.42",
    "host Chrome/120.0.0.0",
    "server at 12:30:45",
    "section 4.2.1.3",
    "ip 256.1.1.1",
    "std::vector",
  ],
  mayOccur: ({ digits, colon }) => digits >= 4 || colon,
  *find(text, { signs }): Generator<Finding> {
    yield* v4Addresses(text, signs.tokens);
    if (signs.colon) yield* v6Addresses(text);
  },
};

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const V4 = new RegExp(`(?<![\\d.])${OCTET}(?:\\.${OCTET}){3}(?!\\d|\\.\\d)`, "g");

/** @param tokens an address is in one of them */
function* v4Addresses(text: string, tokens: readonly number[]): Generator<Finding> {
  for (let token = 0; token < tokens.length; token += 2) {
    const from = tokens[token] ?? 0;
    const to = tokens[token + 1] ?? 0;
    if (to - from >= SHORTEST_V4 && hasDots(text, from, to)) yield* v4In(text, from, to);
  }
}

/** Characters of `0.0.0.0`, and its dots. */
const SHORTEST_V4 = 7;
const DOTS = 3;

function hasDots(text: string, from: number, to: number): boolean {
  let dots = 0;
  for (let at = from; at < to && dots < DOTS; at++) if (text.charCodeAt(at) === DOT) dots++;
  return dots === DOTS;
}

function* v4In(text: string, from: number, to: number): Generator<Finding> {
  for (const { 0: address, index } of text.slice(from, to).matchAll(V4)) {
    const start = from + index;
    const end = start + address.length;
    if (!beginsWord(text, start) || !endsWord(text, end) || isVersion(text, start, end)) continue;
    yield MAY_BE_NUMBERING.test(address) && !WELL_KNOWN.test(address) && !isInAddress(text, start, end)
      ? { start, end, score: 0.4 }
      : { start, end };
  }
}

/** Four numbers below 40: a section or a version at least as often as an address. */
const MAY_BE_NUMBERING = /^(?:[1-3]?\d(?:\.|$)){4}$/;
/** Private, loopback, unspecified; and the same number four times, as resolvers have it. */
const WELL_KNOWN = /^(?:10\.|0\.0\.0\.0$|(\d{1,3})(?:\.\1){3}$)/;

/** A scheme or a user before it, a port or a prefix length behind it. */
function isInAddress(text: string, start: number, end: number): boolean {
  return (
    /^(?::\d{2,5}|\/(?:3[0-2]|[12]?\d))(?![\d.])/.test(text.slice(end, end + 7)) ||
    /(?:\/\/|@)$/.test(text.slice(Math.max(0, start - 2), start))
  );
}

/** `Chrome/120.0.0.0`, `version 1.2.3.4`, `1.2.3.4-beta`: a version of four parts looks just like an address. */
function isVersion(text: string, start: number, end: number): boolean {
  return (
    VERSION_BEFORE.test(text.slice(Math.max(0, start - 24), start)) ||
    VERSION_AFTER.test(text.slice(end, end + 10)) ||
    (DECIMALS_BEFORE.test(text.slice(Math.max(0, start - 12), start)) &&
      DECIMALS_AFTER.test(text.slice(end, end + 8)))
  );
}

const VERSION_BEFORE =
  /(?:\b(?:versions?|ver|releases?|build|firmware|rev|revision|section|clause|article|chapter|paragraph|para|appendix|annex|figure|table|oid|abschnitt|kapitel|ziffer|artikel|sección|sezione|artículo|chapitre|rozdział)["']?[ :=.]{0,3}["']?v?|§§? ?|\b(?:Chrome|Chromium|CriOS|Edg[A-Za-z]{0,3}|OPR|Vivaldi|YaBrowser|Version|Safari|Firefox|Electron|Brave)\/)$/i;
/** The path of a drawing: `2.83-2.12 3.51.98.32 2.03.5`. */
const DECIMALS_BEFORE = /\d?\.\d{1,3}[ a-zA-Z]$/;
const DECIMALS_AFTER = /^[ a-zA-Z-]\d?\.\d/;
const VERSION_AFTER = /^-(?:alpha|beta|rc|pre|dev|snapshot|release|final)\b/i;

/** 8 groups of 4 and 7 colons, the last two groups perhaps as version 4. */
const LONGEST_V6 = 45;

function* v6Addresses(text: string): Generator<Span> {
  let colon = text.indexOf(":");
  while (colon !== -1) {
    let runStart = colon;
    while (colon - runStart < 4 && isHex(text.charCodeAt(runStart - 1))) runStart--;
    let runEnd = colon + 1;
    let colons = 1;
    for (; ; runEnd++) {
      const code = text.charCodeAt(runEnd);
      if (code === COLON) colons++;
      else if (code !== DOT && !isHex(code)) break;
    }
    if (colons >= 2) {
      const found = v6In(text, runStart, runEnd);
      if (found !== undefined) yield found;
    }
    colon = text.indexOf(":", runEnd);
  }
}

/** The address in a run of hexadecimal digits, colons and dots; a single colon or dot around it is punctuation. */
function v6In(text: string, runStart: number, runEnd: number): Span | undefined {
  let start = runStart + escapedLetters(text, runStart);
  let end = runEnd;
  while (end > start && text.charCodeAt(end - 1) === DOT) end--;
  if (text.charCodeAt(end - 1) === COLON && text.charCodeAt(end - 2) !== COLON) end--;
  if (text.charCodeAt(start) === COLON && text.charCodeAt(start + 1) !== COLON) start++;
  if (end - start > LONGEST_V6 || end - start < 3) return undefined;
  const address = text.slice(start, end);
  if (!isIPv6(address) || !beginsWord(text, start) || !endsWord(text, end)) return undefined;
  if (text.charAt(start - 1) === "_" || text.charAt(end) === "_") return undefined;
  return isCode(text, start, address) ? undefined : { start, end };
}

/** `\b` and `\f` are both escapes and hexadecimal digits. */
function escapedLetters(text: string, start: number): number {
  return text.charAt(start - 1) === "\\" && text.charAt(start - 2) !== "\\" && /[bf]/.test(text.charAt(start))
    ? 1
    : 0;
}

/** `a::b` is a scope, `items[1::2]` a slice; also addresses by their form alone. */
function isCode(text: string, start: number, address: string): boolean {
  if (!/\d/.test(address) && address.split(":").length < 5) return true;
  // `[-2::-1]`, `[a:2::3]`: a slice with small numbers.
  if (
    /^\d{0,2}::\d{0,2}$/.test(address) &&
    /^[-+]?\w{0,8}\]/.test(text.slice(start + address.length, start + address.length + 10)) &&
    !/(?:^|[^\w\])-])\[$/.test(text.slice(Math.max(0, start - 2), start))
  )
    return true;
  return (
    text.charAt(start - 1) === "[" && /[\w\])]/.test(text.charAt(start - 2)) && !isDigitAt(text, start - 2)
  );
}

const COLON = 0x3a;
const DOT = 0x2e;

function isHex(code: number): boolean {
  return isAlphanumeric(code) && (code <= 0x39 || (code | 0x20) <= 0x66);
}
