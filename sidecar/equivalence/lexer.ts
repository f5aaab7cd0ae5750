import { formOf } from "./forms.ts";

/** A word or sign as it stands in a text, before it is known what it says. */
export interface Lexeme {
  /** Lower case. */
  readonly text: string;
  readonly kind: "word" | "number" | "clock" | "date" | "identifier" | "sign";
  /** A capital letter where no sentence begins. */
  readonly capital: boolean;
  readonly quoted: boolean;
  /** What stands before it. */
  readonly after: "nothing" | "sentence" | "comma";
}

const SIGNS = new Set("+ = * < > == != <= >= && || => -> → | % ^ / $".split(" "));
const CAMEL = /\p{Ll}\p{Lu}/u;
const OPENING = new Set("([{<*_~#\"'¿¡.…-–—,;:");
const CLOSING = new Set(")]}>*_~.,;:!?…\"'-–—");

/** Linear in the text: every run without a blank is looked at a fixed number of times. */
export function lexemesOf(text: string, known: (word: string) => boolean): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  let after: Lexeme["after"] = "sentence";
  let inQuote: string | undefined;
  let first = true;
  for (const chunk of text.split(/\s+/)) {
    if (chunk === "") continue;
    let start = 0;
    let end = chunk.length;
    let closes = false;
    while (start < end && OPENING.has(chunk[start] as string) && !isKept(chunk, start, known)) {
      const sign = chunk[start] as string;
      if (sign === '"' || (sign === "'" && inQuote === undefined))
        inQuote = inQuote === undefined ? sign : undefined;
      if (sign === "," && after === "nothing") after = "comma";
      start++;
    }
    let behind: Lexeme["after"] = "nothing";
    while (end > start && CLOSING.has(chunk[end - 1] as string)) {
      const sign = chunk[end - 1] as string;
      if (sign === inQuote) closes = true;
      if (sign === "." || sign === "?" || sign === "!") behind = "sentence";
      else if ((sign === "," || sign === ";" || sign === ":") && behind === "nothing") behind = "comma";
      end--;
    }
    const core = chunk.slice(start, end);
    if (core !== "") {
      const before = lexemes.length;
      lex(
        core,
        { after, quoted: inQuote !== undefined, first: first || after === "sentence" },
        lexemes,
        known,
      );
      if (lexemes.length > before) {
        after = "nothing";
        first = false;
      }
    } else if (SIGNS.has(chunk)) {
      lexemes.push({ text: chunk, kind: "sign", capital: false, quoted: inQuote !== undefined, after });
      after = "nothing";
    }
    if (closes) inQuote = undefined;
    if (behind !== "nothing" && (behind === "sentence" || after === "nothing")) after = behind;
  }
  return lexemes;
}

/** ".net" and "--force" keep their signs. */
function isKept(chunk: string, start: number, known: (word: string) => boolean): boolean {
  const sign = chunk[start];
  if (sign === "-") return /^--?[a-z]/i.test(chunk.slice(start)) && chunk.length > 2;
  return sign === "." && /^\.[a-z]/i.test(chunk.slice(start)) && !known(chunk.slice(start + 1).toLowerCase());
}

interface Place {
  readonly after: Lexeme["after"];
  readonly quoted: boolean;
  readonly first: boolean;
}

function lex(core: string, place: Place, into: Lexeme[], known: (word: string) => boolean): void {
  const form = formOf(core, known);
  const placeOf = (index: number): Place =>
    index === 0 ? place : { ...place, after: "nothing", first: false };
  const push = (text: string, kind: Lexeme["kind"], { after, quoted, first }: Place): void => {
    const startsTall = !first && core[0] !== core[0]?.toLowerCase();
    // The language, not the verb.
    const named = startsTall && core === "Go" ? "golang" : text;
    into.push({
      text: named,
      kind,
      capital: kind === "word" && (startsTall || CAMEL.test(core)),
      quoted,
      after,
    });
  };
  if (form.kind === "words")
    for (const [index, word] of form.words.entries()) push(word, "word", placeOf(index));
  else if (form.kind === "parts") {
    for (const [index, part] of form.parts.entries()) if (part !== "") lex(part, placeOf(index), into, known);
  } else push(form.text, form.kind, place);
}
