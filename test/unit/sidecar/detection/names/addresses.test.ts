import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findNames } from "../../../../../sidecar/detection/names/find-names.ts";
import { readLexicon } from "../../../../../sidecar/detection/names/lexicon.ts";

const lexicon = await readLexicon();

function marked(text: string, name?: string): string {
  const found = findNames(text, name, new Set(["address"]), lexicon).filter(({ score }) => score >= 0.5);
  return found.reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)}«${rest.slice(start, end)}»${rest.slice(end)}`,
    text,
  );
}

function assertMarked(texts: readonly string[]): void {
  for (const text of texts) assert.equal(marked(text.replaceAll(/[«»]/g, "")), text);
}

describe("postal addresses", () => {
  it("are found in the forms of many countries, with what belongs to them", () => {
    assertMarked([
      "I live at «1600 Pennsylvania Avenue NW, Washington, DC 20500».",
      "Ship it to «742 Evergreen Terrace, Apt 3B, Springfield, IL 62704» please.",
      "She moved to «221B Baker Street, London NW1 6XE, UK».",
      "Wohnhaft: «Hauptstraße 5a, 10115 Berlin».",
      "Er wohnt «Am Alten Markt 12, 50667 Köln».",
      "J'habite au «10 rue de la Paix, 75002 Paris».",
      "Vivo en la «Calle Mayor 5, 28013 Madrid».",
      "Abito in «Via Roma 12, 00184 Roma».",
      "Ik woon op «Prinsengracht 263, 1016 GV Amsterdam».",
      "Jag bor på «Storgatan 12, 114 55 Stockholm».",
      "Mieszkam: «ul. Długa 7, 00-238 Warszawa».",
      "Send it to «P.O. Box 1234».",
      "«〒150-0001 東京都渋谷区神宮前1-2-3»",
    ]);
  });

  it("are found over several lines", () => {
    assertMarked(["Anna\n«350 Fifth Avenue\nSuite 400\nNew York, NY 10118»\nthanks"]);
  });

  it("are found by label and by key", () => {
    assertMarked(["Address: «2 Rose Cottage, Little Snoring»"]);
    assert.equal(marked("Rose Cottage", "street_address"), "«Rose Cottage»");
    assert.equal(marked("62704", "zip"), "«62704»");
    assert.equal(marked("a@example.com", "address"), "a@example.com");
  });

  it("are no years, versions, amounts, chapters or network addresses", () => {
    assertMarked([
      "During 1971 we invested. In Spring 2024 it rained.",
      "Version 12.4.1 of Chapter 3, Section 7, Figure 12.",
      "The IP address is 10.0.0.1 and the MAC address 00:1B:44:11:3A:B7.",
      "We sold 12345 Units and 300 Parts in 4 weeks.",
      "Set the address to 0x7fff5694dc58.",
      "Order 66 was placed on 5 May 2024 for 99 Euro.",
    ]);
  });
});
