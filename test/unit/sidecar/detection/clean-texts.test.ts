import assert from "node:assert/strict";
import { test } from "node:test";
import { CLEAN, CleanTexts } from "../../../../sidecar/detection/clean-texts.ts";
import { createDetector } from "../../../../sidecar/detection/detect.ts";

const LONG = "The handbook says where the spare keys hang and how holidays are asked for. ".repeat(8);

/** As a detector that finds nothing does. */
function search(texts: CleanTexts, text: string, name?: string): "remembered" | "searched" {
  const known = texts.recall(text, name);
  if (known === CLEAN) return "remembered";
  if (known !== undefined) texts.add(known);
  return "searched";
}

function searches(texts: CleanTexts, text: string, times: number, name?: string): readonly string[] {
  return Array.from({ length: times }, () => search(texts, text, name));
}

test("a text that comes again and again is searched twice: then it is known", () => {
  assert.deepEqual(searches(new CleanTexts(), LONG, 4), ["searched", "searched", "remembered", "remembered"]);
});

test("a short text is searched every time", () => {
  assert.deepEqual(searches(new CleanTexts(), "short", 4), ["searched", "searched", "searched", "searched"]);
});

test("a text that differs in one character is another one, wherever that is", () => {
  const texts = new CleanTexts();
  searches(texts, LONG, 3);
  for (let at = 0; at < LONG.length; at++) {
    const other = `${LONG.slice(0, at)}#${LONG.slice(at + 1)}`;
    assert.equal(search(texts, other), "searched", String(at));
  }
});

test("the name of its place is part of what is remembered", () => {
  const texts = new CleanTexts();
  searches(texts, LONG, 3);
  assert.equal(search(texts, LONG, "ssn"), "searched");
  assert.equal(search(texts, LONG, ""), "searched");
  assert.equal(search(texts, `n${LONG}`, "ss"), "searched");
  assert.equal(search(texts, LONG, "ssn"), "remembered");
});

test("what UTF-8 cannot tell apart is never remembered", () => {
  const texts = new CleanTexts();
  assert.deepEqual(searches(texts, `${LONG}\ud800`, 4), ["searched", "searched", "searched", "searched"]);
  assert.equal(search(texts, `${LONG}\ufffd`), "searched");
});

test("only so many texts are remembered, those that came last", () => {
  const texts = new CleanTexts();
  const textOf = (number: number): string => `${number} ${LONG}`;
  searches(texts, textOf(0), 3);
  searches(texts, textOf(1), 3);
  for (let number = 2; number < 4_097; number++) {
    searches(texts, textOf(number), 2);
    if (number === 2_000) assert.equal(search(texts, textOf(0)), "remembered");
  }
  assert.equal(search(texts, textOf(0)), "remembered");
  assert.equal(search(texts, textOf(4_096)), "remembered");
  assert.equal(search(texts, textOf(4_097)), "searched");
  search(texts, textOf(4_097));
  // The rough look may have forgotten it as well: it has to be asked for twice.
  assert.deepEqual(
    [texts.recall(textOf(1), undefined), texts.recall(textOf(1), undefined)].includes(CLEAN),
    false,
  );
});

test("what one detector has found nothing in, another one with other rules looks through", () => {
  const text = `${LONG} Write to maria@example.com.`;
  const cards = createDetector({ entities: ["card"] });
  const emails = createDetector({ entities: ["email"] });
  for (let time = 0; time < 4; time++) {
    assert.equal(cards.detect(text).length, 0);
    assert.equal(emails.detect(text).length, 1);
  }
});

test("a text with findings is searched every time, and one that begins like a clean one is found out", () => {
  const detector = createDetector({ entities: ["email", "ssn"] });
  for (let time = 0; time < 4; time++) assert.equal(detector.detect(LONG).length, 0);
  for (let time = 0; time < 4; time++) {
    assert.equal(detector.detect(`${LONG} maria@example.com`).length, 1);
    assert.equal(detector.detect(LONG.replace("spare keys", "a@b.example")).length, 1);
  }
});

test("what the names tier has found counts also in a text that is clean otherwise", () => {
  const detector = createDetector({ entities: ["email", "person"] });
  const named = [{ entity: "person", start: 4, end: 12, score: 0.9 }] as const;
  for (let time = 0; time < 4; time++) assert.equal(detector.detect(LONG).length, 0);
  assert.equal(detector.detect(LONG, undefined, named).length, 1);
  assert.equal(detector.detect(LONG).length, 0);
});
