import { escapeTail } from "./boundaries.ts";
import { isSpace, isUnspaced, isWordCharacter, lowerCase } from "./letters.ts";
import type { Span } from "./recognizer.ts";
import { Trie } from "./trie.ts";

/** Words and phrases that are looked for together. */
export interface TermList {
  readonly values: readonly string[];
  /** Whether upper and lower case differ; false when absent. */
  readonly caseSensitive?: boolean;
}

export interface FoundTerm extends Span {
  /** The index of its list. */
  readonly list: number;
}

export interface TermMatcher {
  /**
   * In order of their ends. Findings of one list never overlap: where its values do, all of them together are one finding.
   */
  find(text: string): readonly FoundTerm[];
}

/**
 * Finds all values of all lists in one pass (Aho and Corasick 1975), however many there are: linear in the text, about 35
 * bytes for each different character of the values. They are found as whole words; any white space is as good as
 * another, so that a phrase may go on in the next line; letters are compared as Unicode folds their case, ß as ss.
 */
export function createTermMatcher(lists: readonly TermList[]): TermMatcher {
  const numbered = lists.map(({ values, caseSensitive = false }, list) => ({ values, list, caseSensitive }));
  const automata = [false, true].flatMap((sensitive) => {
    const of = numbered.filter(({ caseSensitive }) => caseSensitive === sensitive);
    return of.length === 0 ? [] : [new Automaton(of, sensitive)];
  });
  return {
    find(text) {
      const found = new FoundTerms();
      for (const automaton of automata) automaton.run(text, found);
      return found.inOrder();
    },
  };
}

/** Collects findings and joins those of one list that overlap. */
class FoundTerms {
  readonly #byList = new Map<number, { start: number; end: number }[]>();

  /** @param end not before those of findings that were added earlier */
  add(list: number, start: number, end: number): void {
    const found = this.#byList.get(list) ?? [];
    if (found.length === 0) this.#byList.set(list, found);
    let from = start;
    for (let last = found.at(-1); last !== undefined && last.end > from; last = found.at(-1)) {
      from = Math.min(from, last.start);
      found.pop();
    }
    found.push({ start: from, end });
  }

