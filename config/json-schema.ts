import { z } from "zod";
import { API_VERSION, envelope, KIND_NAMES, KINDS } from "./schema/kinds.ts";
import { descriptionOf, termOf } from "./schema/shape.ts";

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * JSON Schema 2020-12 of every kind of document, for editors: `kind` decides what belongs into `spec`. It describes what
 * is typed, not what it becomes. What it cannot say (references, contradictions) is told by `aios check`.
 */
export function jsonSchemaDocument(): JsonSchema {
  const around = toJsonSchema(envelope);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `aios configuration, ${API_VERSION}`,
    description:
      "One document of configuration: an Upstream, a Policy, a Route, or the settings of a process.",
    type: "object",
    required: ["apiVersion", "kind", "metadata", "spec"],
    additionalProperties: false,
    properties: {
      ...around.properties,
      spec: { type: "object", description: descriptionOf(envelope.shape.spec) ?? "" },
    },
    allOf: KIND_NAMES.map((kind) => ({
      if: { required: ["kind"], properties: { kind: { const: kind } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword is called so.
      then: { properties: { spec: { $ref: `#/$defs/${kind}` } } },
    })),
    $defs: Object.fromEntries(
      KIND_NAMES.map((kind) => [kind, { title: kind, ...toJsonSchema(KINDS[kind]) }]),
    ),
  };
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  const {
    $schema: _,
    "~standard": __,
    ...rest
  } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      const examples = termOf(zodSchema)?.examples;
      if (examples !== undefined && jsonSchema.type === "string") jsonSchema.examples = [...examples];
      // zod names the check that made a pattern; no editor knows that format.
      if (jsonSchema.format === "starts_with") delete jsonSchema.format;
    },
  });
  return rest;
}
