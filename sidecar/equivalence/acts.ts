import type { Lexeme } from "./lexer.ts";

/** Marks of frames that ask, wherever in the sentence they stand. */
const ASKING_ANYWHERE = new Set([
  "@how", "@why", "@howmany", "@howmuch", "@howlong", "@howoften", "@possible", "@away", "@price", "@should", "@must", "@allowed", "@todo",
  "@compare", "@define", "@worth", "@howx",
]); // biome-ignore format: a table
/** Those that also join clauses or open a relative one: they ask where a clause begins. */
const ASKING_FIRST = new Set([
  "@when",
  "@where",
  "@who",
  "@what",
  "@yn",
  "@exists",
  "@aux",
  "@list",
  "@suggest",
]);
const COSTING = new Set("cost costs costing price charge fee fees charged worth".split(" "));
const COUNTING = new Set(["count", "quantity"]);
const WAYS = new Set(["way", "ways", "command", "shortcut"]);
const DIFFERENT = new Set(["differ", "differs", "different", "apart"]);
/** At the start of a sentence they ask for something that is yet to be made. */
const MAKING = new Set([
  "write",
  "create",
  "generate",
  "draft",
  "compose",
  "make",
  "build",
  "come_up_with",
  "implement",
  "design",
]);
/** Behind these a clause begins, whatever came before. */
const OPENING = new Set([
  "@wonder",
  "@polite",
  "@start",
  "@explain",
  "@want",
  "and",
  "or",
  "@suggest",
  "@list",
  "in",
  "to",
  "from",
  "for",
  "at",
  "by",
  "with",
]);

/**
 * What is asked, one word a sentence. "explain how" asks how; "explain" alone asks for an explanation. Statements and
 * requests give none.
 *
 * @param places of each lexeme, how many words of content were read before it
 */
export function actsOf(lexemes: readonly Lexeme[], places: readonly number[]): ReadonlySet<string> {
  const acts = new Set<string>();
  let strong: string | undefined;
  let explains = false;
  let wonders = false;
  let began = 0;
  const end = (): void => {
    if (strong !== undefined) acts.add(strong);
    else if (explains) acts.add("explain");
    strong = undefined;
    explains = false;
    wonders = false;
  };
  lexemes.forEach(({ text, after }, index) => {
    const place = places[index] ?? 0;
    if (after === "sentence") {
      end();
      began = place;
    }
    const before = lexemes[index - 1]?.text ?? "@start";
    const opens = after !== "nothing" || OPENING.has(before);
    if (text === "@bywho") strong ??= "who";
    else if (text === "or" && (strong === "yn" || strong === "should")) strong = "choice";
    else if (strong === "what" && WAYS.has(text)) strong = "how";
    else if (strong === "how" && DIFFERENT.has(text)) strong = "compare";
    else if (strong === "what" && COSTING.has(text)) strong = "price";
    else if (strong === "what" && text === "time" && isDoing(before)) strong = "howlong";
    else if (strong === "what" && COUNTING.has(text)) strong = "howmany";
    else if (strong === "howmuch" && COSTING.has(text)) strong = "price";
    else if (strong === "write" && text === "@howx" && isLast(lexemes, index)) strong = "how";
    else if (strong === undefined && MAKING.has(text) && (after !== "nothing" || before.startsWith("@")))
      strong = "write";
    else if (text === "@explain") explains = true;
    else if (text === "@wonder") wonders = true;
    else if (ASKING_ANYWHERE.has(text)) {
      if (explains && before === "and") acts.add("explain");
      if (strong === undefined || (strong === "what" && text === "@how"))
        strong = text === "@howx" && (isLast(lexemes, index) || explains || wonders) ? "how" : text.slice(1);
      else if (before === "and" && strong !== text.slice(1)) {
        acts.add(strong);
        strong = text.slice(1);
      }
    } else if (ASKING_FIRST.has(text)) {
      if (strong !== undefined) return;
      if (text !== "@aux" && (opens || place === began)) strong = text.slice(1);
      else if (text === "@aux" && (after !== "nothing" || before.startsWith("@"))) strong = "yn";
    } else if (text === "if" && wonders && before.startsWith("@")) strong ??= "yn";
    else if (strong === undefined && place === began && (after !== "nothing" || before.startsWith("@"))) {
      if (text === "should" || text === "must") strong = text;
      else if (text === "can" || text === "could" || text === "may") strong = "yn";
    }
  });
  end();
  return acts;
}

/** "the charging time" */
const isDoing = (word: string): boolean => word.length > 5 && (word.endsWith("ing") || word === "delivery");

/** "..., how?" */
const isLast = (lexemes: readonly Lexeme[], index: number): boolean => {
  const next = lexemes[index + 1];
  return next === undefined || next.after === "sentence";
};
