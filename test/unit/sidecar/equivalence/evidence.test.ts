import assert from "node:assert/strict";
import { test } from "node:test";
import { align } from "../../../../sidecar/equivalence/alignment.ts";
import { readQuestion } from "../../../../sidecar/equivalence/equivalence.ts";
import { isCandidate, isReworded } from "../../../../sidecar/equivalence/evidence.ts";
import { type Features, featuresOf } from "../../../../sidecar/equivalence/features.ts";
import { lexicon } from "../../../../sidecar/equivalence/lexicon.ts";
import { assertDiffer, assertSame } from "../../../support/questions.ts";

const pairOf = (one: string, other: string): ReturnType<typeof align> =>
  align(readQuestion(one), readQuestion(other), 0.9, lexicon());
const featured = (one: string, other: string): Features => featuresOf(pairOf(one, other));

test("a word that is left over is no difference where the question is built otherwise", () => {
  assertSame([
    [
      "What is the best way to learn the guitar as an adult?",
      "How can an adult best learn to play the guitar?",
    ],
    ["How do I remove a stripped screw?", "The screw head is stripped, how can I get the screw out?"],
  ]);
});

test("a word that is replaced in an otherwise equal sentence is a difference", () => {
  assertDiffer("content", [
    ["How do I peel garlic?", "How do I grate garlic?"],
    ["Can I return a gift by mail?", "Can I return a gift by phone?"],
  ]);
});

test("another thing on either side is never outweighed, however the question is built", () => {
  for (const [one, other] of [
    ["What's the best way to give a walrus a bath?", "How do I bathe my llama?"],
    ["How should quinoa be cooked?", "What's the trick to cooking lentils?"],
  ] as const) {
    assert.ok(!isCandidate(pairOf(one, other)), `${one} | ${other}`);
    assert.ok(!isReworded(pairOf(one, other)));
  }
});

test("a word that is put into a short question is a difference, however it is framed", () => {
  for (const [one, other] of [
    ["How do I cook salmon?", "What's the best way to cook frozen salmon?"],
    ["How do I boil eggs?", "What is the best way to peel boiled eggs?"],
  ] as const) {
    assert.ok(!isCandidate(pairOf(one, other)), `${one} | ${other}`);
  }
});

test("a fact is never outweighed", () => {
  assertDiffer("numbers", [
    [
      "How do I remove 3 stripped screws?",
      "The heads of 4 screws are stripped, how can I get the screws out?",
    ],
  ]);
  assertDiffer("negation", [
    ["How do I remove a stripped screw?", "The screw head isn't stripped, how can I get the screw out?"],
  ]);
});

test("acts whose answers differ are never outweighed", () => {
  assert.ok(!isCandidate(pairOf("Why do planes stay in the air?", "How long can planes stay in the air?")));
  assert.ok(!isCandidate(pairOf("When was Hamlet written?", "Where was Hamlet written?")));
});

test("a replacement in place, an addition and a condition are told apart", () => {
  const replaced = featured("How do I clean a wooden table?", "How do I clean a granite table?");
  assert.ok(replaced.inPlace > 0.8);
  assert.ok(replaced.contentInPlace > 0.4);
  assert.equal(replaced.replacedThings, 1);
  const added = featured("How do I clean a table?", "What's the way to clean a table in a submarine?");
  assert.equal(added.replacedThings, 0);
  assert.equal(added.addedThings, 1);
  assert.equal(added.conditions, 1);
  assert.ok(added.inPlace < 0.5);
});
