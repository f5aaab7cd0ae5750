import type { Detector, Match } from "../../detection/detect.ts";
import { latestKeyEnd } from "../../detection/secrets/private-keys.ts";
import { type Replacement, replaceMatches } from "./replace.ts";

/** UTF-16 code units looked through at once; between two turns of the event loop at most twice that. */
const SLICE = 32_768;
/** Looked at before a slice, for words that name what follows and for what a value continues. */
const BEFORE = 1_024;
/** Looked at after a slice, longer than any value that has white space in it, save private keys. */
const AFTER = 4_096;
/** How far after that the next white space is looked for: tokens, which have none, are seen whole. */
const LONGEST_TOKEN = 65_536;

/**
 * Redacts many or long texts, one after the other, and lets the event loop turn in between. Gives what became of those
 * that changed, by their index.
 * @throws the signal's reason as soon as it aborts
 */
export async function redactInTurns(
  texts: readonly string[],
  detector: Detector,
  replacement: Replacement,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const changed = new Map<number, string>();
  let sinceTurn = 0;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? "";
    let redacted = "";
    for (let from = 0; from < text.length; ) {
      if (sinceTurn >= SLICE) {
        await turn();
        signal.throwIfAborted();
        sinceTurn = 0;
      }
      const to = Math.min(text.length, from + SLICE);
      const matches = detectBetween(text, from, to, detector);
      // What begins in this slice may reach into the next.
      const next = Math.max(to, matches.at(-1)?.end ?? 0);
      redacted += replaceMatches(text, matches, replacement, from, next);
      sinceTurn += next - from;
      from = next;
    }
    if (redacted !== text) changed.set(index, redacted);
  }
  return changed;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What begins at or after `from` and before `to`, and the rest of what reaches over `from`. */
function detectBetween(text: string, from: number, to: number, detector: Detector): readonly Match[] {
  if (from === 0 && to === text.length) return detector.detect(text);
  const start = Math.max(0, from - BEFORE);
  return detector
    .detect(text.slice(start, endOfSight(text, from, to)))
    .filter((match) => start + match.end > from && start + match.start < to)
    .map((match) => ({
      ...match,
      start: Math.max(from, start + match.start),
      end: start + match.end,
    }));
}

function endOfSight(text: string, from: number, to: number): number {
  const atLeast = Math.max(to + AFTER, latestKeyEnd(text, from, to) ?? 0);
  const token = /^\S*/.exec(text.slice(atLeast, atLeast + LONGEST_TOKEN))?.[0] ?? "";
  return atLeast + token.length;
}
