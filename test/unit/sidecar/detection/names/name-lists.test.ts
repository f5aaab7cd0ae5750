import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { nameLists } from "../../../../../config/generate-name-lists.ts";

describe("the lists of names", () => {
  it("are what the package that they are made from says", async () => {
    for (const [path, content] of await nameLists())
      assert.equal(await readFile(path, "utf8"), content, `${path} is out of date: npm run generate`);
  });
});
