import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { differenceOf, GUARDS, readQuestion } from "../../../../sidecar/equivalence/equivalence.ts";
import { assertDiffer, assertSame } from "../../../support/questions.ts";

const between = (one: string, other: string, similarity = 0.9): string | undefined =>
  differenceOf(readQuestion(one), readQuestion(other), similarity);

test("every text is the same question as itself, whatever its script, length or case", () => {
  const texts = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.constantFrom("How?", "", "x".repeat(5_000)),
  );
  fc.assert(fc.property(texts, (text) => between(text, text, 0) === undefined));
  assertSame([["How do I cook rice?", "how do i cook  RICE"]], 0);
});

test("no text makes reading throw, and the verdict does not depend on which question came first", () => {
  const words = fc.constantFrom(
    ...'how do does not I my me you what why can the a to from 2 two €5 `x` "y" constructor __proto__ toString turn it off only'.split(
      " ",
    ),
  );
  const texts = fc.array(words, { maxLength: 14 }).map((parts) => parts.join(" "));
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const difference = between(one, other);
      assert.ok(difference === undefined || GUARDS.some((guard) => guard === difference));
      assert.equal(difference === undefined, between(other, one) === undefined);
    }),
  );
});

test("a number that is changed anywhere in a question is always a difference", () => {
  const shapes = [
    "How much is %s percent of 7?",
    "Order %s boxes",
    "Is a fever of %s dangerous?",
    "%s",
    "Sleep %s hours",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...shapes), fc.nat(9_999), fc.nat(9_999), (shape, one, other) => {
      fc.pre(one !== other);
      assert.notEqual(
        between(shape.replace("%s", String(one)), shape.replace("%s", String(other)), 0.99),
        undefined,
      );
    }),
  );
});

test("texts in other scripts, and long ones, count only when they are equal", () => {
  assertDiffer("content", [["東京の天気は?", "大阪の天気は?"]]);
  assertDiffer("language", [["東京の天気は?", "What is the weather in Tokyo?"]]);
  const long = "Please tell me more about it. ".repeat(150);
  assertSame([[long, `${long}\n`]]);
  assertDiffer("content", [[long, `please ${long}`]]);
});

test("small words may be missing where the texts are close, and not where they are far apart", () => {
  const [one, other] = [
    "How much protein do teenagers need?",
    "How much protein do teenagers need, in total, at their age?",
  ];
  assert.equal(between(one, other, 0.95), undefined);
  assert.equal(between(one, other, 0.72), "content");
});

test("two questions of nothing but small words are not the same", () => {
  assert.notEqual(between("What is it?", "Who are they?"), undefined);
  assert.notEqual(between("And this one?", "And that?"), undefined);
});

test("words that every object has are words like any other", () => {
  assertDiffer("content", [["What is a constructor in C?", "What is a destructor in C?"]]);
});
