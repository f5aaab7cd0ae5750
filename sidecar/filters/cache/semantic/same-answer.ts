import type { CallSignal } from "../../../core/call-signal.ts";
import type { Embedder } from "../../../embedding/embedder.ts";
import { similarityOf, unitVector } from "../../../embedding/unit-vector.ts";
import { differenceOf, type Guard, type Question, readQuestion } from "../../../equivalence/equivalence.ts";

/** Cosine of two answers that say the same. */
const ALIKE = 0.85;
/** UTF-16 code units up to which an answer is a statement, in which every fact counts. */
const SHORT = 240;
/** What an embedder reads to its end. */
const PIECE = 400;
/** Of a longer answer its beginning is compared. */
const MOST_PIECES = 4;

/** What makes another answer of a statement; all else is manner. */
const FACTS: ReadonlySet<Guard> = new Set<Guard>([
  "language",
  "quoted-text",
  "code",
  "numbers",
  "units",
  "dates",
  "identifiers",
  "negation",
  "polarity",
  "argument-order",
  "entities",
]);

/**
 * Whether two answers say the same, as far as can be told without asking anybody who knows: their texts are equal but
 * for case and blanks, or close in meaning; short ones must not differ in their facts, either.
 * @throws EmbeddingUnavailable
 */
export async function isSameAnswer(
  one: string,
  other: string,
  embedder: Embedder,
  signal: CallSignal,
): Promise<boolean> {
  const [left, right] = [normalised(one), normalised(other)];
  if (left === right) return true;
  if (left.length <= SHORT && right.length <= SHORT && differInFacts(one, other)) return false;
  const [first, second] = [await vectorOf(one, embedder, signal), await vectorOf(other, embedder, signal)];
  return first !== undefined && second !== undefined && similarityOf(first, second) >= ALIKE;
}

function normalised(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

function differInFacts(one: string, other: string): boolean {
  const guard = differenceOf(stated(one), stated(other), 1);
  return guard !== undefined && FACTS.has(guard);
}

/** Without what makes a question: it would speak first, and the facts behind it would not be heard. */
function stated(text: string): Question {
  const question = readQuestion(text);
  return {
    ...question,
    words: question.words.filter(({ kind }) => kind !== "scope"),
    acts: new Set(),
    tenses: new Set(),
    modalities: new Set(),
    owners: new Map(),
    persons: new Set(),
    self: { acts: 0, isActedOn: false },
  };
}

/** Of a text of several pieces, the mean of theirs. */
async function vectorOf(
  text: string,
  embedder: Embedder,
  signal: CallSignal,
): Promise<Float32Array | undefined> {
  let sum: Float64Array | undefined;
  // One after the other: questions that callers wait for get in between.
  for (const piece of piecesOf(text)) {
    const [vector = new Float32Array()] = await embedder.embed([piece], signal);
    sum ??= new Float64Array(vector.length);
    for (const [index, value] of vector.entries()) sum[index] = (sum[index] ?? 0) + value;
  }
  return unitVector(sum ?? []);
}

/** Cut where a sentence ends, else between two words. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest !== "" && pieces.length < MOST_PIECES) {
    const end = rest.length <= PIECE ? rest.length : cutIn(rest.slice(0, PIECE));
    const piece = rest.slice(0, end).trim();
    if (piece !== "") pieces.push(piece);
    rest = rest.slice(end).trim();
  }
  return pieces;
}

function cutIn(head: string): number {
  const sentence = Math.max(
    head.lastIndexOf(". "),
    head.lastIndexOf("\n"),
    head.lastIndexOf("? "),
    head.lastIndexOf("! "),
  );
  if (sentence > PIECE / 2) return sentence + 1;
  const word = head.lastIndexOf(" ");
  return word > 0 ? word : head.length;
}
