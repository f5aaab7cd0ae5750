import { type ASTNode, childrenOf } from "./syntax-tree.ts";

/**
 * What an expression may cost at most, in steps of about 0.1 us. Nothing in CEL loops for ever, but lists within lists
 * multiply, and a rule is asked of every call.
 */
export const MOST_STEPS = 50_000;

/** Items of a list or a map whose length only a call tells; `facts.ts` sees to it that there are no more. */
const UNKNOWN_LENGTH = 256;
/** A text has so many characters at most, and so many pieces. */
const PIECES = 4_096;
/** A pattern over a text of usual length. */
const PATTERN_STEPS = 50;

const LOOPS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);

/** Steps that working this expression out takes at most, roughly. */
export function costOf(node: ASTNode): number {
  const children = childrenOf(node);
  if (node.op === "rcall") {
    const [name, receiver, args] = node.args;
    if (LOOPS.has(name)) return 1 + costOf(receiver) + lengthOf(receiver) * sum(args);
    if (name === "matches") return PATTERN_STEPS + sum(children);
  }
  if (node.op === "in") return lengthOf(node.args[1]) + sum(children);
  return 1 + sum(children);
}

function sum(nodes: readonly ASTNode[]): number {
  return nodes.reduce((total, node) => total + costOf(node), 0);
}

/** How many items it gives at most. */
function lengthOf(node: ASTNode): number {
  if (node.op === "list" || node.op === "map") return node.args.length;
  if (node.op === "+") return lengthOf(node.args[0]) + lengthOf(node.args[1]);
  if (node.op === "?:") return Math.max(lengthOf(node.args[1]), lengthOf(node.args[2]));
  if (node.op !== "rcall") return UNKNOWN_LENGTH;
  const [name, receiver] = node.args;
  if (name === "split") return PIECES;
  return name === "map" || name === "filter" ? lengthOf(receiver) : UNKNOWN_LENGTH;
}
