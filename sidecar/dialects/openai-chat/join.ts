/** Folds the deltas of a stream into what they say together. */
import { isJsonArray, isJsonObject, type Json } from "../../core/json.ts";
import { numberOf, objectOf } from "../members.ts";

type Members = Record<string, Json | undefined>;

/** Members that are said once or said again, never continued. */
const SAID_WHOLE = new Set(["role", "id", "type", "name", "format", "index"]);

interface Items {
  readonly list: Json[];
  /** Where in the list an item with this `index` is. */
  readonly at: Map<number, number>;
}

/**
 * What was joined so far is added to in place, so that the cost of a delta does not grow with the number of those
 * before it. Values handed in belong to the join from then on.
 */
export class DeltaJoin {
  readonly #items = new WeakMap<readonly Json[], Items>();

  /** The value that stands for both; `earlier` itself where that can be added to. */
  join(earlier: Json | undefined, later: Json): Json {
    if (earlier === undefined || earlier === null)
      return isJsonArray(later) ? this.#addItems([], later) : later;
    if (later === null) return earlier;
    if (typeof earlier === "string" && typeof later === "string") return earlier + later;
    if (isJsonArray(earlier) && isJsonArray(later)) return this.#addItems(earlier, later);
    if (!isJsonObject(earlier) || !isJsonObject(later)) return later;
    const joined: Members = earlier;
    for (const [key, value] of Object.entries(later)) {
      if (value !== undefined)
        joined[key] = SAID_WHOLE.has(key) ? (value ?? joined[key] ?? null) : this.join(joined[key], value);
    }
    return joined;
  }

  /** Items with the same `index` are pieces of one; items without are whole. */
  #addItems(earlier: readonly Json[], later: readonly Json[]): readonly Json[] {
    const items = this.#itemsOf(earlier);
    for (const item of later) {
      const index = numberOf(objectOf(item)?.index);
      const at = index === undefined ? undefined : items.at.get(index);
      if (at !== undefined) items.list[at] = this.join(items.list[at], item);
      else add(items, item);
    }
    return items.list;
  }

  #itemsOf(list: readonly Json[]): Items {
    const known = this.#items.get(list);
    if (known !== undefined) return known;
    const items: Items = { list: [], at: new Map() };
    for (const item of list) add(items, item);
    this.#items.set(items.list, items);
    return items;
  }
}

function add({ list, at }: Items, item: Json): void {
  const index = numberOf(objectOf(item)?.index);
  if (index !== undefined && !at.has(index)) at.set(index, list.length);
  list.push(item);
}
