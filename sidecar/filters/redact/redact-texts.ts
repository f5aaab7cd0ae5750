import type { CallSignal } from "../../core/call-signal.ts";
import { AiosError } from "../../core/errors.ts";
import type { Detector, Match } from "../../detection/detect.ts";
import type { NameDetector } from "../../detection/names/name-detector.ts";
import { detectInTurns, type NamedText } from "./detect-in-turns.ts";
import { type Replacement, replaceMatches } from "./replace.ts";

/** Gives what a document, or anything else that has texts, becomes with its texts rewritten; always in one order. */
export type TextWalk<Made> = (rewrite: (text: string, name?: string) => string) => Made;

export interface RedactTextsOptions {
  readonly detector: Detector;
  /** Asked for what the detector does not find itself. */
  readonly names: NameDetector;
  /** One for each walk: what it counts is told of the last walk alone. */
  readonly createReplacement: () => Replacement;
  readonly signal: CallSignal;
}

/** UTF-16 code units; to look through more takes so long that other calls have to have their turn. */
const REDACTED_AT_ONCE = 262_144;
/** JSON in strings of JSON, each a text by itself and once more with what was replaced in it: so often it is walked. */
const MOST_WALKS = 16;

/**
 * Replaces what is found in all texts of a walk. What is of usual size is done with at once; more of it in turns.
 * @param length of all its texts, in UTF-16 code units
 * @throws what the replacement throws; AiosError `overloaded` when names could not be looked for; the signal's reason as
 *   soon as it aborts
 */
export async function redactTexts<Made>(
  walk: TextWalk<Made>,
  length: number,
  { detector, names, createReplacement, signal }: RedactTextsOptions,
): Promise<Made> {
  const atOnce = (replacement: Replacement) => (text: string, name?: string) =>
    replaceMatches(text, detector.detect(text, name), replacement);
  const seeksNames = detector.names.length > 0;
  if (length <= REDACTED_AT_ONCE && !seeksNames) return walk(atOnce(createReplacement()));

  const known = new FoundInTexts();
  for (let walks = 0; walks < MOST_WALKS; walks++) {
    const unseen: NamedText[] = [];
    const replacement = createReplacement();
    const made = walk((text, name) => {
      const matches = known.get(text, name);
      if (matches !== undefined) return replaceMatches(text, matches, replacement);
      unseen.push({ text, name });
      return text;
    });
    if (unseen.length === 0) return made;
    const named = seeksNames ? await names.detect(unseen, detector.names, signal) : [];
    const found = await detectInTurns(unseen, detector, signal, named);
    for (const [index, matches] of found.entries()) known.set(unseen[index], matches);
  }
  // It changes with every walk, which no document does.
  if (seeksNames)
    throw new AiosError(
      "unsupported",
      "JSON in strings of JSON is nested too deeply here for a policy in force to look into it.",
    );
  return walk(atOnce(createReplacement()));
}

/** What was found in which text. */
class FoundInTexts {
  readonly #byName = new Map<string | undefined, Map<string, readonly Match[]>>();

  get(text: string, name: string | undefined): readonly Match[] | undefined {
    return this.#byName.get(name)?.get(text);
  }

  set(seen: NamedText | undefined, matches: readonly Match[]): void {
    if (seen === undefined) return;
    const texts = this.#byName.get(seen.name) ?? new Map<string, readonly Match[]>();
    this.#byName.set(seen.name, texts.set(seen.text, matches));
  }
}
