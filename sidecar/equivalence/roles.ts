import type { Word } from "./question.ts";

/** Prepositions and conjunctions that give the next word its role, by the one that says the same. */
const ROLE_WORDS: Readonly<Record<string, string>> = {
  to: "to into onto towards toward",
  in: "in on at inside within",
  from: "from",
  for: "for",
  by: "by",
  with: "with using via through",
  of: "of",
  than: "than",
  as: "as",
  about: "about",
  over: "over above",
  under: "under below",
  between: "between",
  before: "before",
  after: "after",
  without: "without",
  against: "against",
  since: "since",
  until: "until till",
  during: "during",
  because: "because",
  if: "if when while",
};

/** Those that say something themselves, `name weight: words`. */
const TELLING_WORDS: Readonly<Record<string, string>> = {
  "before 1": "before",
  "after 1": "after",
  "over 1": "over above",
  "under 1": "under below",
  "until 1": "until till",
  "since 1": "since",
  "within 1": "within",
  "against 1": "against",
  "behind 1": "behind",
  "outside 1": "outside",
  "inside 1": "inside",
  "without 2": "without",
  "during 1": "during while",
  "between 0": "between",
};

/** Words of quantity, degree and order, by how much they weigh: see Word.weight. */
const SCOPE_WORDS: Readonly<Record<"0" | "1" | "2", string>> = {
  0: "some any many much several also ever",
  1: "more either few again sometimes up",
  2: "all only most least less both fewer atleast atmost except unless always first last next previous exclusively alone formerly longer half down off out instead double",
};

type Weight = Word["weight"];
const WEIGHTS: readonly Weight[] = [0, 1, 2];

export const ROLES: ReadonlyMap<string, string> = new Map(
  Object.entries(ROLE_WORDS).flatMap(([role, words]) =>
    words.split(" ").map((word) => [word, role] as const),
  ),
);

export const TELLING: ReadonlyMap<string, { readonly name: string; readonly weight: Weight }> = new Map(
  Object.entries(TELLING_WORDS).flatMap(([key, words]) => {
    const [name = "", weight] = key.split(" ");
    const told = { name, weight: WEIGHTS[Number(weight)] ?? 2 };
    return words.split(" ").map((word) => [word, told] as const);
  }),
);

export const SCOPES: ReadonlyMap<string, Weight> = new Map(
  WEIGHTS.flatMap((weight) => SCOPE_WORDS[weight].split(" ").map((word) => [word, weight] as const)),
);
