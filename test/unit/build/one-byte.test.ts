import assert from "node:assert/strict";
import { test } from "node:test";
import { transformSync } from "esbuild";
import { asStrings, withAsciiOnly } from "../../../.ci/build/one-byte.ts";

test("a regular expression means the same in ASCII", () => {
  const source = "/[［【…é😀]/u";
  const ascii = withAsciiOnly(source);
  assert.match(ascii, /^[\0-\x7f]+$/);
  // Both are what a build would run.
  const [before, after] = [source, ascii].map((text) => new Function(`return ${text};`)() as RegExp);
  for (const character of ["［", "【", "…", "é", "😀", "a", "\ud83d"])
    assert.equal(after?.test(character), before?.test(character), character);
});

/** A part that is put into a template. */
const put = (code: string) => `$\{${code}}`;

test("a raw template becomes a text in ASCII that says the same", () => {
  const raw = `String.raw\`\\s[“„\\\`'é]${put("PART")}\\p{L}\\u{1f600}–\``;
  const ascii = withAsciiOnly(transformSync(asStrings(`x = ${raw};`)).code);
  assert.match(ascii, /^[\0-\x7f]+$/);
  const [before, after] = [`return ${raw}`, `let x; ${ascii}; return x;`].map((text) =>
    new Function("PART", text)("(?:\\d)"),
  );
  assert.equal(after, before);
});

test("a raw template in ASCII stays as it is, one that is more than a text is told", () => {
  const inAscii = `String.raw\`\\d${put("x")}\``;
  assert.equal(asStrings(inAscii), inAscii);
  assert.throws(() => asStrings(`String.raw\`é${put("of(`a`)")}\``), /more than a text/);
  assert.throws(() => asStrings(`String.raw\`é\\${put("x")}\``), /more than a text/);
  assert.throws(() => withAsciiOnly("String.raw`é`;"), /not in ASCII/);
});
