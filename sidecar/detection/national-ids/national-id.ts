import { createLabels } from "../labels.ts";
import type { Finding, Recognizer } from "../recognizer.ts";
import type { Scan } from "../scan.ts";
import { type Candidate, candidatesOf, compileForm, type Form } from "./forms.ts";
import { isGenericallyNamed } from "./generic-labels.ts";
import { rowsOf } from "./rows.ts";

/** What tells one country's identifier from any other code. */
export interface NationalId {
  readonly entity: string;
  readonly label: string;
  readonly description: string;
  /**
   * How it is written, and how sure each form is by itself: `9` is a digit, `A` a letter, `*` either, and separators are
   * `-`, `.`, `/`, `(`, `)` and space.
   */
  readonly forms: Readonly<Record<string, number>>;
  /** Checksum, dates, ranges. @param code letters, as capitals, and digits, without separators */
  isValid(code: string): boolean;
  /** Where some codes are surer than their form says, or less. */
  rate?(code: string, score: number): number;
  /** What it is called, in lower case: near it that makes it likely, right before it as good as sure. */
  readonly context: readonly string[];
  readonly examples: readonly string[];
  readonly nearMisses: readonly string[];
  readonly specificity?: number;
}

/** Above all other numbers of the same score save cards and the like, which prove themselves. */
const SPECIFICITY = 30;
/** What a label names is sure, whatever its form; that decides between those that have the label in common. */
const labelled = (score: number): number => 0.9 + 0.09 * Math.max(0, score);
/** What looks like something else, too. */
const DOUBT_LOWERS = 0.35;
/** Counts only behind a label: no other word near it could make it sure enough. */
const WEAKEST = 0.15;
/** More than a form: a check digit, or dates and regions. */
const CHECKED = 0.33;
/** Behind what any country calls an identifier: enough also where that is another one's label. */
const generic = (score: number): number => 0.7 + 0.15 * score;
/** Needs no label. */
const SURE = 0.9;

export function nationalId(id: NationalId): Recognizer {
  const forms = scoredForms(id.forms);
  const signature = forms.reduce((bits, { form }) => bits | form.signature, 0);
  const labels = createLabels(id.context.map((words) => words.replaceAll(/[^\p{L}\p{M}]+/gu, " ").trim()));
  // Where there is none at all, nothing is a row of groups.
  const fewestDigits = Math.max(
    1,
    Math.min(...Object.keys(id.forms).map((form) => form.replaceAll(/[^9]/g, "").length)),
  );

  function findingOf(
    scan: Scan,
    { form, score: byForm, isBeginning }: ScoredForm,
    candidate: Candidate,
  ): Finding | undefined {
    const { start, end, code, follower, isDoubtful } = candidate;
    // A whole text, such as a member's value, may be named by its key.
    const isWhole = start === 0 && end === scan.text.length;
    const isWeak = byForm < WEAKEST && !isWhole;
    if ((follower !== "none" && isBeginning) || (isWeak && !labels.precede(scan, start)) || !id.isValid(code))
      return undefined;
    const score = (id.rate?.(code, byForm) ?? byForm) - (isDoubtful ? DOUBT_LOWERS : 0);
    if (labels.precede(scan, start)) return { start, end, score: labelled(score) };
    if (score >= CHECKED && score < SURE && isGenericallyNamed(scan, start, isWhole))
      return { start, end, score: Math.max(score, generic(score)) };
    if (isWhole) return { start, end, score: Math.max(score, WEAKEST) };
    const isCrowded = follower === "digits" && form.pattern.includes(" ");
    if (score >= SURE && !isCrowded) return { start, end, score };
    // More groups behind one with spaces: only a label tells where it ends.
    return isCrowded ? undefined : { start, end, score };
  }

  return {
    entity: id.entity,
    label: id.label,
    group: "national-ids",
    description: id.description,
    specificity: id.specificity ?? SPECIFICITY,
    score: Math.max(...forms.map(({ score }) => score)),
    context: id.context,
    examples: id.examples,
    nearMisses: id.nearMisses,
    mayOccur: ({ digits }) => digits >= fewestDigits,
    find(_text, scan): readonly Finding[] {
      if ((rowsOf(scan).signature & signature) === 0) return NONE;
      const findings: Finding[] = [];
      for (const scored of forms) {
        for (const candidate of candidatesOf(scan, scored.form)) {
          const finding = findingOf(scan, scored, candidate);
          if (finding !== undefined) findings.push(finding);
        }
      }
      return findings;
    },
  };
}

const NONE: readonly Finding[] = [];

interface ScoredForm {
  readonly form: Form;
  readonly score: number;
  /** Another form goes on behind a space where this one ends: what follows may be the rest of a wrong one. */
  readonly isBeginning: boolean;
}

function scoredForms(scores: Readonly<Record<string, number>>): readonly ScoredForm[] {
  const patterns = Object.keys(scores);
  return Object.entries(scores).map(([pattern, score]) => ({
    form: compileForm(pattern),
    score,
    isBeginning: patterns.some((other) => other.startsWith(`${pattern} `)),
  }));
}
