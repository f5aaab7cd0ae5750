import type { Finding, Recognizer } from "../recognizer.ts";
import { type SecretWord, secretWordsOf } from "../secrets/secret-words.ts";

/** What only chance can have written, right behind a word for a credential; checksums and other digests stay. */
export const recognizer: Recognizer = {
  entity: "secret",
  label: "SECRET",
  group: "secrets",
  description: "Random characters, 20 to 128 of them, right behind a word such as `token` or `secret`.",
  specificity: 65,
  score: 0.6,
  context: [],
  examples: [
    "the AWS secret «wJalrXUtnFEMI/K7MDENG/bPxRfiCYzT9pQ2LvNw»",
    "Use my API key «7c4a8d09ca3762af61e59520943dc26494f8941b» for this.",
  ],
  nearMisses: [
    "token 550e8400-e29b-41d4-a716-446655440000",
    "the token's sha256 is e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "secret sauce in src/components/SecretSauce/IngredientList2",
  ],
  mayOccur: ({ longestToken }) => longestToken >= SHORTEST_PIECE,
  find(text, scan) {
    const words = secretWordsOf(scan);
    return words.length === 0 ? NONE : runsBehind(words, text);
  },
};

const NONE: readonly Finding[] = [];

function* runsBehind(words: readonly SecretWord[], text: string): Generator<Finding> {
  for (const word of words) {
    RUN_BEHIND.lastIndex = word.end;
    const found = RUN_BEHIND.exec(text)?.[1];
    if (found === undefined || found.length > LONGEST) continue;
    const end = RUN_BEHIND.lastIndex;
    const start = end - found.length;
    if (!OTHERS.test(text.slice(Math.max(0, start - BEFORE), start)) && isRandom(found)) yield { start, end };
  }
}

/** The rest of a word and a few more, then what may be random. */
const RUN_BEHIND =
  /(?:s|en)?(?![A-Za-z])["'`*]{0,3}[^\n;,\d]{0,20}?(?<![A-Za-z0-9+/_=-])([A-Za-z0-9][A-Za-z0-9+/_-]{19,200}={0,2})(?![\w+/=-])/y;
const LONGEST = 128;
/** Of letters, digits, `_`, `-` and `.`: a slash or a plus may part one. */
const SHORTEST_PIECE = 4;
const BEFORE = 40;
/** Digests, revisions and numbers of other things are random, too. */
const OTHERS =
  /\b(?:sha-?\d*|md5|hash|checksum|digest|integrity|etag|commit|rev|revision|fingerprint|uuid|guid|id|trace|span|request|session|usage|public)\b[^\n]{0,24}$/i;

/** Letters and digits take turns more often than in words and names; not the form of a UUID. */
function isRandom(found: string): boolean {
  if (!/\d/.test(found) || !/[A-Za-z]/.test(found) || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-/i.test(found))
    return false;
  let turns = 0;
  for (let at = 1; at < found.length; at++) {
    if (kindOf(found.charCodeAt(at)) !== kindOf(found.charCodeAt(at - 1))) turns++;
  }
  return turns >= (/^[0-9a-f]+$/i.test(found) ? 0.25 : 0.4) * found.length;
}

/** 0 others, 1 digits, 2 capitals, 3 small letters. */
function kindOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return 1;
  if (code >= 0x41 && code <= 0x5a) return 2;
  return code >= 0x61 && code <= 0x7a ? 3 : 0;
}
