import { hash } from "node:crypto";

/**
 * Remembers in which texts a detector has found nothing. A chat sends its whole conversation with every turn: what was
 * looked through in the last one need not be again. A text is known by its SHA-256 digest, never by anything that two texts
 * could be made to have in common, and is kept nowhere. One for each detector: what is clean for its rules may not be for
 * others.
 */
export class CleanTexts {
  /** The oldest first. */
  readonly #clean = new Set<string>();
  /** Made for the first text that is long enough. */
  #sketches: Int32Array | undefined;

  /**
   * What is known of a text. A digest is for `add`, once nothing was found; undefined where it is not worth while to
   * remember it: digests are made of texts that have come before, as far as a rough look tells.
   * @param name of the place where it stands, which may say what it is
   */
  recall(text: string, name: string | undefined): typeof CLEAN | Digest | undefined {
    if (text.length < SHORTEST || !this.#hasComeBefore(text)) return undefined;
    const digest = digestOf(text, name);
    if (digest === undefined || !this.#clean.delete(digest)) return digest;
    this.#clean.add(digest);
    return CLEAN;
  }

  add(digest: Digest): void {
    this.#clean.add(digest);
    if (this.#clean.size <= MOST) return;
    const [oldest] = this.#clean;
    if (oldest !== undefined) this.#clean.delete(oldest);
  }

  /** Most likely, or else by chance: it saves the digests of texts that come once, a third of what searching prose costs. */
  #hasComeBefore(text: string): boolean {
    const sketch = sketchOf(text);
    const slot = sketch & (SKETCHES - 1);
    this.#sketches ??= new Int32Array(SKETCHES);
    if (this.#sketches[slot] === sketch) return true;
    this.#sketches[slot] = sketch;
    return false;
  }
}

export const CLEAN = true;
/** 32 bytes as characters. */
export type Digest = string;

/** Digests, of about 100 bytes each. */
const MOST = 4_096;
/** A power of two; 16 KiB. */
const SKETCHES = 4_096;
/** UTF-16 code units: of shorter texts a digest takes as long as a search. */
const SHORTEST = 256;

/** Undefined for what UTF-8 cannot tell apart: halves of surrogate pairs. */
function digestOf(text: string, name: string | undefined): Digest | undefined {
  const whole = name === undefined ? `-:${text}` : `${name.length}:${name}${text}`;
  return whole.isWellFormed() ? hash("sha256", whole, "binary") : undefined;
}

/** Characters at either end, and as many between. */
const LOOKED_AT = 20;

/** Of its length and some of its characters. */
function sketchOf(text: string): number {
  const { length } = text;
  const step = Math.floor(length / LOOKED_AT);
  let sketch = length;
  for (let index = 0; index < LOOKED_AT; index++) {
    sketch = Math.imul(sketch ^ text.charCodeAt(index), MULTIPLIER);
    sketch = Math.imul(sketch ^ text.charCodeAt(length - 1 - index), MULTIPLIER);
    sketch = Math.imul(sketch ^ text.charCodeAt(index * step), MULTIPLIER);
  }
  return sketch ^ (sketch >>> 15);
}

/** Of FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
const MULTIPLIER = 0x01000193;
