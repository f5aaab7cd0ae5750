import assert from "node:assert/strict";
import { test } from "node:test";
import { createContentSearch } from "../../../../../sidecar/detection/prohibited/content.ts";
import { whole } from "../../../../../sidecar/detection/prohibited/piece.ts";

const search = createContentSearch([
  { terms: ["kestrel", "grey heron"], patterns: [] },
  { terms: [], patterns: ["(?i)proj-[0-9]{4}\\b"] },
]);
const found = (text: string) => [...search.find(whole(text))];

test("words, phrases and patterns are found by their list", () => {
  assert.deepEqual(found("A KESTREL, and Proj-1234."), [0, 1]);
  assert.deepEqual(found("the grey\n  heron"), [0]);
  assert.deepEqual(found("kestrels and proj-12345"), []);
});

test("zero-width characters and full-width letters hide nothing", () => {
  assert.deepEqual(found("Kes\u200btrel"), [0]);
  assert.deepEqual(found("ＰＲＯＪ-１２３４"), [1]);
});

test("what reaches to the end of a text that goes on is not decided yet", () => {
  const piece = { text: "a kestrel", continues: false, isOpen: true };
  assert.deepEqual([...search.find(piece)], []);
  assert.deepEqual([...search.find({ ...piece, text: "a kestrel " })], [0]);
  assert.deepEqual([...search.find({ text: "kestrel ", continues: true, isOpen: true })], []);
});
