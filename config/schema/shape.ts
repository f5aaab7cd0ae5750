import { z } from "zod";
import { nearest } from "./nearest.ts";
import { type Term, terms } from "./term.ts";

/** A zod schema, of which only the shape matters. */
export type Schema = z.core.$ZodType;

export interface Field {
  readonly name: string;
  readonly schema: Schema;
}

/** What a schema describes, without the wrappers (optional, default, transform) around it. */
export type Shape =
  | { readonly type: "object"; readonly fields: readonly Field[] }
  | { readonly type: "list"; readonly item: Schema }
  | { readonly type: "map"; readonly key: Schema; readonly value: Schema }
  | { readonly type: "union"; readonly options: readonly Schema[] }
  | { readonly type: "enum"; readonly values: readonly string[] }
  | { readonly type: "text" }
  | { readonly type: "number"; readonly whole: boolean; readonly min: number; readonly max: number }
  | { readonly type: "boolean" };

export function shapeOf(schema: Schema): Shape {
  const bare = layers(schema).at(-1);
  if (bare instanceof z.ZodObject) {
    return {
      type: "object",
      fields: Object.entries<Schema>(bare.shape).map(([name, field]) => ({ name, schema: field })),
    };
  }
  if (bare instanceof z.ZodArray) return { type: "list", item: bare.element };
  if (bare instanceof z.ZodRecord) return { type: "map", key: bare.keyType, value: bare.valueType };
  if (bare instanceof z.ZodUnion) return { type: "union", options: bare.options };
  if (bare instanceof z.ZodEnum) return { type: "enum", values: bare.options.map(String) };
  if (bare instanceof z.ZodLiteral) return { type: "enum", values: [...bare.values].map(String) };
  if (bare instanceof z.ZodBoolean) return { type: "boolean" };
  if (bare instanceof z.ZodNumber) {
    const whole = bare.format === "safeint";
    return { type: "number", whole, min: bare.minValue ?? -Infinity, max: bare.maxValue ?? Infinity };
  }
  // Everything else that configuration has is written as a text: durations, sizes, names, URLs.
  return { type: "text" };
}

/** The schema and what it wraps, from the outside in. */
function layers(schema: Schema): readonly Schema[] {
  const found: Schema[] = [schema];
  let inner: Schema | undefined = schema;
  while (inner !== undefined) {
    inner = wrappedBy(inner);
    if (inner !== undefined) found.push(inner);
  }
  return found;
}

function wrappedBy(schema: Schema): Schema | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return schema.unwrap();
  }
  return schema instanceof z.ZodPipe ? schema.in : undefined;
}

export function termOf(schema: Schema): Term | undefined {
  return firstOf(schema, (layer) => terms.get(layer) ?? undefined);
}

export function descriptionOf(schema: Schema): string | undefined {
  return firstOf(schema, (layer) => z.globalRegistry.get(layer)?.description);
}

/** Whether a value must be written: there is no default, and nothing is not allowed. */
export function isRequired(schema: Schema): boolean {
  return !z.safeParse(schema, undefined).success;
}

/** The default as it would be typed, or undefined when there is none. */
export function defaultOf(schema: Schema): unknown {
  return firstOf(schema, (layer) =>
    layer instanceof z.ZodDefault || layer instanceof z.ZodPrefault ? layer.def.defaultValue : undefined,
  );
}

