import type { Finding } from "../recognizer.ts";
import { ADDRESS_KEYS, findAddresses } from "./addresses.ts";
import type { NameEntity } from "./entities.ts";
import type { Lexicon } from "./lexicon.ts";
import { findOrganizations, ORGANIZATION_KEYS } from "./organizations.ts";
import { DOUBTFUL_NAME_KEYS, NAME_KEYS } from "./person-cues.ts";
import { PARTS_REACH } from "./person-parts.ts";
import { findPersons } from "./persons.ts";
import { wordsOf } from "./words.ts";

/** A name that was found; positions in UTF-16 code units. */
export interface NameFinding extends Required<Finding> {
  readonly entity: NameEntity;
}

/** How far what is found depends on what stands around it, in UTF-16 code units. */
export const LONGEST_REACH = PARTS_REACH + 1_024;

/** Characters of a value at most that its key alone says what it is. */
const LONGEST_VALUE = 120;

/**
 * Names in one text, by position, without overlaps.
 * @param name of the place where the text stands, such as the key of a JSON member
 */
export function findNames(
  text: string,
  name: string | undefined,
  entities: ReadonlySet<NameEntity>,
  lexicon: Lexicon,
): readonly NameFinding[] {
  const keyed = byKey(text, name);
  if (keyed !== undefined) return entities.has(keyed.entity) ? [keyed] : [];
  const words = wordsOf(text);
  const found: NameFinding[] = [];
  const add = (entity: NameEntity, findings: readonly Finding[]) => {
    for (const { start, end, score = 0 } of findings) found.push({ entity, start, end, score });
  };
  // All three are looked for whatever is asked: a street with a person's name is an address, and no person.
  add("address", findAddresses(text, lexicon));
  add("organization", findOrganizations(text, words, lexicon));
  add("person", findPersons(text, words, lexicon));
  return apartNames(found).filter(({ entity }) => entities.has(entity));
}

/** A short value whose key leaves no doubt is what the key says, all of it. */
function byKey(text: string, name: string | undefined): NameFinding | undefined {
  if (name === undefined || text.length > LONGEST_VALUE) return undefined;
  const key = name.toLowerCase().replaceAll(/[\s_.-]+/g, "");
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (end - start < 2) return undefined;
  const value = text.slice(start, end);
  if (PLACEHOLDER.test(value)) return undefined;
  if (NAME_KEYS.has(key) && PERSONAL.test(value)) return { entity: "person", start, end, score: 0.9 };
  if (DOUBTFUL_NAME_KEYS.has(key) && SEVERAL_NAMES.test(value))
    return { entity: "person", start, end, score: 0.6 };
  if (ADDRESS_KEYS.has(key) && /[\p{L}\d]/u.test(value) && !/@|:\/\//.test(value))
    return { entity: "address", start, end, score: /\d|\s/.test(value) ? 0.85 : 0.7 };
  if (ORGANIZATION_KEYS.has(key) && /\p{L}/u.test(value))
    return { entity: "organization", start, end, score: 0.85 };
  return undefined;
}

/** What stands in the place of a value already. */
const PLACEHOLDER = /^\[[A-Z]{2,16}(?:[_#][^\]]*)?\]$/;
const PERSONAL = /^[\p{L}\p{M}'’.,\- ·・]{2,80}$/u;
/** Two to four words with capital letters, or as many ideographs as a name has. */
const SEVERAL_NAMES =
  /^(?:\p{Lu}[\p{L}\p{M}'’-]*\.?(?: (?:(?:de|van|von|der|la|del|di|da|bin|al) )?\p{Lu}[\p{L}\p{M}'’-]*\.?){1,3}|[\p{Script=Han}]{2,4}|\p{Script=Hangul}{2,4})$/u;

/** Those that stand beside each other, by position: of those that overlap the surer one, then the longer one. */
export function apartNames(found: readonly NameFinding[]): readonly NameFinding[] {
  const standing: NameFinding[] = [];
  let cluster: NameFinding[] = [];
  let end = 0;
  for (const finding of [...found].sort((one, other) => one.start - other.start)) {
    if (finding.start >= end && cluster.length > 0) {
      standing.push(...settled(cluster));
      cluster = [];
    }
    cluster.push(finding);
    end = Math.max(end, finding.end);
  }
  standing.push(...settled(cluster));
  return standing;
}

/** Out of findings that hang together: the best, then the best of those that do not touch it, and so on. */
function settled(cluster: NameFinding[]): readonly NameFinding[] {
  if (cluster.length < 2) return cluster;
  cluster.sort((one, other) => other.score - one.score || other.end - other.start - (one.end - one.start));
  /** By position. */
  const standing: NameFinding[] = [];
  for (const finding of cluster) {
    const at = firstEndingAfter(standing, finding.start);
    if ((standing[at]?.start ?? finding.end) >= finding.end) standing.splice(at, 0, finding);
  }
  return standing;
}

/** @param apart by position, without overlaps */
function firstEndingAfter(apart: readonly NameFinding[], position: number): number {
  let low = 0;
  let high = apart.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((apart[middle]?.end ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
