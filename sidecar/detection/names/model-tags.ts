import type { NameModelSpec } from "../../../config/schema/names.ts";
import type { NameEntity } from "./entities.ts";
import type { NameFinding } from "./find-names.ts";

/** What a model says of one token. */
export interface Tag {
  readonly start: number;
  readonly end: number;
  /** `B-PER`, `I-PER`, `E-PER`, `S-PER`, or `PER` alone. */
  readonly label: string;
  /** Probability. */
  readonly score: number;
}

/** Characters between two tokens of one name. */
const JOINS = /^[\s'’.-]{0,2}$/;

/** Names out of tokens: those that follow each other with the same label, as sure as they are on average. */
export function taggedSpans(
  text: string,
  tags: readonly Tag[],
  labels: NameModelSpec["labels"],
): readonly NameFinding[] {
  const found: NameFinding[] = [];
  let open: { entity: NameEntity; start: number; end: number; scores: number[] } | undefined;
  const close = () => {
    if (open === undefined) return;
    const { entity, start, end, scores } = open;
    const score = scores.reduce((sum, each) => sum + each, 0) / scores.length;
    const span = trimmed(text, start, end);
    if (span.end > span.start) found.push({ entity, ...span, score: Math.round(score * 1_000) / 1_000 });
    open = undefined;
  };
  for (const { start, end, label, score } of tags) {
    const { begins, entity } = read(label, labels);
    if (entity === undefined) {
      close();
      continue;
    }
    const isInside = open !== undefined && start < open.end;
    const goesOn =
      open !== undefined &&
      open.entity === entity &&
      (isInside || isSameWord(text, open.end, start) || (!begins && JOINS.test(text.slice(open.end, start))));
    if (open !== undefined && goesOn) {
      open.end = Math.max(open.end, end);
      open.scores.push(score);
    } else {
      // The rest of a word whose beginning is something else already.
      if (isInside) continue;
      close();
      open = { entity, start, end, scores: [score] };
    }
  }
  close();
  return found;
}

/** Nothing but letters stands around the border of two tokens. */
function isSameWord(text: string, end: number, start: number): boolean {
  return start === end && /^[\p{L}\p{M}]{2}$/u.test(text.slice(end - 1, end + 1));
}

function read(
  label: string,
  labels: NameModelSpec["labels"],
): { readonly begins: boolean; readonly entity: NameEntity | undefined } {
  const tagged = /^([BIESLU])-(.+)$/.exec(label);
  const mapped = labels[tagged?.[2] ?? label];
  const prefix = tagged?.[1] ?? "I";
  return {
    begins: prefix === "B" || prefix === "S" || prefix === "U",
    entity: mapped === "none" ? undefined : mapped,
  };
}

/** Without the punctuation that a token may hold beside its word. */
function trimmed(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const written = text.slice(start, end);
  const before = /^[^\p{L}\p{N}]*/u.exec(written)?.[0].length ?? 0;
  const after = /[^\p{L}\p{N}]*$/u.exec(written)?.[0].length ?? 0;
  return { start: start + before, end: Math.max(start + before, end - after) };
}