function firstOf<Found>(schema: Schema, find: (layer: Schema) => Found | undefined): Found | undefined {
  for (const layer of layers(schema)) {
    const found = find(layer);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What belongs at a place, as it stands after "expected". */
export function expectationOf(schema: Schema): string {
  const term = termOf(schema);
  if (term !== undefined) {
    const [example] = term.examples ?? [];
    return example === undefined ? term.noun : `${term.noun} such as "${example}"`;
  }
  const shape = shapeOf(schema);
  switch (shape.type) {
    case "object":
      return "a map";
    case "list":
      return "a list";
    case "map":
      return "a map";
    case "union":
      return `a map with ${alternatives(optionKeys(shape.options).map((key) => `\`${key}\``))}`;
    case "enum":
      return isLongList(shape.values)
        ? `one of ${shape.values.length} names, such as ${shape.values.slice(0, 3).join(", ")}; the reference lists them`
        : alternatives(shape.values.map((value) => `"${value}"`));
    case "text":
      return "a text";
    case "number":
      return `${shape.whole ? "a whole number" : "a number"}${rangeOf(shape.min, shape.max)}`;
    case "boolean":
      return "true or false";
    default:
      return shape satisfies never;
  }
}

function rangeOf(min: number, max: number): string {
  // What `z.int()` sets of itself is no bound that anybody meant.
  const bounded = Math.abs(max) < Number.MAX_SAFE_INTEGER;
  if (Math.abs(min) < Number.MAX_SAFE_INTEGER)
    return bounded ? ` from ${min} to ${max}` : ` of at least ${min}`;
  return bounded ? ` of at most ${max}` : "";
}

/** `a`, `a or b`, `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** So many that whoever reads them looks for one. */
export function isLongList(values: readonly string[]): boolean {
  return values.length > LONGEST_LIST;
}

const LONGEST_LIST = 20;

/** The first key of each alternative: the one that tells it from the others. */
export function optionKeys(options: readonly Schema[]): readonly string[] {
  return options.flatMap((option) => {
    const shape = shapeOf(option);
    return shape.type === "object" ? shape.fields.slice(0, 1).map(({ name }) => name) : [];
  });
}

/** Index of the alternative that was probably meant, by the keys that are there; undefined when none fits. */
export function bestOption(options: readonly Schema[], value: unknown): number | undefined {
  if (!isMap(value)) return undefined;
  const keys = Object.keys(value);
  let best: { readonly index: number; readonly score: number } | undefined;
  for (const [index, option] of options.entries()) {
    const shape = shapeOf(option);
    if (shape.type !== "object") continue;
    const names = shape.fields.map(({ name }) => name);
    let score = 0;
    for (const key of keys) score += names.includes(key) ? 4 : nearest(key, names) === undefined ? 0 : 2;
    // Between two that have a key in common, the one whose own key is there.
    if (names[0] !== undefined && keys.includes(names[0])) score += 1;
    if (score > (best?.score ?? 0)) best = { index, score };
  }
  return best?.index;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A place inside a document. */
export interface Place {
  /** Undefined where the schema knows nothing. */
  readonly schema: Schema | undefined;
  readonly value: unknown;
  /** Whether a secret may stand here. */
  readonly secret: boolean;
  /** The alternatives, when what stands here is one of several. */
  readonly options: readonly Schema[];
}

/** Walks down a path, through the alternative that fits best wherever there are several. */
export function placeAt(root: Schema, value: unknown, path: readonly PropertyKey[]): Place {
  let schema: Schema | undefined = root;
  let here: unknown = value;
  let secret = isSecret(schema);
  for (const part of path) {
    schema = childOf(schema, here, part);
    here =
      isMap(here) || Array.isArray(here)
        ? Object.hasOwn(here, part)
          ? Reflect.get(here, part)
          : undefined
        : undefined;
    secret ||= isSecret(schema);
  }
  const shape: Shape | undefined = schema === undefined ? undefined : shapeOf(schema);
  return { schema, value: here, secret, options: shape?.type === "union" ? shape.options : [] };
}

const isSecret = (schema: Schema | undefined): boolean =>
  schema !== undefined && termOf(schema)?.secret === true;

/** The schema of one field, item or entry. */
export function childOf(schema: Schema | undefined, value: unknown, part: PropertyKey): Schema | undefined {
  if (schema === undefined) return undefined;
  const shape = shapeOf(schema);
  if (shape.type === "object") return shape.fields.find(({ name }) => name === part)?.schema;
  if (shape.type === "list") return shape.item;
  if (shape.type === "map") return shape.value;
  if (shape.type === "union") {
    const index = bestOption(shape.options, value);
    return index === undefined ? undefined : childOf(shape.options[index], value, part);
  }
  return undefined;
}
