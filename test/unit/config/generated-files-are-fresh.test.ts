import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { GENERATED_FOLDER, generatedFiles } from "../../../config/generate.ts";

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
