import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createDetector } from "../../../../sidecar/detection/detect.ts";
import type { NameFinding } from "../../../../sidecar/detection/names/find-names.ts";

const person = (start: number, end: number, score = 0.9): NameFinding => ({
  entity: "person",
  start,
  end,
  score,
});

describe("names among what was found by form", () => {
  it("are matches where a set looks for them, and sure enough", () => {
    const text = "Anna wrote";
    const shown = (rules: Parameters<typeof createDetector>[0], score = 0.9) =>
      createDetector(rules)
        .detect(text, undefined, [person(0, 4, score)])
        .map(({ entity, label, start, end }) => [entity, label, start, end]);
    assert.deepEqual(shown({ entities: ["person"] }), [["person", "PERSON", 0, 4]]);
    assert.deepEqual(shown({ entities: ["email"] }), []);
    assert.deepEqual(shown({ entities: ["person"], minimumScore: 0.8 }, 0.7), []);
    assert.deepEqual(shown({ entities: ["person"], except: { values: ["anna"], patterns: [] } }), []);
  });

  it("give way to what has a form of its own, and their rest stays a name", () => {
    const text = "Anna anna@example.com Smith";
    const found = createDetector({ entities: ["person", "email"] }).detect(text, undefined, [
      person(0, text.length),
    ]);
    assert.deepEqual(
      found.map(({ entity, start, end }) => [entity, text.slice(start, end)]),
      [
        ["person", "Anna"],
        ["email", "anna@example.com"],
        ["person", "Smith"],
      ],
    );
  });

  it("are sought by those sets that name them", () => {
    const detector = createDetector([{ entities: ["email"] }, { entities: ["person", "address"] }]);
    assert.deepEqual(detector.names, ["person", "address"]);
    assert.deepEqual(detector.detect("Anna", undefined, [person(0, 4)])[0]?.sought, [
      { rules: 1, entity: "person" },
    ]);
    assert.deepEqual(createDetector({ entities: ["email"] }).names, []);
  });

  it("stand at their place in texts with characters that are looked through", () => {
    const text = "ＡＢＣ\u200b Anna, mail anna@example.com";
    const at = text.indexOf("Anna");
    const found = createDetector({ entities: ["person", "email"] }).detect(text, undefined, [
      person(at, at + 4),
    ]);
    assert.deepEqual(
      found.map(({ start, end }) => text.slice(start, end)),
      ["Anna", "anna@example.com"],
    );
  });
});
