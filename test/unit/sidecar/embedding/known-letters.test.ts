import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withKnownLetters, withPlainSpaces } from "../../../../sidecar/embedding/known-letters.ts";

const isAscii = (character: string): boolean => /^[ -~]$/.test(character);

describe("a text as a model of few letters reads it", () => {
  it("has single spaces for lines, tabs and control characters", () => {
    assert.equal(withPlainSpaces("\n how\tdo\r\n\n I\u0000 pay?  "), "how do I pay?");
    assert.equal(withPlainSpaces("pass\u00adword\u200b"), "password");
  });

  it("has letters that it does not know as they are spelled without marks", () => {
    assert.equal(
      withKnownLetters("naïve Straße, Łódź, Ærø, ﬁne", isAscii),
      "naive Strasse, Lodz, AEro, fine",
    );
  });

  it("keeps the letters that it knows", () => {
    assert.equal(
      withKnownLetters("café Ünal", (character) => isAscii(character) || character === "é"),
      "café Unal",
    );
  });

  it("does not make one letter of another in scripts where marks tell letters apart", () => {
    assert.equal(withKnownLetters("мой ёж が", isAscii), "мой ёж が");
  });
});
