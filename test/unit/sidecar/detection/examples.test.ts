import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createDetector } from "../../../../sidecar/detection/detect.ts";
import type { Recognizer } from "../../../../sidecar/detection/recognizer.ts";
import { RECOGNIZERS } from "../../../../sidecar/detection/registry.ts";
import { STRUCTURED_ENTITIES } from "../../../eval/detection.ts";

interface Place {
  readonly entity: string;
  readonly start: number;
  readonly end: number;
  readonly found: string;
}

/** The text of an example without its signs, and what they enclose. */
function readExample(
  entity: string,
  example: string,
): { readonly text: string; readonly places: readonly Place[] } {
  const places: Place[] = [];
  let text = "";
  for (const [index, piece] of example.split(/[«»]/).entries()) {
    if (index % 2 === 1)
      places.push({ entity, start: text.length, end: text.length + piece.length, found: piece });
    text += piece;
  }
  return { text, places };
}

function detected(entities: readonly string[], text: string, name?: string): readonly Place[] {
  return createDetector({ entities })
    .detect(text, name)
    .map(({ entity, start, end }) => ({ entity, start, end, found: text.slice(start, end) }));
}

const everything = createDetector({ entities: STRUCTURED_ENTITIES });

function detectedAmongAll(text: string): readonly Place[] {
  return everything
    .detect(text)
    .map(({ entity, start, end }) => ({ entity, start, end, found: text.slice(start, end) }));
}

for (const recognizer of RECOGNIZERS) {
  const { entity, examples, nearMisses, context } = recognizer;
  describe(nameOf(recognizer), () => {
    test("has examples and near misses", () => {
      assert.notEqual(examples.length, 0);
      assert.notEqual(nearMisses.length, 0);
      for (const example of examples) assert.match(example, /^[^«»]*(?:«[^«»]+»[^«»]*)+$/u, example);
      for (const nearMiss of nearMisses) assert.doesNotMatch(nearMiss, /[«»]/u);
    });

    test("finds its examples, and nothing else in them", () => {
      for (const example of examples) {
        const { text, places } = readExample(entity, example);
        assert.deepEqual(detected([entity], text), places, text);
      }
    });

    test("is what its examples are taken for among all others", () => {
      for (const example of examples) {
        const { text, places } = readExample(entity, example);
        const found = detectedAmongAll(text);
        for (const place of places)
          assert.ok(
            found.some(
              ({ entity: other, start, end }) =>
                other === entity && start === place.start && end === place.end,
            ),
            `${text}: ${JSON.stringify(found)}`,
          );
      }
    });

    test("finds nothing in its near misses, beside one of its words neither", () => {
      for (const text of nearMisses) {
        assert.deepEqual(detected([entity], text), [], text);
        const [word] = context;
        if (word !== undefined) assert.deepEqual(detected([entity], text, word), [], `${word}: ${text}`);
      }
    });

    test("says what it is in the forms that policies and placeholders use", () => {
      assert.match(entity, /^[a-z]+(?:-[a-z]+)*$/);
      assert.match(recognizer.label, /^[A-Z]{2,16}$/);
      assert.match(recognizer.description, /\.$/);
      assert.ok(recognizer.score > 0 && recognizer.score <= 1);
      for (const word of context) assert.equal(word, word.toLowerCase());
    });
  });
}

function nameOf({ entity, description }: Recognizer): string {
  return `${entity} (${description.slice(0, 40)}…)`;
}

test("no two entities have the same label, and all recognizers of one agree on it", () => {
  const labels = new Map<string, string>();
  for (const { entity, label } of RECOGNIZERS) {
    assert.equal(labels.get(label) ?? entity, entity, label);
    labels.set(label, entity);
  }
  assert.equal(new Set(labels.values()).size, labels.size);
});
