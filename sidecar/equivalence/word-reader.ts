import type { Facts } from "./facts.ts";
import { hashOf } from "./hash.ts";
import type { Lexeme } from "./lexer.ts";
import type { Language, Lexicon } from "./lexicon.ts";
import { multipliedAt, numberWordsAt } from "./numerals.ts";
import type { Word, WordKind } from "./question.ts";
import { ROLES, SCOPES, TELLING } from "./roles.ts";

const JOINING = new Set(["and", "or", "@versus", "nor"]);
const TIME_UNITS = new Set(["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"]);
const BEFORE_TIME = new Set(["this", "next", "last", "previous", "past", "coming", "upcoming", "current"]);
const BEFORE_MONTH = new Set(
  "in on by of since until till last next this from before after to late early mid during for im en am".split(
    " ",
  ),
);
/** "one" before or behind these is no number. */
const BEFORE_ONE = new Set(
  "which the this that a an new no another good best any every each right only old other my your not @not @what @who same".split(
    " ",
  ),
);
const LISTING = new Set(["list", "show", "display", "print", "@list", "@how"]);
const AFTER_ONE = new Set(["of", "can", "should", "@of", "could", "would"]);

/** Reads the words that carry something, with their roles, from left to right. */
export class WordReader {
  readonly words: Word[] = [];
  #role = "";
  #chain = 0;
  #joins = false;
  #sinceWord = 0;
  readonly #lexicon: Lexicon;
  readonly #facts: Facts;
  readonly #lexemes: readonly Lexeme[];

  constructor(lexemes: readonly Lexeme[], lexicon: Lexicon, language: Language) {
    this.#lexemes = lexemes;
    this.#facts = language === "en" ? lexicon.englishFacts : lexicon.facts;
    this.#lexicon = lexicon;
  }

  /** What stands at the place, and behind it where several are one number or date. @returns the next place */
  read(at: number): number {
    const lexeme = this.#lexemes[at] as Lexeme;
    const { text, kind } = lexeme;
    if (lexeme.after === "sentence") this.#role = "";
    if (lexeme.quoted) {
      this.#push("quoted", text, 2, [hashOf(text)]);
      return at + 1;
    }
    if (kind === "number") return this.#number(at, text);
    if (kind === "clock") {
      this.#fact("date", text);
      return at + 1;
    }
    if (kind === "date") {
      this.#calendarDate(text);
      return at + 1;
    }
    if (kind === "identifier" || kind === "sign") {
      if (text !== "am" && text !== "pm") this.#fact("identifier", text);
      return at + 1;
    }
    return this.#word(at, lexeme);
  }

  #number(at: number, first: string): number {
    const { value, next } = multipliedAt(this.#texts, this.#facts.numbers, at, first);
    return this.#numeral(at, next, value);
  }

  #numberWords(at: number): number {
    const { value, next } = numberWordsAt(this.#texts, this.#facts.numbers, at);
    return this.#numeral(at, next, value);
  }

  #numeral(at: number, next: number, value: string): number {
    const behind = this.#textAt(next);
    const number = value.replace("#", "");
    if (behind === "am" || behind === "pm") {
      const hours = Number(number);
      this.#fact("date", `t${((behind === "pm" ? (hours % 12) + 12 : hours % 12) * 60) | 0}`);
      return next + 1;
    }
    if (behind === "o'clock" || behind === "uhr" || behind === "o") {
      this.#fact("date", `t${Number(number) * 60}`);
      return behind === "o" ? next + 2 : next + 1;
    }
    if (
      this.#isMonth(at - 1) ||
      this.#isMonth(next) ||
      ((behind === "of" || behind === "de") && this.#isMonth(next + 1))
    ) {
      if (Number(number) <= 31) {
        this.#fact("date", `day ${number}`);
        return next;
      }
    }
    const isYear = /^(1[5-9]|20)\d\d$/.test(value);
    // "a cup" is one cup.
    if (value === "1") this.#push("number", "1", 0, [hashOf("fact 1"), hashOf("1")]);
    else this.#fact(isYear ? "date" : "number", value);
    return next;
  }

