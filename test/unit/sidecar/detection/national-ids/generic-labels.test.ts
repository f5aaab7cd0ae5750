import assert from "node:assert/strict";
import { test } from "node:test";
import { createDetector } from "../../../../../sidecar/detection/detect.ts";
import { STRUCTURED_ENTITIES } from "../../../../eval/detection.ts";

const detector = createDetector({ entities: STRUCTURED_ENTITIES });

function entitiesIn(text: string, key?: string): readonly string[] {
  return detector.detect(text, key).map(({ entity }) => entity);
}

test("an identifier with a right check digit is found beside what any country calls one", () => {
  assert.deepEqual(entitiesIn("National ID: 44051401359"), ["pl-pesel"]);
  assert.deepEqual(entitiesIn("my ID number is 10000000146"), ["tr-tckn"]);
  assert.deepEqual(entitiesIn('{"tax_id": "1630615123457"}'), ["ro-cnp"]);
  assert.deepEqual(entitiesIn("name,identity_number\nAnn,44051401359"), ["pl-pesel"]);
  assert.deepEqual(entitiesIn("Kimlik no: 10000000146"), ["tr-tckn"]);
});

test("so it is in a member that is named so", () => {
  assert.deepEqual(entitiesIn("44051401359", "national_id"), ["pl-pesel"]);
  assert.deepEqual(entitiesIn("10000000146", "nationalIdNumber"), ["tr-tckn"]);
});

test("the identifier of a thing is none of a person", () => {
  assert.deepEqual(entitiesIn("order ID number 44051401350"), []);
  assert.deepEqual(entitiesIn("transaction id number: 123456782"), []);
  assert.deepEqual(entitiesIn("National ID: 44051401351"), []);
});
