import { IRREGULAR_FORMS, WHOLE_WORDS } from "./words/english.ts";

/**
 * A light stemmer of English, two steps deep. `base` takes away what inflects (plural, tense, -ing), `root` also the
 * syllables that make a noun or an adverb of a verb or an adjective (-ation, -ment, -ness, -ly). Neither touches -er, -or,
 * -ee, -less, un-: "employer" and "employee", "harm" and "harmless" are different things.
 */
export interface Stemmer {
  base(word: string): string;
  root(base: string): string | undefined;
}

const VOWEL = /[aeiouy]/;
const WORD = /^[a-z]+$/;

export function createStemmer(): Stemmer {
  const irregular = new Map<string, string>();
  let forms: string[] = [];
  for (const part of IRREGULAR_FORMS.trim().split(/\s+/)) {
    const [form = "", base] = part.split(":");
    forms.push(form);
    if (base === undefined) continue;
    for (const each of forms) irregular.set(each, base);
    forms = [];
  }
  const whole = new Set(WHOLE_WORDS.trim().split(/\s+/));

  const base = (word: string): string => {
    const known = irregular.get(word);
    if (known !== undefined) return withoutEnding(known);
    if (word.length < 4 || whole.has(word) || !WORD.test(word)) return withoutEnding(word);
    return withoutEnding(singular(inflected(word)));
  };
  const inflected = (word: string): string => {
    if (word.endsWith("ied") && word.length > 4) return `${word.slice(0, -3)}y`;
    if (word.endsWith("eed")) return word;
    for (const ending of ["ings", "ing", "ed"]) {
      if (!word.endsWith(ending)) continue;
      const stem = word.slice(0, -ending.length);
      if (stem.length < 2 || !VOWEL.test(stem) || (ending === "ed" && stem.length < 3)) return word;
      return verbOf(stem);
    }
    return word;
  };
  const singular = (word: string): string => {
    if (whole.has(word) || word.length < 4 || !word.endsWith("s")) return word;
    if (/(ss|us|is)$/.test(word)) return word;
    if (word.endsWith("ies")) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
    if (/(xes|ches|shes|sses|zzes)$/.test(word)) return word.slice(0, -2);
    return word.slice(0, -1);
  };
  const root = (stem: string): string | undefined => {
    if (whole.has(stem) || !WORD.test(stem)) return undefined;
    const bare = collapsed(stem);
    for (const [ending, least, instead] of ENDINGS) {
      if (!bare.endsWith(ending) || bare.length - ending.length < least) continue;
      return collapsed(bare.slice(0, -ending.length) + instead);
    }
    // "plan" and "plane" have no root in common.
    return stem.endsWith("e") && stem.length < 6 ? undefined : bare;
  };
  return { base, root };
}

/** Ending (of a base without its last "e", with "i" for "y"), letters that must stay, what takes its place. */
const ENDINGS: readonly (readonly [string, number, string])[] = [
  ["isation", 3, "iz"],
  ["ization", 3, "iz"],
  ["ification", 3, "ifi"],
  ["ation", 4, ""],
  ["ition", 4, ""],
  ["ution", 4, "u"],
  ["ction", 4, "ct"],
  ["ion", 5, ""],
  ["at", 5, ""],
  ["ment", 4, ""],
  ["anc", 4, ""],
  ["enc", 5, ""],
  ["abiliti", 3, "abl"],
  ["ibiliti", 3, "ibl"],
  ["iti", 4, ""],
  ["ness", 3, ""],
  ["iness", 3, "i"],
  ["ally", 4, "al"],
  ["li", 4, ""],
  ["val", 4, "v"],
  ["sal", 4, "s"],
  ["is", 5, "iz"],
  ["our", 4, "or"],
];

/** "stopp" is of "stop", "mak" of "make"; of longer ones both forms lose their "e". */
function verbOf(stem: string): string {
  const last = stem.at(-1) ?? "";
  if (last === stem.at(-2)) return "lsfz".includes(last) && stem.length < 6 ? stem : stem.slice(0, -1);
  if (stem.length > 4) return stem;
  if (/^[^aeiou]*[aeiou][^aeiouwxy]$/.test(stem)) return `${stem}e`;
  return /[cgvszu]$/.test(stem) ? `${stem}e` : stem;
}

/** The same for "change" and "chang", "copy" and "copies"; short words keep what they end in. */
function withoutEnding(word: string): string {
  return word.length > 5 && word.endsWith("e") ? word.slice(0, -1) : word;
}

function collapsed(word: string): string {
  const stem = word.endsWith("e") ? word.slice(0, -1) : word;
  const last = stem.at(-1) ?? "";
  if (last === "y") return `${stem.slice(0, -1)}i`;
  return last === stem.at(-2) && !"aeiou".includes(last) ? stem.slice(0, -1) : stem;
}
