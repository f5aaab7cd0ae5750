import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { NAME_LABELS } from "../../../../../config/schema/names.ts";
import { type Tag, taggedSpans } from "../../../../../sidecar/detection/names/model-tags.ts";

/** Tags of the words of a text, in order: `Anna/B-PER`. */
function tagged(written: string): { readonly text: string; readonly tags: readonly Tag[] } {
  let text = "";
  const tags: Tag[] = [];
  for (const part of written.split(" ")) {
    const [word = "", label = "O"] = part.split("/");
    if (text !== "" && !word.startsWith("##")) text += " ";
    const start = text.length;
    text += word.replace("##", "");
    tags.push({ start, end: text.length, label, score: 0.8 });
  }
  return { text, tags };
}

function spans(written: string, labels: Parameters<typeof taggedSpans>[2] = NAME_LABELS): readonly string[] {
  const { text, tags } = tagged(written);
  return taggedSpans(text, tags, labels).map(
    ({ entity, start, end }) => `${entity}: ${text.slice(start, end)}`,
  );
}

describe("what a model says of tokens", () => {
  it("becomes names, which go on with I- and begin with B-", () => {
    assert.deepEqual(spans("Anna/B-PER Maria/I-PER met Peter/B-PER Paul/B-PER"), [
      "person: Anna Maria",
      "person: Peter",
      "person: Paul",
    ]);
  });

  it("covers the whole of a word of several tokens", () => {
    assert.deepEqual(spans("Wash/B-LOC ##ing/I-LOC ##ton/B-LOC is"), ["address: Washington"]);
  });

  it("needs no prefixes", () => {
    assert.deepEqual(spans("Anna/PERSON Smith/PERSON of Initech/ORG"), [
      "person: Anna Smith",
      "organization: Initech",
    ]);
  });

  it("is mapped as configured; other labels are nothing", () => {
    assert.deepEqual(spans("Rome/B-LOC Anna/B-PER art/B-MISC", { LOC: "none", PER: "person" }), [
      "person: Anna",
    ]);
  });

  it("leaves punctuation out of names", () => {
    assert.deepEqual(spans("(Anna),/B-PER"), ["person: Anna"]);
  });

  it("is as sure as its tokens on average", () => {
    const tags: readonly Tag[] = [
      { start: 0, end: 4, label: "B-PER", score: 1 },
      { start: 5, end: 10, label: "I-PER", score: 0.5 },
    ];
    assert.deepEqual(taggedSpans("Anna Smith", tags, NAME_LABELS), [
      { entity: "person", start: 0, end: 10, score: 0.75 },
    ]);
  });
});
