/**
 * A tree of words by their UTF-16 code units, for ten thousands of words: about 30 bytes a node, nothing for the
 * garbage collector to walk. Node 0 is the root; a child's number is larger than its parent's.
 */
export class Trie {
  #parents = new Int32Array(FIRST_CAPACITY);
  #codes = new Uint16Array(FIRST_CAPACITY);
  /** Nodes by a hash of parent and code; 0 where there is none. At most half full. */
  #slots = new Int32Array(2 * FIRST_CAPACITY);
  #size = 1;
  /** The root's children of ASCII codes: what is asked for most. */
  readonly #first = new Int32Array(128);

  get size(): number {
    return this.#size;
  }

  parentOf(node: number): number {
    return this.#parents[node] ?? 0;
  }

  codeOf(node: number): number {
    return this.#codes[node] ?? 0;
  }

  /** 0 when there is none. */
  child(node: number, code: number): number {
    if (node === 0 && code < 128) return this.#first[code] ?? 0;
    const mask = this.#slots.length - 1;
    for (let slot = hash(node, code) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0 || (this.#codes[found] === code && this.#parents[found] === node)) return found;
    }
  }

  /** The child of that code; a new one when there was none. */
  addChild(node: number, code: number): number {
    const known = this.child(node, code);
    if (known !== 0) return known;
    if (this.#size === this.#parents.length) this.#grow();
    const added = this.#size++;
    this.#parents[added] = node;
    this.#codes[added] = code;
    if (node === 0 && code < 128) this.#first[code] = added;
    else this.#place(added);
    return added;
  }

  #place(node: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash(this.parentOf(node), this.codeOf(node)) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = node;
  }

  #grow(): void {
    const capacity = 2 * this.#parents.length;
    const parents = new Int32Array(capacity);
    const codes = new Uint16Array(capacity);
    parents.set(this.#parents);
    codes.set(this.#codes);
    this.#parents = parents;
    this.#codes = codes;
    this.#slots = new Int32Array(2 * capacity);
    for (let node = 1; node < this.#size; node++) {
      if (this.#parents[node] !== 0 || (this.#codes[node] ?? 0) >= 128) this.#place(node);
    }
  }
}

const FIRST_CAPACITY = 256;

function hash(node: number, code: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
