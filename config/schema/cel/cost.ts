import { type BoundNames, boundBy, type Extent, extentOf, LOOPS } from "./extent.ts";
import { type ASTNode, childrenOf } from "./syntax-tree.ts";

/**
 * What an expression may cost at most, in steps of about 0.1 us. Nothing in CEL loops for ever, but lists within lists
 * multiply, and a rule is asked of every call.
 */
export const MOST_STEPS = 50_000;
/** Characters that anything in between may have: what doubles with each turn is soon too much to be kept. */
export const LARGEST_VALUE = 4_194_304;

/** A pattern over a text of usual length. */
const PATTERN_STEPS = 50;
/** Characters that one step more is counted for where a text is read, copied or compared. */
const CHARACTERS = 4_096;

/** Steps that working this expression out takes at most, roughly; infinitely many where a value would be too large. */
export function costOf(node: ASTNode, bound: BoundNames = new Map()): number {
  if (extentOf(node, bound).total > LARGEST_VALUE) return Number.POSITIVE_INFINITY;
  const children = childrenOf(node);
  if (node.op === "rcall") {
    const [name, receiver, args] = node.args;
    const extent = extentOf(receiver, bound);
    if (LOOPS.has(name)) {
      const inside = boundBy(extent, args[0], bound);
      return 1 + costOf(receiver, bound) + extent.items * sum(args, inside);
    }
    return (name === "matches" ? PATTERN_STEPS : 1) * reading(extent) + sum(children, bound);
  }
  if (node.op === "in") {
    const list = extentOf(node.args[1], bound);
    return list.items * reading(list.each) + sum(children, bound);
  }
  if (node.op === "+") return reading(extentOf(node, bound)) + sum(children, bound);
  return 1 + sum(children, bound);
}

function reading({ total }: Extent): number {
  return Math.max(1, total / CHARACTERS);
}

function sum(nodes: readonly ASTNode[], bound: BoundNames): number {
  return nodes.reduce((total, node) => total + costOf(node, bound), 0);
}