  inOrder(): readonly FoundTerm[] {
    if (this.#byList.size === 0) return NOTHING;
    return [...this.#byList]
      .flatMap(([list, spans]) => spans.map((span) => ({ list, ...span })))
      .sort((one, other) => one.end - other.end || one.start - other.start || one.list - other.list);
  }
}

const NOTHING: readonly FoundTerm[] = Object.freeze([]);
const SPACE = 0x20;

interface NumberedList {
  readonly list: number;
  readonly values: readonly string[];
}

class Automaton {
  readonly #trie = new Trie();
  readonly #caseSensitive: boolean;
  /** By node: the longest proper suffix that is a node, too. */
  readonly #fallbacks: Int32Array;
  /** By node: the longest suffix, itself included, that ends a value; 0 for none. */
  readonly #ends: Int32Array;
  /** By node that ends a value: the lists that have it. */
  readonly #lists = new Map<number, readonly number[]>();
  /** By node: its depth in code units. */
  readonly #depths: Uint16Array;

  constructor(lists: readonly NumberedList[], caseSensitive: boolean) {
    this.#caseSensitive = caseSensitive;
    for (const { list, values } of lists) for (const value of values) this.#addValue(value, list);
    const { size } = this.#trie;
    this.#fallbacks = new Int32Array(size);
    this.#ends = new Int32Array(size);
    this.#depths = new Uint16Array(size);
    this.#link();
  }

  #addValue(value: string, list: number): void {
    let node = 0;
    for (const code of spelled(value.trim(), this.#caseSensitive)) node = this.#trie.addChild(node, code);
    if (node === 0) return;
    const known = this.#lists.get(node) ?? [];
    if (!known.includes(list)) this.#lists.set(node, [...known, list]);
  }

  #link(): void {
    const trie = this.#trie;
    for (let node = 1; node < trie.size; node++) {
      this.#depths[node] = (this.#depths[trie.parentOf(node)] ?? 0) + 1;
    }
    // Shallow nodes first: a fallback is always shallower.
    const byDepth = sortedByDepth(this.#depths);
    for (const node of byDepth) {
      if (node === 0) continue;
      const parent = trie.parentOf(node);
      const fallback = parent === 0 ? 0 : this.#next(this.#fallbacks[parent] ?? 0, trie.codeOf(node));
      this.#fallbacks[node] = fallback;
      this.#ends[node] = this.#lists.has(node) ? node : (this.#ends[fallback] ?? 0);
    }
  }

  #next(from: number, code: number): number {
    for (let node = from; ; node = this.#fallbacks[node] ?? 0) {
      const child = this.#trie.child(node, code);
      if (child !== 0 || node === 0) return child;
    }
  }

  run(text: string, found: FoundTerms): void {
    // Where each of the last code units that were fed began: white space and ß are not one to one.
    const starts = new Int32Array(LONGEST + 1);
    let fed = 0;
    let node = 0;
    let wasSpace = false;
    for (let at = 0; at < text.length; at++) {
      const read = text.charCodeAt(at);
      if (isSpace(read)) {
        if (wasSpace || node === 0) continue;
        wasSpace = true;
        starts[fed++ % (LONGEST + 1)] = at;
        node = this.#next(node, SPACE);
        continue;
      }
      wasSpace = false;
      // Values are whole words: in the midst of one, none begins.
      if (node === 0 && !mayBegin(text, at)) continue;
      const code = this.#caseSensitive ? read : lowerCase(read);
      starts[fed++ % (LONGEST + 1)] = at;
      if (code === SHARP_S && !this.#caseSensitive) {
        node = this.#next(node, SMALL_S);
        starts[fed++ % (LONGEST + 1)] = at;
        node = this.#next(node, SMALL_S);
      } else {
        node = this.#next(node, code);
      }
      for (let end = this.#ends[node] ?? 0; end !== 0; end = this.#ends[this.#fallbacks[end] ?? 0] ?? 0) {
        const start = starts[(fed - (this.#depths[end] ?? 0)) % (LONGEST + 1)] ?? 0;
        if (!isWhole(text, start, at + 1)) continue;
        for (const list of this.#lists.get(end) ?? []) found.add(list, start, at + 1);
      }
    }
  }
}

/** All nodes, counted out by their depths. */
function sortedByDepth(depths: Uint16Array): Int32Array {
  const places = new Int32Array(LONGEST + 2);
  for (const depth of depths) places[depth + 1] = (places[depth + 1] ?? 0) + 1;
  for (let depth = 1; depth < places.length; depth++)
    places[depth] = (places[depth] ?? 0) + (places[depth - 1] ?? 0);
  const sorted = new Int32Array(depths.length);
  for (const [node, depth] of depths.entries()) {
    const place = places[depth] ?? 0;
    sorted[place] = node;
    places[depth] = place + 1;
  }
  return sorted;
}

/** Code units of a value, each ß as two: twice what configuration allows. */
const LONGEST = 1_024;
const SHARP_S = 0xdf;
const SMALL_S = 0x73;

function* spelled(value: string, caseSensitive: boolean): Generator<number> {
  let wasSpace = false;
  for (let at = 0; at < value.length && at < LONGEST / 2; at++) {
    const code = value.charCodeAt(at);
    if (isSpace(code)) {
      if (!wasSpace) yield SPACE;
      wasSpace = true;
      continue;
    }
    wasSpace = false;
    const folded = caseSensitive ? code : lowerCase(code);
    if (folded === SHARP_S && !caseSensitive) {
      yield SMALL_S;
      yield SMALL_S;
    } else yield folded;
  }
}

function mayBegin(text: string, at: number): boolean {
  return at === 0 || !isWordCharacter(text.charCodeAt(at - 1)) || isBoundary(text, at);
}

function isWhole(text: string, start: number, end: number): boolean {
  return isBoundary(text, start) && (end >= text.length || isBoundary(text, end));
}

/** A word may begin or end at `at`. */
function isBoundary(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (at === 0 || !isWordCharacter(before) || !isWordCharacter(after)) return true;
  if (isUnspaced(before) || isUnspaced(after)) return true;
  return escapeTail(text, at - 1) === 1 || escapeTail(text, at - 2) === 2 || escapeTail(text, at - 5) === 5;
}
