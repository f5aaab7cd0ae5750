import { actsOf } from "./acts.ts";
import { withFrames } from "./frames.ts";
import { hashOf } from "./hash.ts";
import { type Lexeme, lexemesOf } from "./lexer.ts";
import { type Language, type LanguageWords, type Lexicon, lexicon } from "./lexicon.ts";
import type { Modality, Person, Question, Tense, Word } from "./question.ts";
import { partsOf } from "./text.ts";
import { WordReader } from "./word-reader.ts";

/** Letters whose words are told apart by blanks and whose grammar is known here in part. */
const LATIN = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u;
/** Greek letters and the like in formulas do not make another language. */
const FOREIGN = /(?=\p{L})\P{Script=Latin}/gu;

/** Texts of more words are compared whole: what is done for every pair of words stays short. */
const MAX_WORDS = 250;

/**
 * Reads a text once, so that it can be compared with many. Linear in its length; more than 4,000 characters or 250 words
 * are not read, but kept to be compared as they are.
 */
export function readQuestion(text: string): Question {
  const { whole, asked, code, payload } = partsOf(text);
  const isLatin = LATIN.test(asked) || (asked.match(FOREIGN)?.length ?? 0) * 10 < asked.length;
  if (asked === "" || !isLatin)
    return { ...NOTHING, whole, opaque: true, language: isLatin ? "en" : "other" };
  const words = lexicon();
  const known = (word: string): boolean => words.names.has(word) || words.facts.units.has(word);
  const lexemes = lexemesOf(asked, known);
  const language = languageOf(lexemes, words);
  if (lexemes.length > MAX_WORDS) return { ...NOTHING, whole, opaque: true };
  const tokens = lexemes.map(({ text }) => hashOf(text));
  const common = { whole, opaque: false, language, code, payload, tokens };
  return language === "en"
    ? { ...NOTHING, ...common, ...englishOf(lexemes, words) }
    : { ...NOTHING, ...common, ...foreignOf(lexemes, words, language) };
}

/** Words by what they tell, turned round. A map: "constructor" is a word, too. */
function byWord<T extends string>(words: Readonly<Partial<Record<T, string>>>): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const tells in words) for (const word of (words[tells] ?? "").split(" ")) map.set(word, tells);
  return map;
}

const NOTHING: Question = {
  whole: "",
  opaque: false,
  language: "en",
  words: [],
  tokens: [],
  acts: new Set(),
  code: [],
  payload: undefined,
  negations: [],
  tenses: new Set(),
  modalities: new Set(),
  owners: new Map(),
  persons: new Set(),
  self: { acts: 0, isActedOn: false },
  inverts: false,
};