  #calendarDate(text: string): void {
    const [year, month, day] = text.split("-");
    if (day === undefined) this.#fact("date", text);
    else {
      this.#fact("date", year as string);
      this.#fact("date", `month ${Number(month)}`);
      this.#fact("date", `day ${Number(day)}`);
    }
  }

  #isMonth(at: number): boolean {
    const date = this.#facts.dates.get(this.#textAt(at));
    return date?.startsWith("month") ?? false;
  }

  readonly #texts = (at: number): string => this.#textAt(at);

  #textAt(at: number): string {
    const lexeme = this.#lexemes[at];
    return lexeme === undefined || lexeme.quoted ? "" : lexeme.text;
  }

  #kindAt(at: number): string {
    return this.#lexemes[at]?.kind ?? "";
  }

  #word(at: number, lexeme: Lexeme): number {
    const lexicon = this.#lexicon;
    const { text } = lexeme;
    const before = this.#textAt(at - 1);
    const numberBefore =
      this.#kindAt(at - 1) === "number" ||
      (this.#facts.numbers.has(before) && before !== "one") ||
      before === "one" ||
      this.#facts.ordinals.has(before);
    // "Is A a subset of B"
    if (lexeme.capital && text.length === 1 && text !== "i" && !numberBefore) {
      this.#fact("identifier", text);
      return at + 1;
    }
    if (JOINING.has(text)) {
      this.#joins = this.words.length > 0 && this.#sinceWord === 0;
      return at + 1;
    }
    if (text === "@of") {
      // Whose it is stands before: "France's capital" reads as "capital of France".
      const owner = this.words.at(-1);
      if (owner !== undefined && owner.role === "")
        this.words[this.words.length - 1] = { ...owner, role: "of" };
      return at + 1;
    }
    if (text.startsWith("@")) {
      this.#role = "";
      this.#sinceWord++;
      return at + 1;
    }
    if (
      this.#facts.numbers.has(text) &&
      !(text === "one" && (BEFORE_ONE.has(before) || AFTER_ONE.has(this.#textAt(at + 1))))
    ) {
      return this.#numberWords(at);
    }
    const unit = this.#facts.units.get(text);
    if (
      unit !== undefined &&
      (numberBefore || !lexicon.unitsAfterNumbers.has(text)) &&
      !(text === "second" && !numberBefore)
    ) {
      const isTime = TIME_UNITS.has(unit);
      const isCounted = numberBefore || before === "per" || before === "half" || before === "each";
      if (!isTime || isCounted) {
        this.#fact("unit", unit);
        return at + 1;
      }
      const base = lexicon.stemmer.base(unit);
      const isDated = BEFORE_TIME.has(before);
      if (isDated) this.#fact("date", before === "past" || before === "previous" ? "last" : before);
      this.#push(
        "word",
        base,
        isDated || before === "a" || before === "every" ? 2 : 0,
        this.#keysOf(unit, base),
      );
      return at + 1;
    }
    const ordinal = this.#facts.ordinals.get(text);
    if (ordinal !== undefined) return this.#numeral(at, at + 1, `#${ordinal}`);
    const date = this.#facts.dates.get(text);
    if (date !== undefined && this.#isDate(at, text, lexeme)) {
      if (BEFORE_TIME.has(before)) this.#fact("date", before);
      this.#fact("date", date);
      return at + 1;
    }
    const graded = lexicon.graded.get(text);
    if (graded !== undefined) {
      this.#push("scope", graded[0], graded[0] === "more" ? 1 : 2, [hashOf(`scope ${graded[0]}`)]);
      this.#plain(graded[1], lexeme);
      return at + 1;
    }
    if (text === "morethan" || text === "lessthan") {
      this.#push("scope", text, 2, [hashOf(`scope ${text}`)]);
      this.#role = "than";
      return at + 1;
    }
    const telling = TELLING.get(text);
    if (telling !== undefined) {
      this.#push("scope", telling.name, telling.weight, [hashOf(`scope ${telling.name}`)]);
    }
    const role = ROLES.get(text);
    if (role !== undefined) {
      // "to" before a verb gives no direction.
      this.#role = text === "to" && lexicon.verbs.has(this.#textAt(at + 1)) ? "" : role;
      this.#sinceWord++;
      return at + 1;
    }
    const scope = this.#scopeOf(at, text);
    if (scope !== undefined) {
      const base = lexicon.stemmer.base(text);
      this.#push("scope", text, scope, [hashOf(`scope ${text}`), ...this.#keysOf(text, base)]);
      if (text === "instead") this.#role = "instead";
      return at + 1;
    }
    if (lexicon.stop.has(text)) {
      this.#sinceWord += text === "the" || text === "a" || text === "an" || text === "my" ? 0 : 1;
      return at + 1;
    }
    this.#plain(text, lexeme);
    return at + 1;
  }

  #scopeOf(at: number, text: string): Word["weight"] | undefined {
    // "list all tables" are the tables; "how long does it last" is a verb.
    if (text === "all" && LISTING.has(this.#textAt(at - 1))) return 1;
    if (text === "last" && (this.#lexemes[at + 1]?.after ?? "sentence") === "sentence") return 0;
    return SCOPES.get(text);
  }

  #isDate(at: number, text: string, { capital }: Lexeme): boolean {
    if (!this.#lexicon.datesInContext.has(text)) return true;
    if (capital) return true;
    return (
      BEFORE_MONTH.has(this.#textAt(at - 1)) ||
      this.#kindAt(at - 1) === "number" ||
      this.#kindAt(at + 1) === "number"
    );
  }

  #plain(text: string, { capital }: Lexeme): void {
    const lexicon = this.#lexicon;
    const name = lexicon.names.get(text);
    if (name !== undefined) {
      this.#push(name.family === "language" ? "language-name" : "name", name.name, 2, [hashOf(name.name)]);
      return;
    }
    // A letter by itself names something: "x", "C", "R".
    if (text.length === 1) {
      this.#fact("identifier", text);
      return;
    }
    const base = text.includes("_") ? text : lexicon.stemmer.base(text);
    const weight = lexicon.light.has(base) ? 0 : lexicon.slight.has(base) ? 1 : 2;
    const isName = capital && weight === 2;
    this.#push(isName ? "name" : "word", base, weight, this.#keysOf(text, base));
  }

  #keysOf(text: string, base: string): number[] {
    const { groups, stemmer } = this.#lexicon;
    const root = stemmer.root(base);
    const keys = [hashOf(text), hashOf(`base ${base}`), ...(groups.get(base) ?? [])];
    if (root !== undefined) keys.push(hashOf(`root ${root}`));
    return keys;
  }

  #fact(kind: WordKind, text: string): void {
    this.#push(kind, text, 2, [
      hashOf(kind === "identifier" ? text : `fact ${text}`),
      ...(kind === "identifier" ? [] : [hashOf(text)]),
    ]);
  }

  #push(kind: WordKind, text: string, weight: 0 | 1 | 2, keys: readonly number[]): void {
    if (!this.#joins) this.#chain++;
    this.words.push({ kind, text, keys, weight, role: this.#role, chain: this.#chain });
    this.#joins = false;
    this.#sinceWord = 0;
  }
}
