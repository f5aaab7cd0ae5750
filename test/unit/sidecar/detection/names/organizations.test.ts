import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findNames } from "../../../../../sidecar/detection/names/find-names.ts";
import { readLexicon } from "../../../../../sidecar/detection/names/lexicon.ts";

const lexicon = await readLexicon();

function marked(text: string, name?: string): string {
  const found = findNames(text, name, new Set(["organization"]), lexicon).filter(({ score }) => score >= 0.5);
  return found.reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)}«${rest.slice(start, end)}»${rest.slice(end)}`,
    text,
  );
}

function assertMarked(texts: readonly string[]): void {
  for (const text of texts) assert.equal(marked(text.replaceAll(/[«»]/g, "")), text);
}

describe("names of organisations", () => {
  it("are found by legal form", () => {
    assertMarked([
      "Pay «Initech Inc.» today.",
      "«Müller & Söhne GmbH» has written, and «Acme Widgets Ltd» as well.",
      "The «Banca Esempio S.p.A.» called.",
      "Invoice from «Vandelay Industries, LLC» arrived",
    ]);
  });

  it("are found by what they are, and where somebody works", () => {
    assertMarked([
      "She studied at the «University of Leeds».",
      "The «Henderson Group» and «Leeds Hospital» agreed.",
      "I work at «Globex» in Berlin.",
      "Employer: «Hooli»",
    ]);
    assert.equal(marked("Hooli", "company_name"), "«Hooli»");
  });

  it("are no ordinary words", () => {
    assertMarked([
      "The bank is closed. A Company Car. Go to school.",
      "I work at home.",
      "Research & Development",
    ]);
  });
});
