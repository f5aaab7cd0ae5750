import type { Finding, Recognizer } from "../recognizer.ts";
import type { Scan } from "../scan.ts";
import { authorizations } from "../secrets/authorizations.ts";
import { markedSecrets } from "../secrets/marked-secrets.ts";
import { kindOfName, secretNameBefore } from "../secrets/secret-names.ts";
import { scoreOf, type Value, valueAt } from "../secrets/secret-values.ts";
import { statedPasswords } from "../secrets/stated-passwords.ts";
import { strongPasswordAt } from "../secrets/strong-passwords.ts";
import type { Signs } from "../signs.ts";

/** Credentials after words that say what they are: only the credential itself, not what names it. */
export const recognizer: Recognizer = {
  entity: "secret",
  label: "SECRET",
  group: "secrets",
  description:
    'Credentials after words that say what they are, in several languages: `password=`, `"api_key":`, `Authorization: Basic`, `--token`.',
  specificity: 70,
  score: 0.85,
  context: [],
  examples: [
    "password: «s3cret-Value9»",
    '{"client_secret": "«8fK2mQ9xLw4TzR7p»"}',
    "DB_PASSWORD=«hunter»",
    "Server=db;User Id=app;Pwd=«Tr0ub4dor&3»;",
    "Das Passwort lautet «Gr1ffin!42».",
    "curl -u admin:«pa55word» https://example.com",
  ],
  nearMisses: [
    "password: settings.password",
    "password: string;",
    "api_key: your-api-key-goes-here",
    "max_tokens=1234567890123456",
    "Password: required, 8 characters or more",
    '"nextPageToken": "CAUQAA1234567890abc"',
  ],
  mayOccur: ({ longestToken }) => longestToken >= SHORTEST_VALUE,
  find(text, scan) {
    // One credential may be named in two ways: `Authorization: Token token=…`.
    let byStart: Map<number, Finding> | undefined;
    for (const findIn of WAYS) {
      for (const found of findIn(text, scan)) {
        byStart ??= new Map();
        if (!byStart.has(found.start)) byStart.set(found.start, found);
      }
    }
    return byStart === undefined ? NONE : [...byStart.values()];
  },
};

/** None is a generator where there is nothing to find: making five of them took more memory than all else for most texts. */
const WAYS: readonly ((text: string, scan: Scan) => Iterable<Finding>)[] = [
  whole,
  assigned,
  authorizations,
  statedPasswords,
  markedSecrets,
];

const NONE: readonly Finding[] = [];

/** Characters. */
const SHORTEST_VALUE = 4;
const LONGEST_WHOLE = 512;

/** A text that is a secret as a whole, by the name of its place. */
function whole(text: string, { name }: Scan): readonly Finding[] {
  if (name === undefined || text.length > LONGEST_WHOLE) return NONE;
  const kind = kindOfName(name);
  if (kind === undefined) return NONE;
  const value = text.trim();
  const score = scoreOf(kind, { value, isQuoted: true, isLiteral: true, after: "" });
  const start = text.indexOf(value);
  return score > 0 ? [{ start, end: start + value.length, score }] : NONE;
}

const SIGNS = /:=|=>|[:=：＝]|\s--?[a-z][a-z-]{2,30} (?=["']?[^\s-])/g;

interface Sign {
  readonly 0: string;
  readonly index: number;
}

/** Where something may be assigned: behind colons and equals signs, and behind flags of commands where there are any. */
function signsIn(text: string, { assignments, flags }: Signs): Iterable<Sign> {
  return flags ? text.matchAll(SIGNS) : assignmentsIn(text, assignments);
}

function* assignmentsIn(text: string, places: readonly number[]): Generator<Sign> {
  let from = 0;
  for (const index of places) {
    if (index < from) continue;
    const pair = text.slice(index, index + 2);
    const sign = pair === ":=" || pair === "=>" ? pair : text.charAt(index);
    yield { 0: sign, index };
    from = index + sign.length;
  }
}

function assigned(text: string, { signs }: Scan): Iterable<Finding> {
  return signs.flags || signs.assignments.length > 0 ? assignedBy(text, signs) : NONE;
}

function* assignedBy(text: string, signs: Signs): Generator<Finding> {
  for (const { 0: sign, index } of signsIn(text, signs)) {
    const isFlag = sign.length > 2;
    const name = secretNameBefore(text, isFlag ? index + sign.length - 1 : index);
    if (name === undefined) continue;
    let from = index + sign.length;
    // `==`, `::` and `=~` assign nothing.
    if (!isFlag && /[:=~]/.test(text.charAt(from))) continue;
    const isQuery = sign === "=" && /[?&]/.test(text.charAt(name.start - 1));
    // XML and YAML's blocks have their values elsewhere.
    if (text.charAt(from) === ">") from++;
    const value =
      (name.kind === "password" && !isQuery ? strongPasswordAt(text, from) : undefined) ??
      valueAt(text, from, isQuery) ??
      (sign === ":" ? valueInNextLine(text, from) : undefined);
    if (value === undefined) continue;
    const isQuoted = value.quote !== "";
    // The working directory of a shell.
    if (text.charAt(value.start) === "/" && /(?:^|\W)(?:OLD)?PWD$/.test(text.slice(name.start, name.end)))
      continue;
    const score = scoreOf(name.kind, {
      value: text.slice(value.start, value.end),
      isQuoted,
      isLiteral: isFlag || isQuery || isLiteralPlace(text, name.start, index, value.end, isQuoted),
      after: text.slice(value.end, value.end + 8),
    });
    if (score > 0) yield { start: value.start, end: value.end, score };
  }
}

/** Under a label that has a line of its own: a line with nothing but the value. */
function valueInNextLine(text: string, from: number): Value | undefined {
  NEXT_LINE.lastIndex = from;
  if (!NEXT_LINE.test(text)) return undefined;
  const value = valueAt(text, NEXT_LINE.lastIndex, false);
  const next = value === undefined ? "" : text.charAt(value.end);
  return next === "" || next === "\n" || next === "\r" ? value : undefined;
}

const NEXT_LINE = /[ \t*]{0,4}\r?\n[ \t]{0,8}/y;

/** A quoted text, or a line of its own in a file of settings: `NAME=value`. */
function isLiteralPlace(
  text: string,
  nameStart: number,
  sign: number,
  end: number,
  isQuoted: boolean,
): boolean {
  if (isQuoted) return true;
  const next = text.charAt(end);
  const endsLine = next === "" || next === "\n" || next === "\r" || next === ";";
  if (text.charAt(sign) !== "=" || !endsLine || /\s/.test(text.charAt(sign - 1))) return false;
  const before = text.slice(Math.max(0, nameStart - 8), nameStart + 1);
  return (
    /(?:^|\n|;|export |set |ENV )\S?$/.test(before) || /^[A-Z_]+$/.test(text.slice(nameStart, sign).trim())
  );
}
