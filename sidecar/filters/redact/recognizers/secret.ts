import { escapeTail, isAlphanumeric } from "./boundaries.ts";
import { privateKeys } from "./private-keys.ts";
import type { Recognizer, Span } from "./recognizer.ts";
import { TOKEN } from "./token-formats.ts";
import { urlCredentials } from "./url-credentials.ts";

/**
 * Credentials: tokens of published formats, JSON web tokens, private keys, what follows `Bearer` or `Basic`, AWS secret
 * keys by name, and user and password in URLs. Of the last three only the credential itself, not what names it.
 */
export const secret: Recognizer = {
  entity: "secret",
  specificity: 70,
  mayOccur: ({ longestToken, dashes, url, at }) => longestToken >= SHORTEST_NAME || dashes || (url && at),
  *find(text): Generator<Span> {
    yield* tokens(text);
    yield* namedCredentials(text);
    yield* privateKeys(text);
    yield* urlCredentials(text);
  },
};

/** Characters: the shortest of all formats, an `xoxb-` token, has more. */
const SHORTEST_TOKEN = 15;
/** Of what names a credential without such a token in it: `Authorization: Basic …`. */
const SHORTEST_NAME = "authorization".length;

function* tokens(text: string): Generator<Span> {
  for (let index = 0, runEnd = 0; index < text.length; index = runEnd + 1) {
    runEnd = index;
    while (isTokenCharacter(text.charCodeAt(runEnd))) runEnd++;
    if (runEnd - index < SHORTEST_TOKEN) continue;
    let from = index + escapeTail(text, index);
    // A web token's header reaches to a dot: where none began, none begins before that dot.
    let headerFrom = from;
    while (runEnd - from >= SHORTEST_TOKEN) {
      let end = issuedTokenEnd(text, from);
      if (end === undefined && from >= headerFrom && text.startsWith("eyJ", from)) {
        end = webTokenEnd(text, from);
        if (end === undefined) headerFrom = nextDot(text, from, runEnd);
      }
      if (end !== undefined) yield { start: from, end };
      from = nextPiece(text, end ?? from, runEnd);
    }
  }
}

function isTokenCharacter(code: number): boolean {
  return isAlphanumeric(code) || code === UNDERSCORE || code === DASH || code === DOT;
}

function nextDot(text: string, from: number, runEnd: number): number {
  let at = from;
  while (at < runEnd && text.charCodeAt(at) !== DOT) at++;
  return at;
}

/** A token may follow a name, as in `api_key_sk-…` or `key-sk-…`: after `_`, `-` or `.` one may begin again. */
function nextPiece(text: string, from: number, runEnd: number): number {
  for (let at = from; at < runEnd; at++) {
    const code = text.charCodeAt(at);
    if (code === UNDERSCORE || code === DASH || code === DOT) return at + 1;
  }
  return runEnd;
}

function issuedTokenEnd(text: string, start: number): number | undefined {
  TOKEN.lastIndex = start;
  return TOKEN.test(text) ? TOKEN.lastIndex : undefined;
}

function webTokenEnd(text: string, start: number): number | undefined {
  WEB_TOKEN.lastIndex = start;
  const header = WEB_TOKEN.exec(text)?.[1];
  return header !== undefined && isTokenHeader(header) ? WEB_TOKEN.lastIndex : undefined;
}

/** JWS (RFC 7515 §3.1; the signature is empty when there is none) and JWE (RFC 7516 §3.1) in compact form. */
const WEB_TOKEN = /(eyJ[\w-]{8,4096})\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?/y;

/** RFC 7515 §4.1.1: every header says `alg`. */
function isTokenHeader(encoded: string): boolean {
  return /"alg"\s*:/.test(Buffer.from(encoded, "base64url").toString("latin1"));
}

/** A pattern whose first group is the credential, and what its text has somewhere: most have none. */
interface NamedCredential {
  readonly hints: readonly string[];
  readonly pattern: RegExp;
}

const NAMED: readonly NamedCredential[] = [
  // RFC 6750 §2.1.
  { hints: ["earer", "EARER"], pattern: /\bbearer(?:[ \t+]|%20){1,8}([a-z0-9._~+/-]{16,}={0,2})/dgi },
  // RFC 7617.
  {
    hints: ["asic", "ASIC"],
    pattern:
      /\bauthorization\\?["']?[ \t]{0,8}[:=][ \t]{0,8}\\?["']?basic[ \t]{1,8}([a-z0-9+/]{8,}={0,2})/dgi,
  },
  {
    hints: ["ws_s", "wsS", "WS_S"],
    pattern:
      /\baws_?secret(?:_?access)?_?key\\?["']?[ \t]{0,8}[:=][ \t]{0,8}\\?["']?([a-z0-9+/]{40})(?![a-z0-9+/=])/dgi,
  },
];

function* namedCredentials(text: string): Generator<Span> {
  for (const { hints, pattern } of NAMED) {
    if (!hints.some((hint) => text.includes(hint))) continue;
    for (const { indices, 1: credential } of text.matchAll(pattern)) {
      const [start, end] = indices?.[1] ?? [];
      // Sixteen letters without a digit or a capital inside are a word: "bearer responsibilities".
      if (credential === undefined || !/\d|[a-z][A-Z]/.test(credential)) continue;
      if (start !== undefined && end !== undefined) yield { start, end };
    }
  }
}

const UNDERSCORE = 0x5f;
const DASH = 0x2d;
const DOT = 0x2e;
