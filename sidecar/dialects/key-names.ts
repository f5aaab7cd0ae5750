/**
 * Names for the keys of one object that were rewritten. Two keys may come out the same, or as one that the object has
 * already; the later one then gets a number, since both values have to stay and neither old key may.
 */
export class KeyNames {
  readonly #given: Set<string>;
  readonly #lastNumber = new Map<string, number>();

  /** `kept` are the object's keys that did not change. */
  constructor(kept: Iterable<string>) {
    this.#given = new Set(kept);
  }

  give(wanted: string): string {
    let name = wanted;
    let number = this.#lastNumber.get(wanted) ?? 1;
    while (this.#given.has(name)) name = `${wanted}_${++number}`;
    this.#lastNumber.set(wanted, number);
    this.#given.add(name);
    return name;
  }
}
