/** Reading JSON that nobody has checked, and writing a document that fits a JSON Schema. */

export interface JsonObject {
  readonly [key: string]: unknown;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

export const stringsIn = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.filter((item) => typeof item === "string")
    : typeof value === "string"
      ? [value]
      : [];

/** A schema may refer to itself: deeper than this nothing is filled in. */
const MAX_DEPTH = 8;

/**
 * A value that fits `schema`, with `text` in every string of it. Objects get their required properties, or all of them
 * when none is required. Knows the keywords that the providers accept for structured output, no more.
 */
export function documentFor(schema: unknown, text: string, root: unknown = schema, depth = 0): unknown {
  if (!isObject(schema) || depth > MAX_DEPTH) return text;
  const resolved = resolve(schema, root);
  if (resolved !== schema) return documentFor(resolved, text, root, depth + 1);
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choice = objectsIn(schema.anyOf ?? schema.oneOf)[0];
  if (choice !== undefined) return documentFor(choice, text, root, depth + 1);

  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "integer":
    case "number":
      return typeof schema.minimum === "number" ? schema.minimum : 1;
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return depth === MAX_DEPTH ? [] : [documentFor(schema.items, text, root, depth + 1)];
    case "string":
      return text;
    default: {
      if (type !== "object" && !isObject(schema.properties)) return text;
      const properties = isObject(schema.properties) ? schema.properties : {};
      const required = stringsIn(schema.required);
      const names = required.length > 0 ? required : Object.keys(properties);
      return Object.fromEntries(
        names.map((name) => [name, documentFor(properties[name], text, root, depth + 1)]),
      );
    }
  }
}

function resolve(schema: JsonObject, root: unknown): unknown {
  const reference = schema.$ref;
  if (typeof reference !== "string" || !reference.startsWith("#")) return schema;
  let found: unknown = root;
  for (const step of reference.split("/").slice(1)) found = isObject(found) ? found[step] : undefined;
  return found ?? {};
}
