import { type ASTNode, literalText } from "./syntax-tree.ts";

/** How large what an expression gives may be, whether it is a text or a list. */
export interface Extent {
  /** Items, of a list or a map. */
  readonly items: number;
  /** Characters: of a text, or of all texts in a list. */
  readonly total: number;
  /** What the widest of its items is. */
  readonly each: Extent;
  /** Characters of an item on average, where that is known to be less than those of the widest. */
  readonly average?: number;
}

/** By the names that loops give to their items. */
export type BoundNames = ReadonlyMap<string, Extent>;

/** Of texts and of items whose number only a call tells; `facts.ts` sees to it that there are no more. */
const LONGEST_TEXT = 4_096;
const MOST_ITEMS = 256;
/** A number or a time that is written out. */
const SHORT_TEXT = 32;

class Unknown implements Extent {
  readonly items = MOST_ITEMS;
  readonly total = LONGEST_TEXT;
  get each(): Extent {
    return this;
  }
}
const UNKNOWN: Extent = new Unknown();

/** Methods that run an expression for each item. */
export const LOOPS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);

/** An upper bound, roughly. */
export function extentOf(node: ASTNode, bound: BoundNames): Extent {
  switch (node.op) {
    case "value":
      return textOf(literalText(node)?.length ?? 1);
    case "id":
      return bound.get(node.args) ?? UNKNOWN;
    case "list":
      return listOf(node.args.map((item) => extentOf(item, bound)));
    case "map":
      return listOf(node.args.map(([key, value]) => sum(extentOf(key, bound), extentOf(value, bound))));
    case "+":
      return sum(extentOf(node.args[0], bound), extentOf(node.args[1], bound));
    case "?:":
      return widest([extentOf(node.args[1], bound), extentOf(node.args[2], bound)]);
    case "[]":
      return extentOf(node.args[0], bound).each;
    case "rcall":
      return ofMethod(node.args, bound);
    case "call":
      return widest([textOf(SHORT_TEXT), ...node.args[1].map((arg) => extentOf(arg, bound))]);
    default:
      return UNKNOWN;
  }
}

/** What a loop over `receiver` calls its item, and how large that is. */
export function boundBy(receiver: Extent, variable: ASTNode | undefined, bound: BoundNames): BoundNames {
  return variable?.op === "id" ? new Map([...bound, [variable.args, receiver.each]]) : bound;
}

function ofMethod(
  [name, node, args]: readonly [string, ASTNode, readonly ASTNode[]],
  bound: BoundNames,
): Extent {
  const receiver = extentOf(node, bound);
  if (name === "filter") return receiver;
  if (name === "map") {
    const last = args.at(-1);
    if (last === undefined) return receiver;
    const each = extentOf(last, boundBy(receiver, args[0], bound));
    const { average } = receiver;
    if (average === undefined) return { items: receiver.items, total: receiver.items * each.total, each };
    const usual = extentOf(last, boundBy({ ...receiver, each: textOf(average) }, args[0], bound)).total;
    return { items: receiver.items, total: receiver.items * usual, each, average: usual };
  }
  // Each piece is a part of it, and all of them together are it.
  if (name === "split")
    return { items: receiver.total + 1, total: receiver.total, each: textOf(receiver.total), average: 1 };
  if (name === "join") {
    const [separator] = args;
    const between = separator === undefined ? 0 : extentOf(separator, bound).total;
    return textOf(receiver.total + receiver.items * between);
  }
  if (PART_OF_RECEIVER.has(name)) return textOf(receiver.total);
  if (NUMBERS_AND_ANSWERS.test(name)) return textOf(1);
  // Bytes as hexadecimal digits are twice as long; nothing is longer.
  return textOf(receiver.total * 2);
}

const PART_OF_RECEIVER: ReadonlySet<string> = new Set(["trim", "lowerAscii", "upperAscii", "substring"]);
const NUMBERS_AND_ANSWERS =
  /^(?:size|contains|startsWith|endsWith|matches|indexOf|lastIndexOf|get[A-Z]\w*|all|exists|exists_one)$/;

function textOf(total: number): Extent {
  return { items: MOST_ITEMS, total, each: UNKNOWN };
}

function listOf(items: readonly Extent[]): Extent {
  return {
    items: items.length,
    total: items.reduce((total, item) => total + item.total, 0),
    each: widest(items),
  };
}

function sum(one: Extent, other: Extent): Extent {
  return {
    items: one.items + other.items,
    total: one.total + other.total,
    get each() {
      return widest([one.each, other.each]);
    },
  };
}

function widest(extents: readonly Extent[]): Extent {
  const [first, ...more] = extents;
  if (first === undefined) return UNKNOWN;
  return more.reduce(
    (one, other): Extent =>
      one === other
        ? one
        : {
            items: Math.max(one.items, other.items),
            total: Math.max(one.total, other.total),
            get each() {
              return widest([one.each, other.each]);
            },
          },
    first,
  );
}
