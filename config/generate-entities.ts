/**
 * Writes what is derived from the recognizers, before anything that imports it: the registry, and the names that policies
 * know them by. `npm run generate`.
 */
import { readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { NAME_ENTITIES } from "../sidecar/detection/names/entities.ts";
import type { EntityGroup, Recognizer } from "../sidecar/detection/recognizer.ts";

const DETECTION = new URL("../sidecar/detection/", import.meta.url);
const REGISTRY = fileURLToPath(new URL("registry.ts", DETECTION));
const ENTITIES = fileURLToPath(new URL("schema/entities.ts", import.meta.url));

interface Entity {
  readonly label: string;
  readonly group: EntityGroup;
  readonly descriptions: readonly string[];
}

/** Path and content of every generated file. The same recognizers give the same bytes. */
export async function entityFiles(): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(new URL("recognizers/", DETECTION)))
    .filter((name) => name.endsWith(".ts"))
    .sort();
  const recognizers = await Promise.all(files.map(readRecognizer));
  return new Map([
    [REGISTRY, registrySource(files)],
    [ENTITIES, entitiesSource(recognizers)],
  ]);
}

async function readRecognizer(file: string): Promise<Recognizer> {
  const { recognizer }: { recognizer?: Recognizer } = await import(
    new URL(`recognizers/${file}`, DETECTION).href
  );
  if (recognizer === undefined) throw new Error(`recognizers/${file} exports no \`recognizer\`.`);
  return recognizer;
}

function registrySource(files: readonly string[]): string {
  const named = files.map((file) => ({ file, name: camelCase(file.replace(/\.ts$/, "")) }));
  return [
    "// Generated from recognizers/ by `npm run generate`.",
    'import type { Recognizer } from "./recognizer.ts";',
    ...named.map(({ file, name }) => `import { recognizer as ${name} } from "./recognizers/${file}";`),
    "",
    "/** Everything that can be looked for by its form. */",
    "export const RECOGNIZERS: readonly Recognizer[] = [",
    ...named.map(({ name }) => `  ${name},`),
    "];",
    "",
  ].join("\n");
}

function entitiesSource(recognizers: readonly Recognizer[]): string {
  const entities = new Map<string, Entity>();
  for (const { entity, label, group, description } of [...recognizers, ...NAME_ENTITIES]) {
    const known = entities.get(entity);
    if (known !== undefined && (known.label !== label || known.group !== group))
      throw new Error(`Two recognizers of ${entity} disagree on its label or group.`);
    entities.set(entity, { label, group, descriptions: [...(known?.descriptions ?? []), description] });
  }
  const sorted = [...entities].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    "// Generated from sidecar/detection/ by `npm run generate`.",
    "",
    "/** What can be looked for: its label in placeholders, the group that names it with others, and what it is. */",
    "export const ENTITIES = {",
    ...sorted.flatMap(([name, { label, group, descriptions }]) => [
      `  ${/^[a-z]+$/.test(name) ? name : JSON.stringify(name)}: {`,
      `    label: ${JSON.stringify(label)},`,
      `    group: ${JSON.stringify(group)},`,
      `    description:`,
      `      ${JSON.stringify(descriptions.join(" "))},`,
      "  },",
    ]),
    "} as const;",
    "",
  ].join("\n");
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

if (import.meta.main) {
  for (const [path, content] of await entityFiles()) await writeFile(path, content);
}
