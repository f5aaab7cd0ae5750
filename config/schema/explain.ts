import { z } from "zod";
import {
  type FaultCode,
  formatPath,
  isFaultCode,
  type Path,
  type PointAt,
  type TextRange,
} from "./faults.ts";
import { nearest } from "./nearest.ts";
import { looksLikeSecret } from "./secret-text.ts";
import {
  alternatives,
  bestOption,
  expectationOf,
  isMap,
  optionKeys,
  placeAt,
  type Schema,
  shapeOf,
  termOf,
} from "./shape.ts";

// Nobody reads a thousand unknown keys of one map, and each costs a search for the nearest name.
const MOST_KEYS = 100;

/** What is wrong with one value, in plain words. */
export interface Explanation {
  /** From the value that was validated. */
  readonly path: Path;
  readonly code: FaultCode;
  readonly message: string;
  readonly expected?: string;
  readonly hint?: string;
  /** What is pointed at, where that is not what the code says. */
  readonly at?: PointAt;
  /** Which part of the text at `path` is pointed at. */
  readonly within?: TextRange;
}

/** Turns zod's issues over `value` into words of our own: what was expected, what was found, what was probably meant. */
export function explain(
  schema: Schema,
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
): readonly Explanation[] {
  return withoutEchoes(issues.flatMap((issue) => explainIssue(schema, value, [], issue)));
}

/** A mistyped field is missing under its right name: that is one fault, not two. */
function withoutEchoes(explanations: readonly Explanation[]): readonly Explanation[] {
  const meant = new Set<string>();
  for (const { code, path, hint } of explanations) {
    if (code === "E301" && hint !== undefined) meant.add(JSON.stringify([...path.slice(0, -1), hint]));
  }
  return explanations.filter(({ code, path }) => code !== "E302" || !meant.has(JSON.stringify(path)));
}

function explainIssue(
  root: Schema,
  value: unknown,
  base: Path,
  issue: z.core.$ZodIssue,
): readonly Explanation[] {
  const relative = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const path = [...base, ...relative];
  const place = placeAt(root, value, relative);
  if (place.secret) return explainSecret(place.schema, place.value, path, issue);

  if (issue.code === "unrecognized_keys") {
    return issue.keys
      .slice(0, MOST_KEYS)
      .map((key) => unknownField(root, place.schema, place.value, place.options, path, key));
  }
  if (place.value === undefined) return [missing(place.schema, path)];
  switch (issue.code) {
    case "invalid_union": {
      const option = bestOption(place.options, place.value);
      const inner = option === undefined ? undefined : issue.errors[option];
      if (inner === undefined || place.schema === undefined)
        return [noAlternative(place.schema, place.value, path)];
      const { schema } = place;
      return inner.flatMap((each) => explainIssue(schema, place.value, path, each));
    }
    case "invalid_key":
      return [wrongKey(placeAt(root, value, relative.slice(0, -1)).schema, path)];
    case "too_small":
    case "too_big":
      return [outOfRange(place.schema, place.value, path, issue)];
    case "custom":
      return [{ path, code: codeOf(issue), message: issue.message }];
    case "invalid_value":
      return [unexpected("E304", place.schema, place.value, path)];
    case "invalid_format":
      return [unexpected("E305", place.schema, place.value, path)];
    default:
      return [unexpected("E303", place.schema, place.value, path)];
  }
}

/** A refinement says in its `params` which code it has. */
function codeOf(issue: z.core.$ZodIssueCustom): FaultCode {
  const code: unknown = issue.params?.code;
  return typeof code === "string" && isFaultCode(code) ? code : "E306";
}

function unexpected(code: FaultCode, schema: Schema | undefined, value: unknown, path: Path): Explanation {
  if (schema === undefined) return { path, code, message: `${found(value)} does not belong here` };
  const expected = expectationOf(schema);
  const guess = hintFor(schema, value);
  return {
    path,
    code,
    message: `expected ${expected}, found ${found(value)}${writingAdvice(schema, value)}`,
    expected,
    ...(guess === undefined ? {} : { hint: guess }),
  };
}

