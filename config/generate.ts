/** Writes what is derived from the schemas into `generated/`: `npm run generate`. */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { jsonSchemaDocument } from "./json-schema.ts";
import { referenceDocument } from "./reference.ts";
import { telemetryDocument } from "./telemetry-reference.ts";

export const GENERATED_FOLDER = fileURLToPath(new URL("generated/", import.meta.url));

/** Name and content of every generated file. The same input gives the same bytes. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["aios.schema.json", `${JSON.stringify(jsonSchemaDocument(), undefined, 2)}\n`],
    ["reference.md", referenceDocument()],
    ["telemetry.md", telemetryDocument()],
  ]);
}

if (import.meta.main) {
  await mkdir(GENERATED_FOLDER, { recursive: true });
  for (const [name, content] of generatedFiles()) await writeFile(`${GENERATED_FOLDER}${name}`, content);
}
