import { linesOf, valuesOf, wordsOf } from "./word-lists.ts";
import * as facts from "./words/facts.ts";

/** Words that carry facts, by spelling. */
export interface Facts {
  readonly numbers: ReadonlyMap<string, number>;
  readonly ordinals: ReadonlyMap<string, number>;
  readonly units: ReadonlyMap<string, string>;
  readonly dates: ReadonlyMap<string, string>;
}

/** In all languages that are read. */
export function factsOf(): Facts {
  return {
    numbers: valuesOf(facts.NUMBER_WORDS, Number),
    ordinals: valuesOf(facts.ORDINALS, Number),
    units: unitsOf(),
    dates: datesOf(),
  };
}

/** Without the words of other languages. */
export function inEnglish({ numbers, ordinals, units, dates }: Facts): Facts {
  const others = new Set(wordsOf(facts.NOT_ENGLISH));
  return {
    numbers: without(numbers, others),
    ordinals: without(ordinals, others),
    units: without(units, others),
    dates: without(dates, others),
  };
}

function without<T>(map: ReadonlyMap<string, T>, words: ReadonlySet<string>): ReadonlyMap<string, T> {
  return new Map([...map].filter(([word]) => !words.has(word)));
}

function unitsOf(): ReadonlyMap<string, string> {
  const units = new Map<string, string>();
  for (const line of linesOf(facts.UNITS)) {
    const [name = "", ...spellings] = wordsOf(line);
    for (const spelling of [name, ...spellings]) units.set(spelling, name);
  }
  return units;
}

function datesOf(): ReadonlyMap<string, string> {
  const dates = new Map<string, string>();
  for (const [word, month] of valuesOf(facts.MONTHS, String)) dates.set(word, `month ${month}`);
  for (const [word, day] of valuesOf(facts.WEEKDAYS, String)) dates.set(word, `weekday ${day}`);
  for (const line of linesOf(facts.RELATIVE_DATES)) {
    const [name = "", ...spellings] = wordsOf(line);
    for (const spelling of [name, ...spellings]) dates.set(spelling, name);
  }
  return dates;
}
