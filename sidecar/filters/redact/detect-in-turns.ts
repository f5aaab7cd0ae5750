import type { CallSignal } from "../../core/call-signal.ts";
import type { Detector, Match } from "../../detection/detect.ts";
import type { NameFinding } from "../../detection/names/find-names.ts";
import { latestKeyEnd } from "../../detection/secrets/private-keys.ts";

/** A text, and what its document calls the place where it stands. */
export interface NamedText {
  readonly text: string;
  readonly name: string | undefined;
}

/** UTF-16 code units looked through at once; between two turns of the event loop at most twice that. */
const SLICE = 32_768;
/** Looked at before a slice, for words that name what follows and for what a value continues. */
const BEFORE = 1_024;
/** Looked at after a slice, longer than any value that has white space in it, save private keys. */
const AFTER = 4_096;
/** How far after that the next white space is looked for: tokens, which have none, are seen whole. */
const LONGEST_TOKEN = 65_536;

/**
 * Looks through many or long texts, one after the other, and lets the event loop turn in between. Gives what was found
 * in each, as the detector would.
 * @param names what the names tier has found in each
 * @throws the signal's reason as soon as it aborts
 */
export async function detectInTurns(
  texts: readonly NamedText[],
  detector: Detector,
  signal: CallSignal,
  names: readonly (readonly NameFinding[])[] = [],
): Promise<readonly (readonly Match[])[]> {
  const found: (readonly Match[])[] = [];
  let sinceTurn = 0;
  for (const [index, { text, name }] of texts.entries()) {
    const matches: Match[] = [];
    for (let from = 0; from < text.length; ) {
      if (sinceTurn >= SLICE) {
        await turn();
        signal.throwIfAborted();
        sinceTurn = 0;
      }
      const to = Math.min(text.length, from + SLICE);
      for (const match of detectBetween(text, from, to, detector, name, names[index])) matches.push(match);
      // What begins in this slice may reach into the next.
      const next = Math.max(to, matches.at(-1)?.end ?? 0);
      sinceTurn += next - from;
      from = next;
    }
    found.push(matches);
  }
  return found;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What begins at or after `from` and before `to`, and the rest of what reaches over `from`. */
function detectBetween(
  text: string,
  from: number,
  to: number,
  detector: Detector,
  name: string | undefined,
  names: readonly NameFinding[] | undefined,
): readonly Match[] {
  if (from === 0 && to === text.length) return detector.detect(text, name, names);
  const start = Math.max(0, from - BEFORE);
  const end = Math.min(text.length, endOfSight(text, from, to));
  return detector
    .detect(text.slice(start, end), name, within(names, start, end))
    .filter((match) => start + match.end > from && start + match.start < to)
    .map((match) => ({
      ...match,
      start: Math.max(from, start + match.start),
      end: start + match.end,
    }));
}

/** What was found in a part of the text, where it stands in that part. */
function within(
  names: readonly NameFinding[] | undefined,
  start: number,
  end: number,
): readonly NameFinding[] | undefined {
  return names
    ?.filter((finding) => finding.start < end && finding.end > start)
    .map((finding) => ({
      ...finding,
      start: Math.max(0, finding.start - start),
      end: Math.min(end, finding.end) - start,
    }));
}

function endOfSight(text: string, from: number, to: number): number {
  const atLeast = Math.max(to + AFTER, latestKeyEnd(text, from, to) ?? 0);
  const token = /^\S*/.exec(text.slice(atLeast, atLeast + LONGEST_TOKEN))?.[0] ?? "";
  return atLeast + token.length;
}
