import { SPELLINGS } from "./words/english.ts";

/** What a run of signs without a blank is: one thing, or several that are looked at each by itself. */
export type Form =
  | { readonly kind: "word" | "number" | "clock" | "date" | "identifier"; readonly text: string }
  /** Words that need no second look. */
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "parts"; readonly parts: readonly string[] };

const LETTERS = /^\p{L}[\p{L}\p{M}]*$/u;
const HYPHENATED = /^[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)+$/u;
const SLASHED = /^[\p{L}\p{M}]+(?:\/[\p{L}\p{M}]+)+$/u;
const NUMBER = /^[+-]?\d[\d.,]*$/;
const NUMBER_UNIT = /^(\d[\d.,]*)(-?)([\p{L}%°$€£/]+)$/u;
const CLOCK = /^(\d{1,2})[:h.]?(\d{2})?(am|pm|a\.m|p\.m|h|uhr)$/;
const CLOCK_24 = /^(\d{1,2}):(\d{2})(?::\d{2})?$/;
const ISO_DATE = /^\d{4}-\d{1,2}-\d{1,2}$/;
const SLASH_DATE = /^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$/;
const RANGE = /^(\d[\d.,]*)[-–](\d[\d.,]*)$/;
const ORDINAL = /^\d+(st|nd|rd|th|º|ª|er|e|ème)$/;
/** Where a capital letter follows a small one: "NullPointerException". */
const HUMP = /(?<=\p{Ll})(?=\p{Lu})/u;
const APOSTROPHES = /^[\p{L}\p{M}'-]+$/u;
const COUNTED = /^\d+-[\p{L}-]+$/u;
const CURRENCY_FIRST = /^[$€£¥₹]/;
/** A pattern: "\\d" is not "\\D". */
const ESCAPED = /\\/;
const CURRENCY = /^\p{Sc}$/u;

/** @param known words that are names or units, whatever signs are in them */
export function formOf(core: string, known: (word: string) => boolean): Form {
  // Not the pronoun.
  if (core === "US") return { kind: "word", text: "usa" };
  const lower = core.toLowerCase();
  if (lower.includes("'") && APOSTROPHES.test(lower)) return { kind: "words", words: apart(lower) };
  const spelled = SPELLED_OUT.get(lower);
  if (spelled !== undefined) return { kind: "words", words: spelled };
  if (LETTERS.test(lower) || known(lower)) {
    const humps = known(lower) ? [] : core.split(HUMP);
    return humps.length > 2 ? { kind: "parts", parts: humps } : { kind: "word", text: lower };
  }
  if (HYPHENATED.test(lower) || COUNTED.test(lower)) return { kind: "parts", parts: core.split("-") };
  if (SLASHED.test(lower)) return { kind: "parts", parts: core.split("/") };
  if (lower === "&") return { kind: "word", text: "and" };
  if (CURRENCY.test(lower) || lower === "%") return { kind: "word", text: lower };
  return (
    factOf(lower, known) ?? { kind: "identifier", text: ESCAPED.test(core) ? core : identifierOf(lower) }
  );
}

function factOf(lower: string, known: (word: string) => boolean): Form | undefined {
  if (CURRENCY_FIRST.test(lower)) return { kind: "parts", parts: [lower.slice(1), lower.slice(0, 1)] };
  if (ISO_DATE.test(lower) || SLASH_DATE.test(lower)) return { kind: "date", text: lower };
  const clock = CLOCK.exec(lower) ?? CLOCK_24.exec(lower);
  if (clock !== null && Number(clock[1]) <= 24) return { kind: "clock", text: clockOf(clock) };
  if (ORDINAL.test(lower)) return { kind: "number", text: `#${Number.parseInt(lower, 10)}` };
  if (NUMBER.test(lower)) {
    const text = numberOf(lower);
    // "1.2.3" is a version.
    return { kind: Number.isNaN(Number(text)) ? "identifier" : "number", text };
  }
  const [, from, to] = RANGE.exec(lower) ?? [];
  if (from !== undefined && to !== undefined) return { kind: "parts", parts: [from, to] };
  const [, digits, hyphen, unit = ""] = NUMBER_UNIT.exec(lower) ?? [];
  if (digits === undefined) return undefined;
  const factor = MULTIPLES.get(unit);
  if (factor !== undefined) return { kind: "number", text: String(Number(numberOf(digits)) * factor) };
  return known(unit) || hyphen === "-" ? { kind: "parts", parts: [digits, unit] } : undefined;
}

/** "node.js" and "nodejs" are one; what begins with "@" is no mark of ours. */
function identifierOf(lower: string): string {
  const letters = lower.replaceAll(".", "");
  if (LETTERS.test(letters)) return letters;
  return lower.startsWith("@") ? `at ${lower.slice(1)}` : lower;
}

const MULTIPLES: ReadonlyMap<string, number> = new Map([
  ["k", 1e3],
  ["mio", 1e6],
  ["mln", 1e6],
  ["bn", 1e9],
]);

/** "don't" in words, "France's" with a mark for what owns; of other languages what stands before and behind. */
function apart(lower: string): readonly string[] {
  const [before = "", ...rest] = lower.split("'");
  const behind = rest.join("'");
  if (behind === "t" && before.endsWith("n")) {
    const verb = NEGATED.get(before) ?? before.slice(0, -1);
    return [verb, "not"];
  }
  if (behind === "s") return IS_BEHIND.has(before) ? [before, "is"] : [before, "@of"];
  if (behind === "") return [before, "@of"];
  const verb = CONTRACTED.get(behind);
  return [before, ...(verb === undefined ? rest : [verb])].filter((part) => part !== "");
}

const NEGATED = new Map([
  ["can", "can"],
  ["won", "will"],
  ["shan", "shall"],
  ["ain", "is"],
]);
const CONTRACTED = new Map([
  ["m", "am"],
  ["re", "are"],
  ["ve", "have"],
  ["ll", "will"],
  ["d", "would"],
]);
const IS_BEHIND = new Set("what who where how when why it that there here he she which".split(" "));

/** Minutes since midnight, or of a clock of twelve hours without its half. */
function clockOf(match: RegExpExecArray): string {
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  const half = (match[3] ?? "").replace(".", "");
  const hour = half === "pm" ? (hours % 12) + 12 : half === "am" ? hours % 12 : hours;
  return `t${hour * 60 + minutes}`;
}

/** With a point for its fraction and nothing for its thousands. */
function numberOf(digits: string): string {
  const plain = digits.replace(/[.,]+$/, "");
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) return canonical(plain.replaceAll(",", ""));
  if (/^[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?$/.test(plain) || /^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(plain)) {
    return canonical(plain.replaceAll(".", "").replace(",", "."));
  }
  if (/^[+-]?\d+,\d+$/.test(plain)) return canonical(plain.replace(",", "."));
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? canonical(plain) : plain;
}

function canonical(number: string): string {
  return number.length > 15 ? number : String(Number(number));
}

/** What is written in haste, in words. */
const SPELLED_OUT: ReadonlyMap<string, readonly string[]> = new Map(
  SPELLINGS.trim()
    .split("\n")
    .map((line) => {
      const [short = "", long = ""] = line.split(":");
      return [short, long.split(" ")];
    }),
);
