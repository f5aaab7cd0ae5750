import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isSameAnswer, piecesOf } from "../../../../../../sidecar/filters/cache/semantic/same-answer.ts";
import { fakeEmbedder } from "../../../../../support/fake-embedder.ts";

const { signal } = new AbortController();

/** With vectors that are as close as can be: the texts alone decide. */
function sameByText(one: string, other: string): Promise<boolean> {
  const embedder = fakeEmbedder();
  embedder.alike(one, other);
  return isSameAnswer(one, other, embedder, signal);
}

describe("whether two answers say the same", () => {
  it("does not hang on case and blanks", async () => {
    assert.equal(
      await isSameAnswer("Open  the\nsettings.", "open the settings.", fakeEmbedder(), signal),
      true,
    );
  });

  it("is told by how close they are", async () => {
    assert.equal(await sameByText("Go to the settings page.", "Open your settings."), true);
    assert.equal(
      await isSameAnswer("Go to the settings page.", "Open your settings.", fakeEmbedder(), signal),
      false,
    );
  });

  for (const [one, other] of [
    ["You can cancel within 14 days.", "You can cancel within 30 days."],
    ["Yes, it is allowed.", "No, it is not allowed."],
    ["The capital is Canberra.", "The capital is Vienna."],
    ["Enable it in the settings.", "Disable it in the settings."],
    ["The answer is: 42", "The answer is: 43"],
    ["It closes on Monday.", "It closes on Friday."],
  ] as const) {
    it(`short ones must not differ in a fact: ${one} / ${other}`, async () => {
      assert.equal(await sameByText(one, other), false);
    });
  }

  it("compares the beginnings of long ones, piece by piece", async () => {
    const long = "A sentence of this answer, which is neither short nor new. ".repeat(40);
    const embedder = fakeEmbedder();
    assert.equal(await isSameAnswer(long, `${long} And one more.`, embedder, signal), true);
    assert.ok(embedder.asked.length <= 8);
    for (const piece of embedder.asked) assert.ok(piece.length <= 400);
  });

  it("cuts a text into pieces that hold it in order, up to a bound", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3_000 }), (text) => {
        const pieces = piecesOf(text);
        assert.ok(pieces.length <= 4);
        for (const piece of pieces) assert.ok(piece !== "" && piece.length <= 400);
        const whole = text.replace(/\s+/g, "");
        assert.ok(whole.startsWith(pieces.join("").replace(/\s+/g, "")));
      }),
    );
  });
});
