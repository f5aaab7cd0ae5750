import { type Facts, factsOf, inEnglish } from "./facts.ts";
import { hashOf } from "./hash.ts";
import { createStemmer, type Stemmer } from "./stem.ts";
import { linesOf, valuesOf, wordsOf } from "./word-lists.ts";
import { DERIVATIONS } from "./words/derivations.ts";
import * as english from "./words/english.ts";
import * as facts from "./words/facts.ts";
import { FRAMES } from "./words/frames.ts";
import { NAME_FAMILIES } from "./words/names.ts";
import { OPPOSITES, SIBLINGS } from "./words/opposites.ts";
import { OTHER_LANGUAGES } from "./words/other-languages.ts";
import { SYNONYMS } from "./words/synonyms.ts";
import { VOCABULARY } from "./words/vocabulary.ts";

export type Language = "en" | keyof typeof OTHER_LANGUAGES | "other";

/** A run of words that is read as others. */
export interface Frame {
  readonly elements: readonly { readonly words: ReadonlySet<string>; readonly optional: boolean }[];
  readonly reading: readonly string[];
  /** The first word may be inflected: "getting rid of". */
  readonly inflected: boolean;
}

/** Frames that begin with one word: those that it may be by itself, and those by the word behind it. */
export interface FrameStarts {
  readonly alone: readonly Frame[];
  readonly followed: ReadonlyMap<string, readonly Frame[]>;
}

type Frames = Map<string, { readonly alone: Frame[]; readonly followed: Map<string, Frame[]> }>;

export interface LanguageWords {
  readonly stop: ReadonlySet<string>;
  readonly negation: ReadonlySet<string>;
  readonly questions: ReadonlyMap<string, string>;
  /** Bases. */
  readonly light: ReadonlySet<string>;
  /** By base, the groups of its synonyms. */
  readonly groups: ReadonlyMap<string, readonly number[]>;
}

/** All the lists, in the form in which they are asked. */
export interface Lexicon {
  readonly stemmer: Stemmer;
  readonly frames: ReadonlyMap<string, FrameStarts>;
  /** Two words before which others may stand: "turn it off". */
  readonly separable: ReadonlyMap<string, ReadonlySet<string>>;
  readonly stop: ReadonlySet<string>;
  readonly light: ReadonlySet<string>;
  readonly slight: ReadonlySet<string>;
  readonly graded: ReadonlyMap<string, readonly [string, string]>;
  readonly verbs: ReadonlySet<string>;
  /** Bases of verbs of which it matters who does it to whom. */
  readonly acting: ReadonlySet<string>;
  readonly turning: ReadonlySet<string>;
  readonly unitsAfterNumbers: ReadonlySet<string>;
  readonly datesInContext: ReadonlySet<string>;
  readonly facts: Facts;
  /** Without the words of other languages, which in an English text are something else: "due", "once". */
  readonly englishFacts: Facts;
  readonly names: ReadonlyMap<string, { readonly family: string; readonly name: string }>;
  readonly groups: ReadonlyMap<string, readonly number[]>;
  readonly opposites: ReadonlyMap<string, ReadonlySet<string>>;
  readonly siblings: ReadonlyMap<string, ReadonlySet<number>>;
  /** Words that are written correctly, some of them as bases. */
  readonly vocabulary: ReadonlySet<string>;
  readonly languages: ReadonlyMap<Language, LanguageWords>;
  /** By word, the languages of whose small words it is one. */
  readonly tellTales: ReadonlyMap<string, readonly Language[]>;
}

let built: Lexicon | undefined;

/** Made by the first question, not by the import: who has no semantic cache does not pay for it. */
export function lexicon(): Lexicon {
  built ??= build();
  return built;
}

function build(): Lexicon {
  const stemmer = createStemmer();
  const baseOf = (word: string): string => stemmer.base(word);
  const frames: Frames = new Map();
  const separable = new Map<string, Set<string>>();
  for (const line of linesOf(FRAMES)) addFrame(frames, frameOf(line));

  const groups = new Map<string, number[]>();
  const phrases = new Set<string>();
  linesOf(SYNONYMS).forEach((line, index) => {
    for (const word of wordsOf(line)) {
      const entry = word.includes("_") ? word : baseOf(word);
      if (word.includes("_")) phrases.add(word);
      append(groups, entry, hashOf(`group ${index}`));
    }
  });
  for (const pair of wordsOf(DERIVATIONS)) {
    for (const word of pair.split(":")) append(groups, baseOf(word), hashOf(`made ${pair}`));
  }
  const names = namesOf(phrases);
  for (const side of wordsOf(OPPOSITES.replaceAll("|", " "))) if (side.includes("_")) phrases.add(side);
  for (const phrase of phrases) {
    const parts = phrase.split("_");
    addFrame(frames, {
      elements: parts.map((part, index) => ({
        words: new Set(index === 0 ? [baseOf(part)] : [part, baseOf(part)]),
        optional: false,
      })),
      reading: [phrase],
      inflected: true,
    });
    const [verb = "", particle = ""] = parts;
    if (parts.length === 2 && PARTICLES.has(particle)) {
      const particles = separable.get(baseOf(verb)) ?? new Set();
      separable.set(baseOf(verb), particles.add(particle));
    }
  }
  const allFacts = factsOf();
  const languages = languagesOf(baseOf);
  const light = new Set([...wordsOf(english.LIGHT_WORDS)].map(baseOf));
  const slight = new Set([...wordsOf(english.SLIGHT_WORDS)].map(baseOf));
  const vocabulary = new Set([...groups.keys(), ...wordsOf(VOCABULARY), ...light, ...slight]);
  return {
    stemmer,
    frames,
    separable,
    stop: new Set(wordsOf(english.STOP_WORDS)),
    light,
    slight,
    graded: gradedOf(),
    verbs: new Set(wordsOf(english.VERBS)),
    turning: new Set(wordsOf(english.TURNING_VERBS).map(baseOf)),
    acting: new Set(wordsOf(english.ACTING_VERBS).map(baseOf)),
    unitsAfterNumbers: new Set(wordsOf(facts.UNITS_AFTER_NUMBERS)),
    datesInContext: new Set(wordsOf(`${facts.MONTHS_IN_CONTEXT} ${facts.WEEKDAYS_IN_CONTEXT}`)),
    facts: allFacts,
    englishFacts: inEnglish(allFacts),
    names,
    groups,
    opposites: oppositesOf(baseOf),
    siblings: siblingsOf(baseOf),
    vocabulary,
    languages,
    tellTales: tellTalesOf(languages),
  };
}

