import { headerOf } from "./columns.ts";
import { type LabelAt, LabelIndex } from "./label-index.ts";
import { NUMBERED_THINGS } from "./numbered-things.ts";
import type { Span } from "./recognizer.ts";
import { RECOGNIZERS } from "./registry.ts";
import type { Scan } from "./scan.ts";

/** What stands around the findings in one text. */
export interface Contexts {
  /**
   * A word of `asking`'s context raises a score: in the name of the place, in the heading of its column, within
   * `BEFORE` characters before the value, on its line or the one above, or within `AFTER` characters after it on its
   * line. What another kind of value is called by, standing nearer, takes precedence: in `phone: 1…, SSN: 2…` the second
   * is no phone. A score that nothing raises is lowered right behind the name of something else: of what has numbers, and
   * less of another kind of value.
   */
  judge(asking: Asking, value: Span, score: number): Judged;
}

export interface Judged {
  readonly score: number;
  /** What has raised it. */
  readonly word?: string;
}

/** Who has found something. */
export interface Asking {
  readonly context: readonly string[];
}

/** Characters looked at before and after a value. */
const BEFORE = 64;
const AFTER = 24;
/** By how much a word raises or lowers a score. */
const STEP = 0.35;
/** By how much what another kind of value is called by lowers it: `NHS number: 983 890 9818` is rather no phone. */
const OTHERS_STEP = 0.18;
/** Characters beside a value that is all of its text but for punctuation. */
const AROUND_A_WHOLE = 8;
/** Labels are looked for in blocks of so many characters, each when the first value near it is found. */
const BLOCK = 256;

/** The words that lower a score have no owner among the recognizers. */
const NOBODY = -1;

interface Words {
  readonly index: LabelIndex;
  readonly owners: ReadonlyMap<Asking, number>;
}

/** @param own recognizers besides those of the registry */
export function createContexts(own: readonly Asking[]): (scan: Scan) => Contexts {
  const registered = registeredWords();
  const ownWords = own.some(({ context }) => context.length > 0) ? wordsOf(own) : undefined;
  return (scan) => {
    let ofRegistry: Surroundings | undefined;
    let ofOwn: Surroundings | undefined;
    return {
      judge(asking, value, score) {
        const owner = registered.owners.get(asking);
        if (owner !== undefined) {
          ofRegistry ??= new Surroundings(scan, registered.index);
          return ofRegistry.judge(owner, value, score);
        }
        const ownOwner = ownWords?.owners.get(asking);
        if (ownWords === undefined || ownOwner === undefined || asking.context.length === 0) return { score };
        ofOwn ??= new Surroundings(scan, ownWords.index);
        return ofOwn.judge(ownOwner, value, score);
      },
    };
  };
}

let knownWords: Words | undefined;

/** Made when the first detector is: it is the same for all. */
function registeredWords(): Words {
  if (knownWords === undefined) {
    knownWords = wordsOf(RECOGNIZERS);
    for (const word of NUMBERED_THINGS) knownWords.index.add(word, NOBODY);
  }
  return knownWords;
}

function wordsOf(askings: readonly Asking[]): Words {
  const index = new LabelIndex();
  const owners = new Map<Asking, number>();
  for (const [owner, asking] of askings.entries()) {
    owners.set(asking, owner);
    for (const word of asking.context) index.add(word, owner);
  }
  return { index, owners };
}

const NONE: readonly LabelAt[] = [];

interface Before {
  readonly start: number;
  /** It stands in a table with headings. */
  readonly isCell: boolean;
  readonly heading: readonly LabelAt[];
  /** The nearest first. */
  readonly preceding: readonly LabelAt[];
}

class Surroundings {
  readonly #scan: Scan;
  readonly #index: LabelIndex;
  readonly #name: readonly LabelAt[];
  readonly #blocks = new Map<number, readonly LabelAt[]>();
  #latest: Before | undefined;
  #latestAfter: { readonly end: number; readonly labels: readonly LabelAt[] } | undefined;

  constructor(scan: Scan, index: LabelIndex) {
    this.#scan = scan;
    this.#index = index;
    this.#name = this.#labelsIn(scan.name);
  }

