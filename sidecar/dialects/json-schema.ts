import { each, keep, members, type Walk } from "./walk.ts";

/**
 * A JSON Schema (draft 2020-12): descriptions, titles, examples, defaults and enumerated values are texts; keywords with
 * a vocabulary of their own and the names of properties are structure.
 */
export function jsonSchema(...[value, visit]: Parameters<Walk>): ReturnType<Walk> {
  return schema(value, visit);
}

const schema = members({
  $id: keep,
  $ref: keep,
  $schema: keep,
  $anchor: keep,
  $dynamicAnchor: keep,
  $dynamicRef: keep,
  type: keep,
  format: keep,
  required: keep,
  dependentRequired: each(keep),
  contentEncoding: keep,
  contentMediaType: keep,
  $defs: each(jsonSchema),
  definitions: each(jsonSchema),
  properties: each(jsonSchema),
  patternProperties: each(jsonSchema),
  dependentSchemas: each(jsonSchema),
  items: jsonSchema,
  prefixItems: jsonSchema,
  contains: jsonSchema,
  additionalProperties: jsonSchema,
  unevaluatedItems: jsonSchema,
  unevaluatedProperties: jsonSchema,
  propertyNames: jsonSchema,
  allOf: jsonSchema,
  anyOf: jsonSchema,
  oneOf: jsonSchema,
  not: jsonSchema,
  if: jsonSchema,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: jsonSchema,
  else: jsonSchema,
});
