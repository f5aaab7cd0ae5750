import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createVerbatimIndex } from "../../../../../sidecar/detection/prohibited/verbatim.ts";

const PROMPT =
  "You are the assistant of ACME. Answer shortly and politely. Never speak about the merger with Globex in March.";

test("a stretch of the length is found wherever it begins", () => {
  const index = createVerbatimIndex([PROMPT], 32);
  for (let from = 0; from + 32 <= PROMPT.length; from++) {
    const stretch = PROMPT.slice(from, from + 32);
    if (stretch.trim().length < 32) continue;
    assert.ok(index.isRepeatedIn(`Well: ${stretch}`), `from ${from}`);
    assert.ok(index.isRepeatedIn(`${stretch}, that is it`), `from ${from}`);
  }
});

test("a shorter stretch is none", () => {
  const index = createVerbatimIndex([PROMPT], 32);
  assert.equal(index.isRepeatedIn(`I will "${PROMPT.slice(8, 39)}" as you say.`), false);
  assert.equal(
    index.isRepeatedIn("Our company sells kettles, pots and pans of all sizes to everybody."),
    false,
  );
});

test("another layout and letter case make no difference", () => {
  const index = createVerbatimIndex([PROMPT], 64);
  assert.ok(index.isRepeatedIn(PROMPT.toUpperCase().replaceAll(" ", "\n  ")));
});

test("a line of dashes is nobody's secret", () => {
  const ruler = "-".repeat(200);
  const index = createVerbatimIndex([`${PROMPT}\n${ruler}`], 64);
  assert.equal(index.isRepeatedIn(`Here is a table\n${ruler}\n`), false);
});

test("any stretch of any text is found, and only what is as long", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "b", "c", "d", "e", "7"),
    minLength: 60,
    maxLength: 200,
  });
  fc.assert(
    fc.property(letters, fc.nat(), fc.integer({ min: 16, max: 40 }), (text, at, length) => {
      const from = at % (text.length - length);
      const index = createVerbatimIndex([text], length);
      assert.ok(index.isRepeatedIn(`xyz ${text.slice(from, from + length)} zyx`));
    }),
  );
});
