import type { Lexeme } from "./lexer.ts";
import type { Frame, Lexicon } from "./lexicon.ts";

/** Longer frames than this there are none: what is reached is kept as bits. */
const MAX_FRAME = 28;
/** Words that may stand between a verb and its particle: "turn the old lights off". */
const MAX_BETWEEN = 4;
const OBJECT_STARTS = new Set(
  "it them this that these those the a an my your our his her their all".split(" "),
);

/**
 * Reads frames in place of the words they are made of, the longest at every place, from left to right. Each place looks at
 * the frames that begin with its word, each of them at no more words than it has elements.
 */
export function withFrames(lexemes: readonly Lexeme[], words: Lexicon): readonly Lexeme[] {
  const out: Lexeme[] = [];
  const gone = new Set<number>();
  const bases = lexemes.map(({ text, kind }) => (kind === "word" ? words.stemmer.base(text) : text));
  for (let at = 0; at < lexemes.length; ) {
    const lexeme = lexemes[at] as Lexeme;
    if (gone.has(at) || lexeme.quoted || lexeme.kind !== "word") {
      if (!gone.has(at)) out.push(lexeme);
      at++;
      continue;
    }
    const base = bases[at] as string;
    const { best, longest } = longestAt(lexemes, bases, at, gone, words);
    const particle = best === undefined ? particleOf(lexemes, at, words.separable.get(base)) : undefined;
    if (particle !== undefined) {
      gone.add(particle);
      out.push({ ...lexeme, text: `${joined(base, words, lexemes[particle]?.text ?? "")}` });
      at++;
    } else if (best === undefined) {
      out.push(lexeme);
      at++;
    } else {
      best.reading.forEach((text, index) => {
        out.push({
          text,
          kind: "word",
          capital: false,
          quoted: false,
          after: index === 0 ? lexeme.after : "nothing",
        });
      });
      at += longest;
      const next = lexemes[at];
      // What was dropped leaves its place to what follows.
      if (
        best.reading.length === 0 &&
        lexeme.after !== "nothing" &&
        next !== undefined &&
        next.after === "nothing"
      ) {
        out.push({ ...next, text: "@start", kind: "word", after: lexeme.after });
      }
    }
  }
  return out;
}

interface Longest {
  readonly best: Frame | undefined;
  readonly longest: number;
}

function longestAt(
  lexemes: readonly Lexeme[],
  bases: readonly string[],
  at: number,
  gone: ReadonlySet<number>,
  { frames }: Lexicon,
): Longest {
  let best: Frame | undefined;
  let longest = 0;
  // "to give me" asks for no favour.
  const isBound = lexemes[at - 1]?.text === "to";
  const take = (candidates: readonly Frame[] | undefined, inflected: boolean): void => {
    if (candidates === undefined) return;
    for (const frame of candidates) {
      if (frame.inflected !== inflected || (isBound && frame.reading[0] === "@polite")) continue;
      const length = matched(frame, lexemes, bases, at, gone);
      if (length > longest) [best, longest] = [frame, length];
    }
  };
  const text = (lexemes[at] as Lexeme).text;
  const base = bases[at] as string;
  const next = lexemes[at + 1]?.text ?? "";
  const nextBase = bases[at + 1] ?? "";
  const starts = frames.get(text);
  take(starts?.alone, false);
  take(starts?.followed.get(next), false);
  const phrases = frames.get(base);
  take(phrases?.alone, true);
  take(phrases?.followed.get(next), true);
  if (nextBase !== next) take(phrases?.followed.get(nextBase), true);
  return { best, longest };
}

function joined(base: string, { frames }: Lexicon, particle: string): string {
  for (const { reading, inflected, elements } of frames.get(base)?.followed.get(particle) ?? []) {
    if (inflected && elements.length === 2) return reading[0] ?? base;
  }
  return base;
}

/** How many words from here on the frame takes; 0 for none. */
function matched(
  { elements, inflected }: Frame,
  lexemes: readonly Lexeme[],
  bases: readonly string[],
  at: number,
  gone: ReadonlySet<number>,
): number {
  let reached = 1;
  for (let index = 0; index < elements.length; index++) {
    const { words, optional } = elements[index] as Frame["elements"][number];
    let next = optional ? reached : 0;
    for (let offset = 0, left = reached; left !== 0 && offset < MAX_FRAME; offset++, left >>>= 1) {
      if ((left & 1) === 0) continue;
      const place = at + offset;
      const lexeme = lexemes[place];
      if (lexeme === undefined || lexeme.kind === "identifier" || lexeme.quoted || gone.has(place)) continue;
      // A frame does not reach over a sentence's end.
      if (offset > 0 && lexeme.after === "sentence") continue;
      const isFit = inflected
        ? words.has(bases[place] as string) || (index > 0 && words.has(lexeme.text))
        : words.has(lexeme.text);
      if (isFit) next |= 1 << (offset + 1);
    }
    if (next === 0) return 0;
    reached = next;
  }
  return 31 - Math.clz32(reached);
}

function particleOf(
  lexemes: readonly Lexeme[],
  at: number,
  particles: ReadonlySet<string> | undefined,
): number | undefined {
  if (particles === undefined) return undefined;
  const hasObject = OBJECT_STARTS.has(lexemes[at + 1]?.text ?? "");
  for (let index = at + 2; index <= at + 1 + MAX_BETWEEN; index++) {
    const lexeme = lexemes[index];
    if (lexeme === undefined || lexeme.after !== "nothing") return undefined;
    // "get wax out of the carpet": the preposition tells where the object has no article.
    if (particles.has(lexeme.text) && (hasObject || lexemes[index + 1]?.text === "of")) return index;
  }
  return undefined;
}
