import { escapeTail, isAlphanumeric } from "../boundaries.ts";
import type { Recognizer, Span } from "../recognizer.ts";
import { placedTokens } from "../secrets/placed-tokens.ts";
import { privateKeys } from "../secrets/private-keys.ts";
import { isShapedToken } from "../secrets/shaped-tokens.ts";
import { issuedTokenEnd } from "../secrets/token-formats.ts";
import { urlCredentials } from "../secrets/url-credentials.ts";
import { LONG_TOKEN } from "../signs.ts";

/**
 * Credentials that are known by their own form: tokens of published formats, JSON web tokens, private keys, and user and
 * password in URLs, of which the rest stays.
 */
export const recognizer: Recognizer = {
  entity: "secret",
  label: "SECRET",
  group: "secrets",
  description:
    "Credentials that are known by their own form: access tokens of some hundred issuers, JSON web tokens, private keys, webhook addresses, user and password in URLs.",
  specificity: 70,
  score: 1,
  context: [],
  examples: [
    "«ghp_16C7e42F292c6912E7710c838347Ae178B4a»",
    "export KEY=«AKIAIOSFODNN7EXAMPLE»",
    "postgres://«maria:s3cret»@db.example.com:5432/orders",
    "«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dGhpcyBpcyBhIHNpZ25hdHVyZQ»",
  ],
  nearMisses: [
    "ghp_short",
    "https://example.com:8080/a@b",
    "token 550e8400-e29b-41d4-a716-446655440000",
    "ssh://git@github.com/org/repo.git",
    "task-force-of-the-twenty-first-century",
  ],
  mayOccur: ({ longestToken, dashes, url, at }) => longestToken >= SHORTEST_TOKEN || dashes || (url && at),
  *find(text, { signs }): Generator<Span> {
    if (signs.longestToken >= SHORTEST_TOKEN) yield* tokens(text, signs.tokens);
    yield* placedTokens(text, signs);
    yield* privateKeys(text, signs);
    if (signs.url && signs.at) yield* urlCredentials(text);
  },
};

/** Characters: the shortest of all formats, an `xoxb-` token, has more. */
const SHORTEST_TOKEN = LONG_TOKEN;

/** @param runs where runs of token characters begin and end, by turns */
function* tokens(text: string, runs: readonly number[]): Generator<Span> {
  for (let run = 0; run < runs.length; run += 2) {
    const index = runs[run] ?? 0;
    const runEnd = runs[run + 1] ?? 0;
    if (runEnd - index < SHORTEST_TOKEN) continue;
    let from = index + escapeTail(text, index);
    // A full stop or a dash at its end belongs to the sentence.
    let shapeEnd = runEnd;
    while (shapeEnd > from && !isAlphanumeric(text.charCodeAt(shapeEnd - 1))) shapeEnd--;
    if (isShapedToken(text, from, shapeEnd)) {
      yield { start: from, end: shapeEnd };
      continue;
    }
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

const UNDERSCORE = 0x5f;
const DASH = 0x2d;
const DOT = 0x2e;
