import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { findNames } from "../../../../../sidecar/detection/names/find-names.ts";
import { readLexicon } from "../../../../../sidecar/detection/names/lexicon.ts";
import { placed, slicesOf } from "../../../../../sidecar/detection/names/slices.ts";

const lexicon = await readLexicon();
const ALL = new Set(["person", "address", "organization"] as const);

const sentences = fc.constantFrom(
  "My name is Anna Schmidt. ",
  "Schmidt came late. ",
  "Ship it to 742 Evergreen Terrace, Apt 3B, Springfield, IL 62704 please. ",
  "Er wohnt Hauptstraße 5a, 10115 Berlin.\n",
  "Initech Inc. has written to Maria Lopez about it. ",
  "Kind regards,\nPeter\n\n",
  "nothing of note happened on that day 😀 in the village, ",
);

describe("slices of a long text", () => {
  it("together find what the whole text has, at its place", () => {
    fc.assert(
      fc.property(
        fc.array(sentences, { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 30, max: 60 }),
        (some, times) => {
          const text = some.join("").repeat(times);
          const slices = slicesOf([{ text }]);
          const found = slices.flatMap((slice) =>
            placed(slice, findNames(slice.text, slice.name, ALL, lexicon)),
          );
          assert.deepEqual(found, findNames(text, undefined, ALL, lexicon));
        },
      ),
      { numRuns: 12, seed: 7 },
    );
  });

  it("are one for a text of usual size, which keeps the key of its place", () => {
    assert.deepEqual(slicesOf([{ text: "Anna", name: "first_name" }, { text: "" }]), [
      { text: "Anna", name: "first_name", of: 0, offset: 0, from: 0, to: 4 },
      { text: "", name: undefined, of: 1, offset: 0, from: 0, to: 0 },
    ]);
  });

  it("tell each position exactly once, and never cut a character in two", () => {
    const text = "😀".repeat(60_000);
    const slices = slicesOf([{ text }]);
    assert.equal(slices[0]?.from, 0);
    assert.equal(slices.at(-1)?.to, text.length);
    for (const [index, slice] of slices.entries()) {
      assert.equal(slice.from, slices[index - 1]?.to ?? 0);
      assert.equal(slice.text.isWellFormed(), true);
    }
  });
});
