import { createLinearPattern, MatchingWork } from "./linear-pattern.ts";
import type { DetectionRules } from "./match.ts";
import type { Finding, Span } from "./recognizer.ts";
import { perScan, type Scan } from "./scan.ts";
import type { Signs } from "./signs.ts";
import { createTermMatcher } from "./terms.ts";

/** What looks for something that a policy has described itself. */
export interface OwnRecognizer {
  readonly entity: string;
  readonly label: string;
  readonly specificity: number;
  readonly score: number;
  readonly context: readonly string[];
  mayOccur(signs: Signs): boolean;
  find(text: string, scan: Scan): Iterable<Finding>;
}

/** As placeholders name it: `employee-id` gives EMPLOYEEID. */
export function ownLabel(name: string): string {
  return name.replaceAll("-", "").toUpperCase();
}

/** Whoever writes a word down means it: it stands before what only looks like something. */
const TERM_SPECIFICITY = 100;
const PATTERN_SPECIFICITY = 60;

/** The terms and patterns of one set of rules. All lists of terms are looked for in one pass, which they share. */
export function ownRecognizers(
  { terms = [], patterns = [] }: DetectionRules,
  rules: number,
): readonly { readonly rules: number; readonly recognizer: OwnRecognizer }[] {
  return [...termRecognizers(terms), ...patterns.map(patternRecognizer)].map((recognizer) => ({
    rules,
    recognizer,
  }));
}

function termRecognizers(lists: NonNullable<DetectionRules["terms"]>): readonly OwnRecognizer[] {
  if (lists.length === 0) return [];
  const matcher = createTermMatcher(lists);
  const known = new WeakMap<Scan, readonly (readonly Span[])[]>();
  const foundIn = (scan: Scan): readonly (readonly Span[])[] => {
    const found = known.get(scan);
    if (found !== undefined) return found;
    const byList: Span[][] = lists.map(() => []);
    for (const { list, start, end } of matcher.find(scan.text)) byList[list]?.push({ start, end });
    known.set(scan, byList);
    return byList;
  };
  return lists.map(({ name }, list) => ({
    entity: name,
    label: ownLabel(name),
    specificity: TERM_SPECIFICITY,
    score: 1,
    context: [],
    mayOccur: () => true,
    find: (_text, scan) => foundIn(scan)[list] ?? [],
  }));
}

const workOn = perScan((text) => new MatchingWork(text.length));

function patternRecognizer({
  name,
  pattern,
  context,
  score,
}: NonNullable<DetectionRules["patterns"]>[number]): OwnRecognizer {
  const compiled = createLinearPattern(pattern);
  return {
    entity: name,
    label: ownLabel(name),
    specificity: PATTERN_SPECIFICITY,
    score,
    context,
    mayOccur: () => true,
    find: (text, scan) => compiled.find(text, workOn(scan)),
  };
}

/** Whether a value is one that these rules leave alone: as a whole, whatever its case. */
export function createExceptions(except: DetectionRules["except"]): (value: string) => boolean {
  if (except === undefined || except.values.length + except.patterns.length === 0) return () => false;
  const values = new Set(except.values.map(folded));
  const patterns = except.patterns.map((pattern) => createLinearPattern(pattern, { ignoreCase: true }));
  return (value) => values.has(folded(value)) || patterns.some((pattern) => pattern.isWhole(value));
}

function folded(value: string): string {
  return value.normalize("NFKC").toLowerCase();
}
