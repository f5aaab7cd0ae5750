import { isAlphanumeric } from "../boundaries.ts";
import type { Finding } from "../recognizer.ts";
import type { Signs } from "../signs.ts";
import { triggerWords } from "../trigger-words.ts";

/** RFC 5321 §4.5.3.1. */
const MAX_LOCAL_PART = 64;

/** Is in every text with spelled addresses: a cheap way to tell that there is none. */
const HINT = / (?:[dD]ot|DOT|p[uo]nto|point|punkt) |dot[\])}>]|DOT[\])]|at[)\]}>]|A[tT][)\]]| @ |\[@\]|\(@\)/;

const DOTS = triggerWords(["dot", "punto", "point", "punkt", "ponto"]);

/** Whether a text may have that. */
export function mayBeSpelled(signs: Signs): boolean {
  return signs.spelledAt || DOTS.areIn(signs);
}

/**
 * The sign of an address in brackets, or as a word between spaces. What stands before it is looked at afterwards, one token
 * and no more.
 */
const SIGN =
  / ?(?:\[ ?(?:at|@) ?\]|\( ?(?:at|@) ?\)|\{ ?(?:at|@) ?\}|< ?at ?>) ?| (?:at|@|arroba|chez|ät) /gi;

const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
const BRACKETED_DOT = " ?(?:\\[ ?(?:dot|\\.) ?\\]|\\( ?(?:dot|\\.) ?\\)|\\{ ?(?:dot|\\.) ?\\}|< ?dot ?>) ?";
const WORDED_DOT = " (?:dot|punto|point|punkt|ponto|\\.) ";
/** Only those that people write: a country's could be a word of the sentence that goes on. */
const TOP_LEVEL =
  "(?:com|org|net|edu|gov|mil|int|info|biz|name|io|ai|dev|app|tech|cloud|online|site|store|xyz|museum|travel|jobs|mobi|pro|coop|aero|me|tv|cc|eu|example|test|invalid|co|ac|" +
  "uk|us|ca|au|nz|ie|de|at|ch|fr|be|nl|lu|es|pt|it|pl|cz|sk|hu|ro|bg|gr|se|no|dk|fi|is|ee|lv|lt|ru|ua|tr|il|za|in|cn|jp|kr|tw|hk|sg|br|mx|ar|cl|pe)";

const DOMAIN = (dot: string, first = dot): RegExp =>
  new RegExp(
    `${LABEL}${first}(?:${LABEL}${dot}){0,3}${TOP_LEVEL}(?![\\p{sc=Latin}\\p{sc=Greek}\\p{sc=Cyrillic}\\p{N}_-])`,
    "iuy",
  );

/** Behind a sign in brackets, dots may be dots. */
const AFTER_BRACKETS = DOMAIN(`(?:\\.|${BRACKETED_DOT}|${WORDED_DOT})`);
/** Behind a word, at least the first dot is spelled, too: "look at example.com" is no address. */
const AFTER_WORD = DOMAIN(`(?:\\.|${BRACKETED_DOT}|${WORDED_DOT})`, `(?:${BRACKETED_DOT}|${WORDED_DOT})`);

/** Addresses that were spelled to hide them: `name at example dot com`, `name [at] example [dot] com`, `name @ example . com`. */
export function* spelledAddresses(text: string): Generator<Finding> {
  if (!HINT.test(text)) return;
  let from = 0;
  for (const { 0: sign, index } of text.matchAll(SIGN)) {
    const start = localPartStart(text, index, from);
    if (start === index) continue;
    const isBracketed = /[[({<]/.test(sign);
    const domain = isBracketed ? AFTER_BRACKETS : AFTER_WORD;
    domain.lastIndex = index + sign.length;
    if (!domain.test(text)) continue;
    const end = domain.lastIndex;
    const local = text.slice(start, index);
    yield { start, end, score: isBracketed ? 0.9 : PROSE.has(local.toLowerCase()) ? 0.3 : 0.75 };
    from = end;
  }
}

/** One token; dots in it may be spelled in brackets. */
function localPartStart(text: string, end: number, from: number): number {
  const floor = Math.max(from, end - MAX_LOCAL_PART);
  let start = end;
  while (start > floor && isLocal(text.charCodeAt(start - 1))) start--;
  while (start < end && !isAlphanumeric(text.charCodeAt(start)) && text.charCodeAt(start) < 0x80) start++;
  return start;
}

function isLocal(code: number): boolean {
  return (
    isAlphanumeric(code) ||
    code === 0x2e ||
    code === 0x5f ||
    code === 0x2b ||
    code === 0x2d ||
    (code >= 0xc0 && code < 0x2000)
  );
}

/** Words that stand before `at` in a sentence about a site: an address only beside a word that speaks of mail. */
const PROSE: ReadonlySet<string> = new Set(
  (
    "me us met meet meeting him her them it you look looking looked see visit meet find found is are was were be live lives located available hosted host registered here there online site website page " +
    "pages shop store blog docs documentation company office team people customers users login register sign up out in working work works worked employed job today now only just " +
    "more details information info. start started stay arrive arrived based down over all and or not one app portal form hiring read listed published article"
  ).split(" "),
);
