import type { Random } from "../random.ts";

export const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "zh", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One value as somebody wrote it. */
export interface Written {
  readonly text: string;
  /** Recognisable with no word beside it; otherwise it stands only where something says what it is. */
  readonly alone: boolean;
}

/** A kind of values that are looked for. */
export interface Kind {
  readonly entity: string;
  /** What people call it. English is used for languages that are missing. */
  readonly names: Readonly<Partial<Record<Language, readonly string[]>>> & { readonly en: readonly string[] };
  /** What programs call it. */
  readonly keys: readonly string[];
  /** Sentences of its own, with a `{value}`. */
  readonly sayings?: Readonly<Partial<Record<Language, readonly string[]>>>;
  /** Languages it is written in; all by default. */
  readonly languages?: readonly Language[];
  /** Stands only in assignments, never in a sentence. */
  readonly assignedOnly?: true;
  /** More than 1 for a kind of so many forms that it needs more texts. */
  readonly weight?: number;
  write(random: Random): Written;
  /** Of its form, but wrong: nothing. */
  break?(random: Random): string;
}

export const alone = (text: string): Written => ({ text, alone: true });
export const named = (text: string): Written => ({ text, alone: false });

/** How a value of plain characters is spelled; `alone` as in Written. */
export interface Spelling {
  readonly spell: (plain: string) => string;
  readonly alone: boolean;
}

export interface CheckedNumber extends Omit<Kind, "write" | "break"> {
  /** A candidate in plain characters; drawn again until it is valid. */
  draw(random: Random): string;
  valid(plain: string): boolean;
  readonly spellings: readonly Spelling[];
  /** Numbers with another check digit have been given out, too: they are no near misses. */
  readonly isLenient?: true;
}

const DRAWS = 20_000;

/** A kind whose values have check digits. */
export function checkedNumber({ draw, valid, spellings, isLenient, ...kind }: CheckedNumber): Kind {
  const drawn = (random: Random, wanted: boolean): string => {
    for (let time = 0; time < DRAWS; time++) {
      const plain = draw(random);
      if (valid(plain) === wanted) return plain;
    }
    throw new Error(`${kind.entity}: none of ${DRAWS} candidates is ${wanted ? "valid" : "invalid"}.`);
  };
  return {
    ...kind,
    write(random) {
      const { spell, alone: recognisable } = random.pick(spellings);
      return { text: spell(drawn(random, true)), alone: recognisable };
    },
    ...(isLenient === true
      ? {}
      : { break: (random: Random) => random.pick(spellings).spell(drawn(random, false)) }),
  };
}

/** Writes plain characters into a pattern's `#`s: `grouped("###-##-####")`. */
export function grouped(pattern: string): (plain: string) => string {
  return (plain) => {
    let at = 0;
    return pattern.replaceAll("#", () => plain.charAt(at++));
  };
}

export const as = (pattern: string): Spelling => ({ spell: grouped(pattern), alone: true });
export const asNamed = (pattern: string): Spelling => ({ spell: grouped(pattern), alone: false });

/** A date of birth's parts, two digits each, and the century. */
export interface Birthday {
  readonly year: number;
  readonly yy: string;
  readonly mm: string;
  readonly dd: string;
}

export function birthday(random: Random, from = 1940, to = 2006): Birthday {
  const year = random.between(from, to);
  return {
    year,
    yy: two(year % 100),
    mm: two(random.between(1, 12)),
    dd: two(random.between(1, 28)),
  };
}

export function two(value: number): string {
  return String(value).padStart(2, "0");
}