  judge(owner: number, value: Span, score: number): Judged {
    const { heading, isCell, preceding } = this.#before(value.start);
    const word =
      ofOwner(this.#name, owner) ??
      ofOwner(heading, owner) ??
      this.#nearest(preceding, owner) ??
      ofOwner(this.#following(value.end), owner);
    if (word !== undefined) return { score: rounded(Math.min(1, score + STEP)), word: word.label.word };
    const names = isCell ? heading : this.#rightBehind(preceding, value);
    if (names.some(isNobodys) || (this.#isWhole(value) && this.#name.some(isNobodys)))
      return { score: rounded(score - STEP) };
    return { score: names.length > 0 ? rounded(score - OTHERS_STEP) : score };
  }

  /** The name of a place says what all of a text is not, and little about a part of it. */
  #isWhole({ start, end }: Span): boolean {
    return this.#scan.text.length - (end - start) <= AROUND_A_WHOLE;
  }

  /** What stands before a value: the same for all who take it for something. */
  #before(start: number): Before {
    if (this.#latest?.start === start) return this.#latest;
    const header = headerOf(this.#scan, start);
    const isCell = header !== undefined;
    this.#latest = {
      start,
      isCell,
      heading: this.#labelsIn(header),
      preceding: this.#preceding(start, isCell),
    };
    return this.#latest;
  }

  #labelsIn(text: string | undefined): readonly LabelAt[] {
    if (text === undefined || text === "") return NONE;
    const found: LabelAt[] = [];
    this.#index.read(text, 0, Math.min(text.length, BLOCK), found);
    return found;
  }

  /** Labels before a value, the nearest first. */
  #preceding(start: number, isCell: boolean): readonly LabelAt[] {
    const { text } = this.#scan;
    const floor = floorBefore(text, start, isCell ? 1 : 2);
    let found: LabelAt[] | undefined;
    for (let block = Math.floor((start - 1) / BLOCK); block >= 0 && (block + 1) * BLOCK > floor; block--) {
      const labels = this.#block(block);
      for (let index = labels.length - 1; index >= 0; index--) {
        const label = labels[index];
        if (label === undefined || label.start < floor) break;
        if (label.end > start) continue;
        found ??= [];
        found.push(label);
      }
    }
    return found ?? NONE;
  }

  #block(block: number): readonly LabelAt[] {
    const known = this.#blocks.get(block);
    if (known !== undefined) return known;
    const found: LabelAt[] = [];
    const { text } = this.#scan;
    this.#index.read(text, block * BLOCK, Math.min(text.length, (block + 1) * BLOCK), found);
    this.#blocks.set(block, found);
    return found;
  }

  /** The nearest of an owner's labels, unless a nearer one of somebody else's names a field of its own. */
  #nearest(preceding: readonly LabelAt[], owner: number): LabelAt | undefined {
    let other: LabelAt | undefined;
    for (const label of preceding) {
      if (!label.label.owners.includes(owner)) other ??= label;
      else if (other === undefined || !isParted(this.#scan.text, label.end, other.start)) return label;
      else return undefined;
    }
    return undefined;
  }

  /** `123 (SSN)`, `123 is my SSN`; not `123, SSN: 456`. The same for all who find something that ends there. */
  #following(end: number): readonly LabelAt[] {
    if (this.#latestAfter?.end === end) return this.#latestAfter.labels;
    const { text } = this.#scan;
    const limit = Math.min(text.length, end + AFTER);
    let stop = end;
    while (stop < limit && !PARTS.has(text.charCodeAt(stop))) stop++;
    let found: LabelAt[] | undefined;
    for (let block = Math.floor(end / BLOCK); block * BLOCK < stop; block++) {
      for (const label of this.#block(block)) {
        if (label.start < end || label.start >= stop) continue;
        if (SPEAKS_ON.test(text.slice(label.end, label.end + AFTER))) continue;
        found ??= [];
        found.push(label);
      }
    }
    this.#latestAfter = { end, labels: found ?? NONE };
    return this.#latestAfter.labels;
  }

  /** A word that names some other thing and stands right before the value: `order no. 123`. */
  #rightBehind(preceding: readonly LabelAt[], { start }: Span): readonly LabelAt[] {
    const [nearest] = preceding;
    if (nearest === undefined || !BETWEEN.test(this.#scan.text.slice(nearest.end, start))) return NONE;
    return [nearest];
  }
}

/** The first position in sight before `start`: `lines` lines at most, its own included. */
function floorBefore(text: string, start: number, lines: number): number {
  const floor = Math.max(0, start - BEFORE);
  const seen = text.slice(floor, start);
  let end = seen.length;
  for (let left = lines; left > 0; left--) {
    end = seen.lastIndexOf("\n", end - 1);
    if (end === -1) return floor;
  }
  return floor + end + 1;
}

/** To what people write: 0.3 and 0.35 are 0.65. */
function rounded(score: number): number {
  return Math.round(score * 1_000) / 1_000;
}

function ofOwner(labels: readonly LabelAt[], owner: number): LabelAt | undefined {
  return labels.find(({ label }) => label.owners.includes(owner));
}

function isNobodys({ label }: LabelAt): boolean {
  return label.owners.length === 1 && label.owners[0] === NOBODY;
}

/** Whether two labels belong to two fields: a value, a line's end or a mark that parts fields stands between them. */
function isParted(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (PARTS.has(text.charCodeAt(at))) return true;
  return false;
}

const PARTS: ReadonlySet<number> = new Set(
  [...'0123456789\n;|{}"\t'].map((character) => character.charCodeAt(0)),
);

/** What a word is followed by that speaks of another value behind it: `: 456`, ` no. 456`. */
const SPEAKS_ON = /^[\w ]{0,16}["'*]{0,3}\s?(?:[:=#]|\.?\s?[+(]?\d)/;

/** The rest of the name, a verb and punctuation. */
const BETWEEN =
  /^(?:s|en|e|n)?(?:[\s_.-]?(?:numbers?|numéro|numero|número|nummer|num|nr|nº|no|n°|id|ids|code|is|was|to|ist|auf|est|es|è))*[\s_:：#=."'`“«「()[\]|>*\\-]{0,8}$/i;
