import { createDetector } from "../../sidecar/detection/detect.ts";
import type { NameEntity } from "../../sidecar/detection/names/entities.ts";
import { findNames } from "../../sidecar/detection/names/find-names.ts";
import { readLexicon } from "../../sidecar/detection/names/lexicon.ts";
import { STRUCTURED_ENTITIES } from "../eval/detection.ts";
import { seeded } from "../eval/random.ts";

/** What a policy looks for. */
export interface Tier {
  readonly name: string;
  /** Looks through a text; says how much it found, so that nothing is optimised away. */
  search(text: string): number;
  /** Whether it is held to the bounds of the kinds of text. */
  readonly isBound: boolean;
}

const OWN_TERMS = 10_000;

/** Names of projects that nobody has: as many as a policy may list. */
function ownTerms(): readonly string[] {
  const random = seeded(3, "terms");
  return Array.from(
    { length: OWN_TERMS },
    (_, index) => `${random.text("abcdefghijklmnoprstuvz", random.between(4, 10))} ${index.toString(36)}`,
  );
}

const OWN_PATTERNS = [
  { name: "employee-id", pattern: "EMP-\\d{6}", context: ["employee"], score: 0.6 },
  { name: "project-code", pattern: "(?i)prj[- ]?[a-z]{2}\\d{4}", context: [], score: 0.8 },
  { name: "contract", pattern: "\\bC\\d{2}/\\d{4}-\\d{3}\\b", context: ["contract"], score: 0.7 },
];

const NAMES: ReadonlySet<NameEntity> = new Set(["person", "address", "organization"]);

export async function createTiers(): Promise<readonly Tier[]> {
  const structured = createDetector({ entities: STRUCTURED_ENTITIES }, { remembersTexts: false });
  const own = createDetector(
    {
      entities: STRUCTURED_ENTITIES,
      terms: [{ name: "code-word", values: ownTerms(), caseSensitive: false }],
      patterns: OWN_PATTERNS,
    },
    { remembersTexts: false },
  );
  const lexicon = await readLexicon();
  return [
    { name: "structured", search: (text) => structured.detect(text).length, isBound: true },
    { name: "and 10,000 own terms, 3 patterns", search: (text) => own.detect(text).length, isBound: false },
    {
      name: "names (in its thread)",
      search: (text) => findNames(text, undefined, NAMES, lexicon).length,
      isBound: false,
    },
  ];
}