/** By the words that carry nothing: most of them tell their language. English where nothing tells. */
function languageOf(lexemes: readonly Lexeme[], { tellTales }: Lexicon): Language {
  const counts = new Map<Language, number>([["en", 0.5]]);
  for (const { text } of lexemes) {
    for (const language of tellTales.get(text) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  let best: Language = "en";
  for (const [language, count] of counts) if (count > (counts.get(best) ?? 0)) best = language;
  return best;
}

type Read = Pick<
  Question,
  "words" | "acts" | "negations" | "tenses" | "modalities" | "owners" | "persons" | "self" | "inverts"
>;

function englishOf(plain: readonly Lexeme[], lexicon: Lexicon): Read {
  const lexemes = withFrames(withoutFalseNames(plain), lexicon);
  const reader = new WordReader(lexemes, lexicon, "en");
  const negated: number[] = [];
  const owned: [Person, number][] = [];
  const persons = new Set<Person>();
  const modalities = new Set<Modality>();
  const starts: number[] = [];
  let isActedOn = false;
  for (const { text } of plain) {
    const person = PERSONS.get(text);
    if (person !== undefined) persons.add(person);
  }
  for (let at = 0; at < lexemes.length; ) {
    const { text } = lexemes[at] as Lexeme;
    const place = reader.words.length;
    if (text === "@not") negated.push(isInverted(lexemes, at) ? -1 : place);
    const owner = OWNERS.get(text);
    if (owner !== undefined) owned.push([owner, place]);
    if ((text === "me" || text === "us") && place > 0) isActedOn = true;
    const modality = MODALITIES.get(text);
    if (modality !== undefined) modalities.add(modality);
    const next = reader.read(at);
    for (; at < next; at++) starts.push(place);
  }
  const { words } = reader;
  const acts = actsOf(lexemes, starts);
  return {
    words,
    acts,
    negations: negated.map((place) => (place < 0 ? "" : (words[place]?.text ?? ""))),
    tenses: tensesOf(plain, acts),
    modalities,
    owners: new Map(owned.map(([person, place]) => [words[place]?.text ?? "", person])),
    persons,
    inverts: plain.some(({ text }) => text === "do" || text === "does" || text === "did"),
    self: { acts: plain.filter(({ text }) => text === "i" || text === "we").length, isActedOn },
  };
}

const OWNERS = byWord<Person>({
  first: "my our",
  second: "your",
  he: "his",
  she: "her",
});
const PERSONS = byWord<Person>({
  first: "i",
  he: "he him his",
  she: "she her",
});
const MODALITIES = byWord<Modality>({
  can: "can could @possible @allowed may",
  must: "must @must",
  should: "should @should",
});
const INVERTED = new Set(
  "i you we he she it they my the a an your this that these those his her our".split(" "),
);
const AUXILIARIES = new Set(
  "@aux is are was were do does did can could will would should has have had @what @why".split(" "),
);

/** "Why doesn't my …": the word behind the negation is who does it, not what is denied. */
function isInverted(lexemes: readonly Lexeme[], at: number): boolean {
  return AUXILIARIES.has(lexemes[at - 1]?.text ?? "@aux") && INVERTED.has(lexemes[at + 1]?.text ?? "");
}

const TENSES = byWord<Tense>({
  past: "was were did had",
  future: "will shall",
  present: "is are am do does",
});

/** Where "what is" opens a question for a reason, a way or a place, its tense is not that of what is asked: "what's the reason it broke". */
function tensesOf(lexemes: readonly Lexeme[], acts: ReadonlySet<string>): ReadonlySet<Tense> {
  const tenses = new Set<Tense>();
  const isOpening = !acts.has("what");
  for (const [at, { text, kind }] of lexemes.entries()) {
    // "won't start" is said of now.
    if (isOpening && lexemes[at - 1]?.text === "what") continue;
    const tense =
      kind !== "word" || (text === "will" && lexemes[at + 1]?.text === "not") ? undefined : TENSES.get(text);
    if (tense !== undefined) tenses.add(tense === "present" && isAboutTo(lexemes, at + 1) ? "future" : tense);
  }
  return tenses;
}

/** "is going to sing", "are about to ship". */
function isAboutTo(lexemes: readonly Lexeme[], at: number): boolean {
  const text = lexemes[at]?.text;
  return (text === "going" || text === "about") && lexemes[at + 1]?.text === "to";
}

/** A title, or a text all in capitals, names nothing by them. */
function withoutFalseNames(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  const words = lexemes.filter(({ kind }) => kind === "word").length;
  const capitals = lexemes.filter(({ capital }) => capital).length;
  return capitals * 2 > words ? lexemes.map((lexeme) => ({ ...lexeme, capital: false })) : lexemes;
}

/** Of other languages: facts and negations as of English, all other words as they stand. */
function foreignOf(lexemes: readonly Lexeme[], lexicon: Lexicon, language: Language): Read {
  const own = lexicon.languages.get(language);
  if (own === undefined) throw new Error(`No words of ${language}.`);
  const acts = new Set<string>();
  const kept: Lexeme[] = [];
  let negations = 0;
  for (const lexeme of lexemes) {
    const act = own.questions.get(lexeme.text);
    if (lexeme.quoted || lexeme.kind !== "word") kept.push(lexeme);
    else if (own.negation.has(lexeme.text)) {
      // French says it twice: "ne … pas".
      if (lexeme.text !== "ne" && lexeme.text !== "n") negations++;
    } else if (act !== undefined) acts.add(act);
    else if (!own.stop.has(lexeme.text) || lexicon.facts.dates.has(lexeme.text))
      kept.push({ ...lexeme, capital: false });
    else kept.push({ ...lexeme, text: "@stop" });
  }
  if (acts.has("howmany")) acts.delete("how");
  const reader = new WordReader(kept, lexicon, language);
  for (let at = 0; at < kept.length; ) at = reader.read(at);
  // Little is known of these words, so none but the lightest may be missing.
  const words = reader.words.map(
    (word): Word =>
      word.kind === "word" || word.kind === "scope" || word.kind === "name"
        ? {
            ...word,
            kind: "word",
            weight: own.light.has(word.text) ? 0 : 2,
            keys: foreignKeys(word.text, own),
          }
        : word,
  );
  const { tenses, modalities, owners, persons, self, inverts } = NOTHING;
  const denied = Array.from({ length: negations }, () => "");
  return { words, acts, negations: denied, tenses, modalities, owners, persons, self, inverts };
}

/** What is left of a verb or noun without its last syllable of grammar, in six languages alike. */
const FOREIGN_ENDING =
  /(?:ieren|iert|iere|aient|ando|endo|iendo|ait|ais|ons|ent|ant|are|ere|ire|ar|er|ir|re|en|em|es|os|as|st|et|ez|n|s|t|e|a|o|i|é)$/;
/** In these the last letter tells a man from a woman. */
const KEPT_WHOLE =
  /^(herman|hij|niñ|abuel|prim|ti|perr|gat|chic|novi|espos|ami|figli|nonn|zi|filh|irmã|av|menin|maestr|ragazz|cugin|neveu|niè)/;
const MIN_FOREIGN_STEM = 4;

function foreignKeys(text: string, { groups }: LanguageWords): readonly number[] {
  const own = [hashOf(`base ${text}`), ...(groups.get(text) ?? [])];
  const stem = text.replace(FOREIGN_ENDING, "");
  if (stem.length < MIN_FOREIGN_STEM || KEPT_WHOLE.test(text)) return own;
  return [...own, hashOf(`stem ${stem}`)];
}
