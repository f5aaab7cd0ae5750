import assert from "node:assert/strict";
import { test } from "node:test";
import { withAsciiOnly } from "../../../.ci/build/one-byte.ts";

test("a regular expression means the same in ASCII", () => {
  const source = "/[［【…é😀]/u";
  const ascii = withAsciiOnly(source);
  assert.match(ascii, /^[\0-\x7f]+$/);
  // Both are what a build would run.
  const [before, after] = [source, ascii].map((text) => new Function(`return ${text};`)() as RegExp);
  for (const character of ["［", "【", "…", "é", "😀", "a", "\ud83d"])
    assert.equal(after?.test(character), before?.test(character), character);
});

test("a template, whose raw text may be asked for, stays as it is", () => {
  assert.equal(withAsciiOnly("a(/é/);\nString.raw`é`;"), "a(/\\u00e9/);\nString.raw`é`;");
});
