import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { test } from "node:test";
import { GENERATED_FOLDER, generatedFiles } from "../../../config/generate.ts";
import { entityFiles } from "../../../config/generate-entities.ts";

for (const [name, content] of generatedFiles()) {
  test(`config/generated/${name} is what the schemas say now`, async () => {
    const committed = await readFile(`${GENERATED_FOLDER}${name}`, "utf8").catch(() => "");
    assert.ok(
      committed === content,
      `config/generated/${name} is out of date: run \`npm run generate\` and commit the result`,
    );
  });
}

test("config/generated holds nothing else", async () => {
  assert.deepEqual((await readdir(GENERATED_FOLDER)).sort(), [...generatedFiles().keys()].sort());
});

test("what is generated does not depend on the time or the place", () => {
  assert.deepEqual([...generatedFiles()], [...generatedFiles()]);
});

for (const [path, content] of await entityFiles()) {
  test(`${basename(path)} is what the recognizers say now`, async () => {
    assert.ok(
      (await readFile(path, "utf8")) === content,
      `${basename(path)} is out of date: run \`npm run generate\` and commit the result`,
    );
  });
}
