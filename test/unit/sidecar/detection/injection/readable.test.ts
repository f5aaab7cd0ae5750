import assert from "node:assert/strict";
import { test } from "node:test";
import { comparableText, tagText, visibleText } from "../../../../../sidecar/detection/injection/readable.ts";

test("what nobody sees is left out, and forms that mean the same are one", () => {
  assert.equal(visibleText("Kes\u200btrel\u00ad"), "Kestrel");
  assert.equal(visibleText("Ｋｅｓｔｒｅｌ"), "Kestrel");
  const plain = "plain text";
  assert.equal(visibleText(plain), plain);
});

test("words compare without case, accents and letters borrowed from other scripts", () => {
  assert.equal(comparableText("Précédentes INSTRUÇÕES"), "precedentes instrucoes");
  assert.equal(comparableText("Ignоre prevіous"), "ignore previous");
  assert.equal(comparableText("İSTANBUL ışık"), "istanbul isik");
  assert.equal(comparableText("Привет, мир"), "привет, мир");
});

test("tags without a shape are read", () => {
  const tags = [..."hello"].map((sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))).join("");
  assert.equal(tagText(`a${tags}b`), "hello");
  assert.equal(tagText("a😀b"), "");
});
