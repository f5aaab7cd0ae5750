/** Where somebody stands in a roster. */
export interface Place<Item extends object> {
  readonly item: Item;
  /** -1 when it has left. */
  index: number;
}

/**
 * Who is there just now, of those who come and go with every call.
 *
 * Not a Set: V8 makes the table of one anew after as many deletions as it has room for, and each old table points to its
 * successor. Once one of them has outlived two collections of the young, all that follow are kept until the next full
 * one, with every call that stood in them: a third of all garbage, at some thousand calls a second.
 */
export class Roster<Item extends object> implements Iterable<Item> {
  readonly #places: Place<Item>[] = [];

  get size(): number {
    return this.#places.length;
  }

  add(item: Item): Place<Item> {
    const place = { item, index: this.#places.length };
    this.#places.push(place);
    return place;
  }

  /** False when it had left before. */
  remove(place: Place<Item>): boolean {
    const { index } = place;
    if (index === -1) return false;
    const last = this.#places.pop();
    if (last !== undefined && last !== place) {
      this.#places[index] = last;
      last.index = index;
    }
    place.index = -1;
    return true;
  }

  /** As of now: who comes or goes meanwhile changes nothing. In no order. */
  *[Symbol.iterator](): Generator<Item> {
    for (const { item } of [...this.#places]) yield item;
  }
}
