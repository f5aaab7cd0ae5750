import type { Recognizer, Span } from "../recognizer.ts";

/** What is a credential only by the words before it. */
interface NamedCredential {
  /** What its text has somewhere, in the usual letter cases: most texts have none. */
  readonly hints: readonly string[];
  /** Its first group is the credential. */
  readonly pattern: RegExp;
  /** Tells a credential from a word, a type or a variable in its place. */
  isCredential(found: string): boolean;
}

/** Between a name and its value, in headers, assignments and JSON, perhaps escaped. */
const ASSIGNED = /\\?["']?[ \t]{0,8}[:=][ \t]{0,8}\\?["']?/.source;

const named = (name: RegExp, value: RegExp): RegExp =>
  new RegExp(name.source + ASSIGNED + value.source, "dgi");

/** The value of a key or token, made by a machine; what goes on behind it is code. */
const ISSUED = /([\w+/-]{16,512}={0,2})(?![\w.([{+/-])/;

/** Sixteen letters without a digit or a capital inside are a word: "bearer responsibilities". */
const isNoWord = (found: string): boolean => /\d|[a-z][A-Z]/.test(found);
const hasLetterAndDigit = (found: string): boolean => /\d/.test(found) && /[a-z]/i.test(found);
/** `settings.password`: where the value is, not the value. */
const isMember = (found: string): boolean => /^[a-z_]\w*\.[a-z_]/i.test(found);

const BEARER: NamedCredential = {
  // RFC 6750 §2.1.
  hints: ["earer", "EARER"],
  pattern: /\bbearer(?:[ \t+]|%20){1,8}([a-z0-9._~+/-]{16,}={0,2})/dgi,
  isCredential: isNoWord,
};

/** All of them have a colon or an equals sign before the credential. */
const ASSIGNED_CREDENTIALS: readonly NamedCredential[] = [
  {
    // RFC 7617, and the like of it without a standard.
    hints: ["uthorization", "UTHORIZATION"],
    pattern: named(
      /\bauthorization/,
      /(?:basic|token|api-?key)[ \t]{1,8}(?:token=)?\\?["']?([\w.~+/-]{8,}={0,2})/,
    ),
    isCredential: isNoWord,
  },
  {
    hints: ["ws_s", "wsS", "WS_S"],
    pattern: named(/\baws_?secret(?:_?access)?_?key/, /([a-z0-9+/]{40})(?![a-z0-9+/=])/),
    isCredential: isNoWord,
  },
  // What names these begins with the commoner word: found at the rarer one, with a look back.
  {
    hints: ["key", "Key", "KEY"],
    pattern: named(/(?<=(?:api|secret)[_-]?)key/, ISSUED),
    isCredential: hasLetterAndDigit,
  },
  {
    hints: ["token", "Token", "TOKEN"],
    pattern: named(/(?<=(?:access|auth|private|refresh)[_-]?)token/, ISSUED),
    isCredential: hasLetterAndDigit,
  },
  {
    hints: ["secret", "Secret", "SECRET"],
    pattern: named(/(?<=(?:client|app)[_-]?)secret/, ISSUED),
    isCredential: hasLetterAndDigit,
  },
  {
    hints: ["assw", "ASSW", "assphrase", "ASSPHRASE"],
    pattern: named(
      /(?:password|passwd|passphrase)/,
      /([^\s"'`,;&<>(){}[\]\\|$%/*#:=.-][^\s"'`,;&<>(){}[\]\\|]{5,127})(?=$|[\s"'`,;&<>)}\]\\|])/,
    ),
    isCredential: (found) => hasLetterAndDigit(found) && !isMember(found),
  },
];

/** Credentials after words that say what they are: only the credential itself, not what names it. */
export const recognizer: Recognizer = {
  entity: "secret",
  label: "SECRET",
  group: "secrets",
  description: "Credentials after words that say what they are, such as `password=`.",
  specificity: 70,
  score: 0.85,
  context: ["password"],
  examples: ["password: «s3cret-Value9»"],
  nearMisses: ["password: settings.password"],
  mayOccur: ({ longestToken }) => longestToken >= SHORTEST_NAME,
  *find(text): Generator<Span> {
    yield* credentials(text, BEARER);
    if (!text.includes("=") && !text.includes(":")) return;
    for (const named of ASSIGNED_CREDENTIALS) yield* credentials(text, named);
  },
};

/** Characters: `bearer` and `passwd`; the shorter names have longer values. */
const SHORTEST_NAME = 6;

function* credentials(text: string, { hints, pattern, isCredential }: NamedCredential): Generator<Span> {
  if (!hints.some((hint) => text.includes(hint))) return;
  for (const { indices, 1: found } of text.matchAll(pattern)) {
    const [start, end] = indices?.[1] ?? [];
    if (found === undefined || start === undefined || end === undefined || !isCredential(found)) continue;
    // A full stop or a colon at the end belongs to the sentence.
    yield { start, end: end - (/[.:]+$/.exec(found)?.[0].length ?? 0) };
  }
}