const PARTICLES = new Set("on off up down out away back".split(" "));

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

function frameOf(line: string): Frame {
  const [pattern = "", reading = ""] = line.split(/ >(?: |$)/);
  return {
    elements: wordsOf(pattern).map((element) => ({
      words: new Set(element.replace(/\?$/, "").split("|")),
      optional: element.endsWith("?"),
    })),
    reading: reading.trim() === "" ? [] : wordsOf(reading),
    inflected: false,
  };
}

/** By the two words with which it may begin, or the one that it may be. */
function addFrame(frames: Frames, frame: Frame): void {
  const { elements } = frame;
  for (const [index, { words, optional }] of elements.entries()) {
    const isAlone = elements.slice(index + 1).every((element) => element.optional);
    for (const word of words) {
      const starts = frames.get(word) ?? { alone: [], followed: new Map<string, Frame[]>() };
      frames.set(word, starts);
      if (isAlone) starts.alone.push(frame);
      for (const next of elements.slice(index + 1)) {
        for (const second of next.words) {
          const known = starts.followed.get(second);
          if (known?.at(-1) !== frame) append(starts.followed, second, frame);
        }
        if (!next.optional) break;
      }
    }
    if (!optional) return;
  }
}

function namesOf(phrases: Set<string>): Lexicon["names"] {
  const names = new Map<string, { readonly family: string; readonly name: string }>();
  for (const [family, list] of Object.entries(NAME_FAMILIES)) {
    for (const entry of wordsOf(list)) {
      const [name = "", ...spellings] = entry.split("=");
      for (const spelling of [name, ...spellings]) {
        names.set(spelling, { family, name });
        if (spelling.includes("_")) phrases.add(spelling);
      }
    }
  }
  return names;
}

function gradedOf(): Lexicon["graded"] {
  const graded = new Map<string, readonly [string, string]>();
  for (const word of wordsOf(english.GRADED)) {
    const stem = word.endsWith("e")
      ? word.slice(0, -1)
      : word.endsWith("y")
        ? `${word.slice(0, -1)}i`
        : /^[^aeiou]*[aeiou][bdgnpt]$/.test(word)
          ? word + (word.at(-1) ?? "")
          : word;
    graded.set(`${stem}er`, ["more", word]);
    graded.set(`${stem}est`, ["most", word]);
  }
  return graded;
}

function oppositesOf(baseOf: (word: string) => string): Lexicon["opposites"] {
  const opposites = new Map<string, Set<string>>();
  for (const line of linesOf(OPPOSITES)) {
    const [one = [], other = []] = line.split("|").map((side) => wordsOf(side).map(keyOf));
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      for (const word of from) {
        const known = opposites.get(word) ?? new Set();
        for (const each of to) known.add(each);
        opposites.set(word, known);
      }
    }
  }
  return opposites;
  function keyOf(word: string): string {
    return word.includes("_") ? word : baseOf(word);
  }
}

function siblingsOf(baseOf: (word: string) => string): Lexicon["siblings"] {
  const siblings = new Map<string, Set<number>>();
  linesOf(SIBLINGS).forEach((line, index) => {
    for (const word of wordsOf(line)) {
      const key = word.includes("_") ? word : baseOf(word);
      const families = siblings.get(key) ?? new Set();
      siblings.set(key, families.add(index));
    }
  });
  return siblings;
}

function languagesOf(baseOf: (word: string) => string): Lexicon["languages"] {
  const languages = new Map<Language, LanguageWords>();
  for (const [name, { stop, negation, questions, light, synonyms }] of Object.entries(OTHER_LANGUAGES)) {
    const groups = new Map<string, number[]>();
    linesOf(synonyms).forEach((line, index) => {
      for (const word of wordsOf(line)) append(groups, baseOf(word), hashOf(`${name} group ${index}`));
    });
    languages.set(name as Language, {
      stop: new Set(wordsOf(stop)),
      negation: new Set(wordsOf(negation)),
      questions: valuesOf(questions, String),
      light: new Set(wordsOf(light).map(baseOf)),
      groups,
    });
  }
  languages.set("en", {
    stop: new Set(wordsOf(english.STOP_WORDS)),
    negation: new Set(),
    questions: new Map(),
    light: new Set(),
    groups: new Map(),
  });
  return languages;
}

function tellTalesOf(languages: Lexicon["languages"]): ReadonlyMap<string, readonly Language[]> {
  const tellTales = new Map<string, Language[]>();
  for (const [language, { stop, negation, questions }] of languages) {
    for (const word of new Set([...stop, ...negation, ...questions.keys()]))
      append(tellTales, word, language);
  }
  return tellTales;
}
