/** The placeholders of one label. */
interface Shelf {
  last: number;
  readonly numberOf: Map<string, number>;
  readonly values: Map<number, KeptValue>;
}

interface KeptValue {
  readonly value: string;
  readonly isRestorable: boolean;
}

/** The maps' own cost of one value, rounded up. */
const VALUE_COST = 256;

/** `[EMAIL_1]`. */
export function placeholderOf(label: string, number: number): string {
  return `[${label}_${number}]`;
}

/**
 * Which placeholder stands for which value, for one call or all calls of a session. The same value has the same
 * placeholder; numbers follow the order in which values first appear, and none is given twice.
 */
export class PlaceholderBook {
  readonly #shelves = new Map<string, Shelf>();
  readonly #before: number;
  #bytes = 0;

  /** @param before the numbers begin behind this one */
  constructor(before = 0) {
    this.#before = before;
  }

  /** UTF-16 code units of two bytes, and what keeping them costs. */
  get bytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#shelves.size === 0;
  }

  get labels(): Iterable<string> {
    return this.#shelves.keys();
  }

  /** The highest number given to a label; 0 where none was. */
  lastNumber(label: string): number {
    return this.#shelves.get(label)?.last ?? 0;
  }

  /** @param isTaken whether a number stands for something else where the placeholder will stand */
  numberFor(
    label: string,
    value: string,
    isRestorable: boolean,
    isTaken: (number: number) => boolean,
  ): number {
    const shelf = this.#shelfOf(label);
    const key = isRestorable ? value : `\0${value}`;
    const known = shelf.numberOf.get(key);
    if (known !== undefined && !isTaken(known)) return known;
    do shelf.last++;
    while (isTaken(shelf.last));
    shelf.numberOf.set(key, shelf.last);
    shelf.values.set(shelf.last, { value, isRestorable });
    this.#bytes += 2 * value.length + VALUE_COST;
    return shelf.last;
  }

  /** Undefined for a number that was not given, or may not be put back. */
  restorable(label: string, number: number): string | undefined {
    const kept = this.#shelves.get(label)?.values.get(number);
    return kept?.isRestorable ? kept.value : undefined;
  }

  clear(): void {
    this.#shelves.clear();
    this.#bytes = 0;
  }

  #shelfOf(label: string): Shelf {
    const known = this.#shelves.get(label);
    if (known !== undefined) return known;
    const shelf: Shelf = { last: this.#before, numberOf: new Map(), values: new Map() };
    this.#shelves.set(label, shelf);
    return shelf;
  }
}
