import assert from "node:assert/strict";
import { test } from "node:test";
import { readSigns } from "../../../../sidecar/detection/signs.ts";
import { triggerWords } from "../../../../sidecar/detection/trigger-words.ts";

const words = triggerWords(["quokka", "zebra"]);

function placesIn(text: string): readonly number[] {
  const signs = readSigns(text);
  assert.equal(words.areIn(signs), words.placesIn(signs).length > 0);
  return words.placesIn(signs);
}

test("trigger words are found where words begin, in any letter case, whatever follows", () => {
  assert.deepEqual(placesIn("quokka Zebra ZEBRAS"), [0, 7, 13]);
  assert.deepEqual(placesIn("x_quokka, y-zebra.z/quokka 7zebra"), [2, 12, 20, 28]);
});

test("trigger words are found at humps and behind escapes", () => {
  assert.deepEqual(placesIn("myQuokka and HTTPZebra"), [2, 17]);
  assert.deepEqual(placesIn("a\\nquokka \\tZebra"), [3, 12]);
  assert.deepEqual(placesIn("é zebra, ézebra"), [2, 10]);
});

test("trigger words are not found in the midst of a word, and none is in a text without them", () => {
  assert.deepEqual(placesIn("aquokka azebra"), []);
  assert.deepEqual(placesIn("quokk a zebr"), []);
  assert.deepEqual(placesIn(""), []);
  assert.deepEqual(placesIn("q"), []);
});
