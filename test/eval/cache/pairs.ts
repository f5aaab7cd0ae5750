import { readdir, readFile } from "node:fs/promises";

/** Two questions, and whether the answer to one is a right answer to the other for everybody who asks it. */
export interface LabelledPair {
  /** What of the two is alike or differs: a row of the report. */
  readonly kind: string;
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

const OWN_PAIRS = new URL("pairs/", import.meta.url);
const DEVELOPMENT_PAIRS = new URL("development/", import.meta.url);

/** The repository's pairs, all kinds. */
export function ownPairs(): Promise<readonly LabelledPair[]> {
  return pairsIn(OWN_PAIRS);
}

/** Those that the weights of the evidence are fitted to besides. */
export function developmentPairs(): Promise<readonly LabelledPair[]> {
  return pairsIn(DEVELOPMENT_PAIRS);
}

async function pairsIn(folder: URL): Promise<readonly LabelledPair[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();
  const lists = await Promise.all(
    files.map(async (name) => readPairs(await readFile(new URL(name, folder), "utf8"))),
  );
  return lists.flat();
}

/**
 * JSON lines of `{"kind", "a", "b", "same"}`; empty lines are skipped, other keys too.
 *
 * @throws Error with the number of the first line that is none, for the user
 */
export function readPairs(content: string): readonly LabelledPair[] {
  const pairs: LabelledPair[] = [];
  for (const [index, line] of content.split("\n").entries()) {
    if (line.trim() === "") continue;
    const pair = pairOf(line);
    if (pair === undefined) {
      throw new Error(
        `line ${index + 1}: expected {"kind": text, "a": text, "b": text, "same": true or false}`,
      );
    }
    pairs.push(pair);
  }
  if (pairs.length === 0) throw new Error("the corpus has no pair");
  return pairs;
}

function pairOf(line: string): LabelledPair | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { kind = "pair", a, b, same } = value as Partial<Record<string, unknown>>;
  if (typeof kind !== "string" || typeof a !== "string" || typeof b !== "string") return undefined;
  return typeof same === "boolean" ? { kind, a, b, same } : undefined;
}