function missing(schema: Schema | undefined, path: Path): Explanation {
  const field = path.at(-1);
  const what = typeof field === "string" ? `\`${field}\` is missing` : "a value is missing";
  if (schema === undefined) return { path, code: "E302", message: what };
  const expected = expectationOf(schema);
  return { path, code: "E302", message: `${what}; expected ${expected}`, expected };
}

function unknownField(
  root: Schema,
  schema: Schema | undefined,
  value: unknown,
  options: readonly Schema[],
  path: Path,
  key: string,
): Explanation {
  const keyPath = [...path, key];
  const option = bestOption(options, value);
  const owner = option === undefined ? schema : options[option];
  const names = owner === undefined ? [] : fieldNames(owner);
  const siblings = options.flatMap((each) => fieldNames(each));
  if (siblings.includes(key)) {
    const beside = isMap(value) ? Object.keys(value).find((other) => names.includes(other)) : undefined;
    const expected = `only one of ${optionKeys(options)
      .map((each) => `\`${each}\``)
      .join(", ")}`;
    return {
      path: keyPath,
      code: "E308",
      message: `\`${key}\` cannot stand beside \`${beside ?? names[0] ?? ""}\`; expected ${expected}`,
      expected,
    };
  }
  const expected = `one of ${[...new Set(options.length > 0 ? siblings : names)].map((name) => `\`${name}\``).join(", ")}`;
  const hint = nearest(key, options.length > 0 ? siblings : names) ?? elsewhere(root, schema, path, key);
  const message = key === "<<" ? "merge keys are not supported" : `there is no field ${quoted(key)} here`;
  return {
    path: keyPath,
    code: "E301",
    message: hint === undefined ? `${message}; expected ${expected}` : message,
    expected,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The place of a field of that name that is meant to stand deeper: `cache.exact.ttl` for `cache.ttl`. */
function elsewhere(root: Schema, schema: Schema | undefined, path: Path, key: string): string | undefined {
  // At the top of a spec too many things have the same name.
  if (schema === undefined || schema === root) return undefined;
  const places = fieldsCalled(key, schema, [], 2);
  // Of several the one that its map cannot do without.
  const required = places.filter(({ isRequired }) => isRequired);
  const [place, ...others] = places.length > 1 ? required : places;
  return place !== undefined && others.length === 0 ? formatPath([...path, ...place.path]) : undefined;
}

interface Place {
  readonly path: Path;
  readonly isRequired: boolean;
}

function fieldsCalled(key: string, schema: Schema, path: Path, depth: number): readonly Place[] {
  const shape = shapeOf(schema);
  if (shape.type !== "object" || depth === 0) return [];
  return shape.fields.flatMap((field) =>
    field.name === key
      ? [{ path: [...path, key], isRequired: !z.safeParse(field.schema, undefined).success }]
      : fieldsCalled(key, field.schema, [...path, field.name], depth - 1),
  );
}

function noAlternative(schema: Schema | undefined, value: unknown, path: Path): Explanation {
  const expected = schema === undefined ? "something else" : expectationOf(schema);
  const keys = isMap(value) ? Object.keys(value) : [];
  const what =
    keys.length === 0
      ? found(value)
      : `a map with ${keys
          .slice(0, 3)
          .map((key) => quoted(key))
          .join(", ")}`;
  return { path, code: "E308", message: `expected ${expected}, found ${what}`, expected };
}

/** `schema` is the map's; the path leads to the entry. */
function wrongKey(schema: Schema | undefined, path: Path): Explanation {
  const shape = schema === undefined ? undefined : shapeOf(schema);
  const term = shape?.type === "map" ? termOf(shape.key) : undefined;
  const key = path.at(-1);
  const expected = term === undefined ? "another key" : `${term.noun} such as "${term.examples?.[0] ?? ""}"`;
  const hint = term?.guess?.(key);
  return {
    path,
    code: "E309",
    message: `expected ${expected}, found ${quoted(String(key))}`,
    expected,
    ...(hint === undefined ? {} : { hint }),
  };
}

function outOfRange(
  schema: Schema | undefined,
  value: unknown,
  path: Path,
  issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall,
): Explanation {
  if (schema !== undefined && typeof value === "number") return unexpected("E306", schema, value, path);
  const bound = issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (Array.isArray(value)) {
    const expected = `${bound} in this list`;
    return {
      path,
      code: "E306",
      message: `expected ${expected}, found ${value.length === 0 ? "none" : value.length}`,
      expected,
    };
  }
  const expected = `a text of ${bound} characters`;
  const length = typeof value === "string" ? value.length : 0;
  return {
    path,
    code: "E306",
    message: `expected ${expected}, found ${length === 0 ? "an empty one" : `one of ${length}`}`,
    expected,
  };
}

/** Where a secret may stand, neither values nor keys are quoted: either may be the secret. */
function explainSecret(
  schema: Schema | undefined,
  value: unknown,
  path: Path,
  issue: z.core.$ZodIssue,
): readonly Explanation[] {
  if (schema === undefined || value === undefined) return [missing(schema, path)];
  const expected = expectationOf(schema);
  const shape = shapeOf(schema);
  if (issue.code === "invalid_union" && shape.type === "union") {
    const inner = issue.errors[bestOption(shape.options, value) ?? -1];
    if (inner !== undefined) return inner.flatMap((each) => explainIssue(schema, value, path, each));
  }
  if (issue.code === "unrecognized_keys") {
    const names = namesIn(schema);
    const hint = issue.keys.slice(0, MOST_KEYS).flatMap((key) => nearest(key, names) ?? [])[0];
    const words = alternatives(names.map((name) => `\`${name}\``));
    const message = `there is a field here that does not belong; expected ${words}`;
    return [{ path, code: "E301", message, expected: words, ...(hint === undefined ? {} : { hint }) }];
  }
  if (typeof value === "string" || typeof value === "number") {
    if (shape.type !== "text") {
      return [
        {
          path,
          code: "E307",
          message: `a secret may not stand here in clear; expected ${expected}`,
          expected,
        },
      ];
    }
    const message = `expected ${expected} (what was found is not shown: it may be a secret)`;
    return [{ path, code: "E305", message, expected }];
  }
  return [{ path, code: isMap(value) ? "E308" : "E303", message: `expected ${expected}`, expected }];
}

