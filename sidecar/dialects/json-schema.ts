import { each, keep, members, number, texts, type Walk } from "./walk.ts";

/**
 * A JSON Schema (draft 2020-12): keywords with a vocabulary of their own are structure. Descriptions, titles, examples,
 * defaults and enumerated values are texts, and so are the names of properties, wherever they are named.
 */
export function jsonSchema(...[value, visit]: Parameters<Walk>): ReturnType<Walk> {
  return schema(value, visit);
}

const schema = members({
  $id: keep,
  $ref: texts,
  $schema: keep,
  $anchor: keep,
  $dynamicAnchor: keep,
  $dynamicRef: keep,
  type: keep,
  format: keep,
  contentEncoding: keep,
  contentMediaType: keep,
  title: texts,
  description: texts,
  default: texts,
  examples: texts,
  const: texts,
  enum: texts,
  pattern: texts,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: number,
  minLength: number,
  maxLength: number,
  minItems: number,
  maxItems: number,
  minProperties: number,
  maxProperties: number,
  required: texts,
  dependentRequired: each(texts),
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
