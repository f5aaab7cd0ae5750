import { ERROR_TABLE } from "../sidecar/core/errors.ts";
import { FAULT_TABLE } from "./schema/faults.ts";
import { API_VERSION, envelope, KIND_NAMES, KINDS, type Kind } from "./schema/kinds.ts";
import {
  alternatives,
  defaultOf,
  descriptionOf,
  isRequired,
  optionKeys,
  type Schema,
  shapeOf,
  termOf,
} from "./schema/shape.ts";

/** One field of a kind, as the reference and the tests see it. */
export interface ReferenceField {
  /** `spec.targets[].upstream`, `spec.match.workloads.labels.*` */
  readonly path: string;
  readonly type: string;
  /** `alternative`: this one, or another that tells the alternatives apart. */
  readonly presence: "required" | "optional" | "alternative";
  /** As it would be typed. */
  readonly defaultText: string | undefined;
  readonly description: string | undefined;
}

/** The whole reference as Markdown. */
export function referenceDocument(): string {
  return [
    "<!-- Written by `npm run generate` from config/schema. Do not edit. -->",
    "",
    "# Configuration reference",
    "",
    `YAML, one or many documents to a file, each with \`apiVersion: ${API_VERSION}\`. \`aios check\` validates them;`,
    "`aios.schema.json`, beside this file, makes an editor complete and explain them.",
    "",
    "- A **duration** is a number and a unit: `ms`, `s`, `m`, `h` or `d`. A **size** likewise: `B`, `KiB`, `MiB` or `GiB`.",
    "- A **secret** is never written down: `{ env: NAME }` or `{ file: /absolute/path }` says where it is kept.",
    "- Unknown fields are refused.",
    "",
    "## Every document",
    "",
    ...fieldTable(fieldsBelow("", envelope).filter(({ path }) => path !== "spec")),
    ...KIND_NAMES.flatMap(kindSection),
    "## Faults",
    "",
    "What `aios check`, the control plane and a sidecar say of a configuration that cannot be used. A code never changes",
    "its meaning.",
    "",
    ...table(
      ["code", "name", "says"],
      Object.entries(FAULT_TABLE).map(([code, { title, says }]) => [code, title, says]),
    ),
    "## Errors",
    "",
    "What a call can end with. The error's body has the shape of the caller's own dialect.",
    "",
    ...table(
      ["kind", "HTTP", "gRPC", "retried"],
      Object.entries(ERROR_TABLE).map(([kind, { http, grpc, retryable }]) => [
        code(kind),
        String(http),
        grpc,
        retryable ? "if the route says so" : "never",
      ]),
    ),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

/** All fields of a kind, depth first, in the order of the schema. */
export function fieldsOf(kind: Kind): readonly ReferenceField[] {
  return fieldsBelow("spec", KINDS[kind]);
}

function kindSection(kind: Kind): readonly string[] {
  return [`## ${kind}`, "", descriptionOf(KINDS[kind]) ?? "", "", ...fieldTable(fieldsOf(kind))];
}

function fieldsBelow(path: string, schema: Schema, isAlternative = false): readonly ReferenceField[] {
  const shape = shapeOf(schema);
  switch (shape.type) {
    case "object":
      return shape.fields.flatMap((field) => {
        const fieldPath = path === "" ? field.name : `${path}.${field.name}`;
        return [describe(fieldPath, field.schema, isAlternative), ...fieldsBelow(fieldPath, field.schema)];
      });
    case "list":
      return fieldsBelow(`${path}[]`, shape.item);
    case "map":
      return fieldsBelow(`${path}.*`, shape.value);
    case "union":
      return onceByPath(shape.options.flatMap((option) => fieldsBelow(path, option, true)));
    default:
      return [];
  }
}

/** Alternatives may share a field. */
function onceByPath(fields: readonly ReferenceField[]): readonly ReferenceField[] {
  return [...new Map(fields.map((field) => [field.path, field])).values()];
}

function describe(path: string, schema: Schema, isAlternative: boolean): ReferenceField {
  const value = defaultOf(schema);
  // A map that is filled from its fields' defaults has none of its own to tell.
  const isEmptyMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return {
    path,
    type: typeOf(schema),
    presence: isRequired(schema) ? (isAlternative ? "alternative" : "required") : "optional",
    defaultText:
      value === undefined || isEmptyMap
        ? undefined
        : typeof value === "string"
          ? value
          : JSON.stringify(value),
    description: descriptionOf(schema),
  };
}

function typeOf(schema: Schema): string {
  const shape = shapeOf(schema);
  switch (shape.type) {
    case "object":
      return "map";
    case "list":
      return `list of ${plural(typeOf(shape.item))}`;
    case "map":
      return "map of texts";
    case "union":
      return `map with ${alternatives(optionKeys(shape.options).map(code))}`;
    case "enum":
      return alternatives(shape.values.map(code));
    case "number":
      return numberType(shape);
    case "boolean":
      return "`true` or `false`";
    case "text":
      return textType(schema);
    default:
      return shape satisfies never;
  }
}

function textType(schema: Schema): string {
  const term = termOf(schema);
  return term === undefined ? "text" : (term.short ?? term.noun.replace(/^(an?|the) /, ""));
}

function numberType({
  whole,
  min,
  max,
}: {
  readonly whole: boolean;
  readonly min: number;
  readonly max: number;
}): string {
  const noun = whole ? "whole number" : "number";
  return Math.abs(min) < Number.MAX_SAFE_INTEGER && max < Number.MAX_SAFE_INTEGER
    ? `${noun}, ${min} to ${max}`
    : noun;
}

function plural(type: string): string {
  return type.startsWith("map with") ? type.replace("map", "maps") : type.includes("`") ? type : `${type}s`;
}

function fieldTable(fields: readonly ReferenceField[]): readonly string[] {
  return table(
    ["field", "type", "default", "what it says"],
    fields.map(({ path, type, presence, defaultText, description }) => [
      code(path),
      type,
      presence === "optional" ? (defaultText === undefined ? "" : code(defaultText)) : PRESENCE[presence],
      description ?? "",
    ]),
  );
}

const PRESENCE = { required: "**required**", alternative: "**one of these**" } as const;

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

const code = (text: string): string => `\`${text}\``;
