import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createDetector } from "../../../../sidecar/detection/detect.ts";
import { foldedView } from "../../../../sidecar/detection/fold.ts";
import type { Span } from "../../../../sidecar/detection/recognizer.ts";
import { readSigns } from "../../../../sidecar/detection/signs.ts";

test("a text that is as it looks has no other view", () => {
  for (const text of [
    "",
    "plain ASCII, 123",
    "Straße, naïve — “quoted”…",
    "日本語のテキスト",
    "привет",
    "한국어",
    "🎉",
  ]) {
    assert.equal(foldedView(text), undefined, text);
    assert.equal(readSigns(text).folds, false, text);
  }
});

test("what stands for something else is read as that", () => {
  for (const [written, read] of [
    ["１２３ ＡＢＣ ａ＠ｂ．ｃｏｍ", "123 ABC a@b.com"],
    [
      "٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ०१२३४५६७८९ ০১২৩৪৫৬৭৮৯ ๐๑๒๓๔๕๖๗๘๙",
      "0123456789 0123456789 0123456789 0123456789 0123456789",
    ],
    ["𝟒𝟏𝟏𝟏 𝐚𝐛 ①②", "4111 ab 12"],
    ["a\u200bb\u00adc\u2060d\ufeffe\u200df", "abcdef"],
    ["1\u00a02\u20093\u202f4\u30005", "1 2 3 4 5"],
    ["1\u20102\u20113\u20134\u22125", "1-2-3-4-5"],
    ["o\ufb03ce", "office"],
  ] as const) {
    assert.equal(foldedView(written)?.text, read);
    assert.equal(readSigns(written).folds, true, written);
  }
});

test("a span of the view is one of the original, with what is invisible inside it and nothing around it", () => {
  const text = "x\u200b\u200b𝟒𝟏\u200b\u00ad𝟏\u200by";
  const view = foldedView(text);
  assert.equal(view?.text, "x411y");
  const { start = 0, end = 0 } = view?.original({ start: 1, end: 4 }) ?? {};
  assert.equal(text.slice(start, end), "𝟒𝟏\u200b\u00ad𝟏");
});

test("every character of the view leads to the one that it was read from", () => {
  const piece = fc.constantFrom(
    "a",
    "１",
    "𝟒",
    "\u200b",
    "\u00ad",
    "\u00a0",
    "ﬃ",
    "é",
    "😀",
    "٣",
    "\u2011",
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      const view = foldedView(text);
      if (view === undefined) return;
      for (let at = 0; at < view.text.length; at++) {
        const { start, end }: Span = view.original({ start: at, end: at + 1 });
        const folded: string = foldedView(text.slice(start, end))?.text ?? text.slice(start, end);
        assert.ok(folded.includes(view.text.charAt(at)), JSON.stringify({ text, at }));
      }
      assert.equal(view.text, view.text.replaceAll(/[\u200b\u00ad\u00a0\u2011]/g, ""));
    }),
    { numRuns: 500 },
  );
});

test("values are found however their characters are disguised, and all of them is replaced", () => {
  const detector = createDetector({ entities: ["card", "email", "ssn", "secret"] });
  for (const value of [
    "４１１１ １１１１ １１１１ １１１１",
    "4111\u00a01111\u00a01111\u00a01111",
    "4111\u200b1111\u200b1111\u200b1111",
    "٤١١١١١١١١١١١١١١١",
    "maria\u200b.lopez@exam\u00adple.com",
    "ｍａｒｉａ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    "536\u201122\u20118726",
    "ghp_16C7e42F292c6912\u200bE7710c838347Ae178B4a",
  ]) {
    const text = `this one: ${value}, thanks`;
    const found = detector.detect(text).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(found, [value]);
  }
});
