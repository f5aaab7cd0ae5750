import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { test } from "node:test";
import { GENERATED_FOLDER, generateTypes } from "../../../proto/generate.ts";
import { PROTO_FILES, PROTO_FOLDER } from "../../../proto/load.ts";

test("the committed types are the ones that the .proto files give", async (context) => {
  const temporary = await mkdtemp(join(tmpdir(), "aios-proto-"));
  context.after(() => rm(temporary, { recursive: true, force: true }));
  const folder = join(temporary, "gen");
  await generateTypes(folder);

  const [committed, generated] = await Promise.all([filesIn(GENERATED_FOLDER), filesIn(folder)]);
  const stale = [...new Set([...committed.keys(), ...generated.keys()])]
    .filter((path) => committed.get(path) !== generated.get(path))
    .sort();
  assert.deepEqual(stale, [], "proto/gen differs from what the .proto files give; run `npm run generate`");
});

test("every service's .proto file is among those that are loaded and generated", async () => {
  const services: string[] = [];
  for (const [path, text] of await filesIn(join(PROTO_FOLDER, "aios"))) {
    if (/^service /m.test(text)) services.push(`aios/${path}`);
  }
  assert.deepEqual(services.sort(), Object.values(PROTO_FILES).sort());
});

/** Content by path below `folder`. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).replaceAll("\\", "/"), await readFile(path, "utf8"));
  }
  return files;
}
