import {
  TypeError as CheckError,
  type Environment,
  ParseError,
  type ParseResult,
} from "@marcbachmann/cel-js";
import { LARGEST_PROGRAM, whyNoPattern } from "../linear-pattern.ts";
import { nearest } from "../nearest.ts";
import { costOf, MOST_STEPS } from "./cost.ts";
import { Pattern, TimeZone, ZONED_METHODS } from "./literals.ts";
import { type ASTNode, literalText, nodesOf } from "./syntax-tree.ts";
import { RULE_OBJECTS, type RuleObject } from "./variables.ts";
import { type ExpressionFault, wordsOf } from "./words.ts";

/** An expression that has been checked. */
export interface Expression {
  /** CEL's name of what it gives. */
  readonly type: string;
  /** @throws Error when it cannot be worked out on these facts; what the error says may quote them */
  evaluate(facts: object): unknown;
}

export type ReadExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly fault: ExpressionFault };

/** Names that are keys of maps, by the map as it is written: a key that never occurs is a slip. */
export type KnownKeys = Readonly<Record<string, KeyNames>>;

export interface KeyNames {
  readonly names: readonly string[];
  /** Said of a name that is none of them; undefined: only one that looks like one of them is a slip. */
  readonly otherwise?: string;
}

/** Parses and checks an expression: types, names, literals, and what it may cost. */
export function readExpression(environment: Environment, text: string, keys: KnownKeys): ReadExpression {
  let parsed: ParseResult;
  try {
    parsed = environment.parse(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { ok: false, fault: wordsOf(error, text, environment) };
  }
  const refused = refusalOf(parsed.ast, text, keys, environment);
  if (refused !== undefined) return { ok: false, fault: refused };
  const { valid, type = "dyn", error } = parsed.check();
  if (error instanceof ParseError || error instanceof CheckError)
    return { ok: false, fault: wordsOf(error, text, environment) };
  if (!valid) throw error ?? new Error("An expression is neither valid nor faulty.");
  return { ok: true, expression: { type, evaluate: (facts): unknown => parsed(facts) } };
}

function refusalOf(
  root: ASTNode,
  text: string,
  keys: KnownKeys,
  environment: Environment,
): ExpressionFault | undefined {
  for (const node of nodesOf(root)) {
    const refused = refusalOfNode(node, text, keys, environment);
    if (refused !== undefined) return refused;
  }
  if (costOf(root) <= MOST_STEPS) return undefined;
  return {
    ...placeOf(root),
    message:
      "it may take too long: lists inside of lists multiply, and texts added to themselves; ask for less at once",
  };
}

function refusalOfNode(
  node: ASTNode,
  text: string,
  keys: KnownKeys,
  environment: Environment,
): ExpressionFault | undefined {
  if (node.op === "call" && node.args[0] === "has") return refusalOfHas(node.args[1][0], text, environment);
  if (node.op === "rcall") {
    const [name, , args] = node.args;
    const unavailable = UNAVAILABLE[name];
    if (unavailable !== undefined) return { ...placeOf(node), message: unavailable };
    return refusalOfLiteral(name, args);
  }
  return refusalOfKey(node, text, keys) ?? refusalOfValue(node, text);
}

/** Without these no expression is short of anything, and none can blow up what it is given. */
const UNAVAILABLE: Readonly<Record<string, string>> = {
  bind: "`cel.bind` is not available; give the rule `variables`",
  json: "`json()` is not available",
};

/** A misspelled field is not there, and `has` would say just that: never. */
function refusalOfHas(
  selected: ASTNode | undefined,
  text: string,
  environment: Environment,
): ExpressionFault | undefined {
  if (selected === undefined) return undefined;
  const { error } = environment.check(text.slice(selected.start, selected.end));
  if (!(error instanceof CheckError) || error.code !== "no_such_key") return undefined;
  const fault = wordsOf(error, text.slice(selected.start, selected.end), environment);
  return { ...fault, start: fault.start + selected.start, end: fault.end + selected.start };
}

/** Puts in place of a literal what it stands for. */
function refusalOfLiteral(name: string, [node, ...more]: readonly ASTNode[]): ExpressionFault | undefined {
  const make = LITERALS[name];
  if (make === undefined || node === undefined || more.length > 0) return undefined;
  const literal = literalText(node);
  if (literal === undefined) {
    return {
      ...placeOf(node),
      message: `\`${name}\` takes a text that is written out, which is read only once`,
    };
  }
  try {
    // The checker and the evaluator look at the value alone: it now has another type.
    Object.assign(node, { args: make(literal) });
    return undefined;
  } catch (thrown) {
    return { ...placeOf(node), ...(name === "matches" ? badPattern(literal, thrown) : badTimeZone(literal)) };
  }
}

type Said = Pick<ExpressionFault, "message" | "hint">;

function badTimeZone(name: string): Said {
  const message = 'this is no time zone such as "Europe/Berlin"';
  const hint = nearest(name, Intl.supportedValuesOf("timeZone"));
  return hint === undefined ? { message } : { message, hint };
}

function badPattern(pattern: string, thrown: unknown): Said {
  return {
    message:
      thrown instanceof RangeError
        ? `this pattern compiles to more than ${LARGEST_PROGRAM} instructions: each repetition counts, \`x{500}\` as 500`
        : `this is no pattern in RE2's syntax: ${whyNoPattern(pattern, thrown)}`,
  };
}

const LITERALS: Readonly<Record<string, (text: string) => object>> = {
  matches: (text) => new Pattern(text),
  ...Object.fromEntries(
    Object.keys(ZONED_METHODS).map((name) => [name, (zone: string) => new TimeZone(zone)]),
  ),
};

function refusalOfKey(node: ASTNode, text: string, keys: KnownKeys): ExpressionFault | undefined {
  const keyed = keyIn(node, text);
  if (keyed === undefined) return undefined;
  const known = keys[keyed.map];
  if (known === undefined || known.names.includes(keyed.key)) return undefined;
  const hint = nearest(keyed.key, known.names);
  if (hint === undefined && known.otherwise === undefined) return undefined;
  return {
    ...placeOf(node),
    message: `\`${keyed.map}\` never has "${keyed.key.slice(0, 100)}"${known.otherwise === undefined ? "" : `: ${known.otherwise}`}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** A field that is one of few texts, compared with another one: it never is. */
function refusalOfValue(node: ASTNode, text: string): ExpressionFault | undefined {
  if (node.op !== "==" && node.op !== "!=" && node.op !== "in") return undefined;
  const [left, right] = node.args;
  for (const [field, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const name = writtenAs(field, text);
    const values = FIELD_VALUES.get(name);
    if (values === undefined) continue;
    for (const said of other.op === "list" ? other.args : [other]) {
      const value = literalText(said);
      if (value === undefined || values.includes(value)) continue;
      const hint = nearest(value, values);
      return {
        ...placeOf(said),
        message: `\`${name}\` is never "${value.slice(0, 100)}"`,
        ...(hint === undefined ? {} : { hint }),
      };
    }
  }
  return undefined;
}

/** By the field as it is written: `request.operation`. */
const FIELD_VALUES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<RuleObject>(RULE_OBJECTS).flatMap(([object, { fields }]) =>
    Object.entries(fields).flatMap(
      ([field, { values }]): readonly (readonly [string, readonly string[]])[] =>
        values === undefined ? [] : [[`${object}.${field}`, values]],
    ),
  ),
);

/** A map and the key it is asked for, where that is written out: `map.key`, `map["key"]`, `"key" in map`. */
function keyIn(node: ASTNode, text: string): { readonly map: string; readonly key: string } | undefined {
  const written = (part: ASTNode) => writtenAs(part, text);
  if (node.op === ".") return { map: written(node.args[0]), key: node.args[1] };
  if (node.op !== "[]" && node.op !== "in") return undefined;
  const [map, keyNode] = node.op === "[]" ? node.args : [node.args[1], node.args[0]];
  const key = literalText(keyNode);
  return key === undefined ? undefined : { map: written(map), key };
}

function writtenAs({ start, end }: ASTNode, text: string): string {
  return text.slice(start, end).replaceAll(/\s/g, "");
}

function placeOf({ start, end }: ASTNode): { readonly start: number; readonly end: number } {
  return { start, end };
}