function namesIn(schema: Schema): readonly string[] {
  const shape = shapeOf(schema);
  if (shape.type === "union") return [...new Set(shape.options.flatMap((option) => namesIn(option)))];
  return shape.type === "object" ? shape.fields.map(({ name }) => name) : [];
}

function fieldNames(schema: Schema): readonly string[] {
  const shape = shapeOf(schema);
  return shape.type === "object" ? shape.fields.map(({ name }) => name) : [];
}

function hintFor(schema: Schema, value: unknown): string | undefined {
  const guess = termOf(schema)?.guess?.(value);
  if (guess !== undefined) return guess === value ? undefined : guess;
  const shape = shapeOf(schema);
  return shape.type === "enum" && typeof value === "string" ? nearest(value, shape.values) : undefined;
}

/** YAML's commonest traps: `"2"` is a text, `1.0` a number, and a list of one looks like none. */
function writingAdvice(schema: Schema, value: unknown): string {
  const shape = shapeOf(schema);
  if (shape.type === "list" && value !== null && !Array.isArray(value))
    return "; put it in brackets: `[ … ]`";
  const isText = shape.type === "text" && termOf(schema)?.guess === undefined;
  if (isText && (typeof value === "number" || typeof value === "boolean")) return "; put it in quotes";
  if (typeof value !== "string") return "";
  const unquoted =
    (shape.type === "number" && /^-?\d+(\.\d+)?$/.test(value)) ||
    (shape.type === "boolean" && /^(true|false)$/.test(value));
  return unquoted ? "; write it without quotes" : "";
}

/** What stands there: short, and never something that looks like a secret. */
export function found(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "string") return value === "" ? "an empty text" : `the text ${quoted(value)}`;
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : "a map";
}

/** In double quotes, shortened to 60 characters. */
export function quoted(text: string): string {
  if (looksLikeSecret(text)) return "(not shown: it looks like a secret)";
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
