import assert from "node:assert/strict";
import { test } from "node:test";
import { createDetector } from "../../../../../sidecar/detection/detect.ts";
import { recognizer as ssn } from "../../../../../sidecar/detection/recognizers/ssn.ts";
import { assertFoundEverywhere, assertNotFound, findings } from "../../../../support/findings.ts";

function detected(text: string, name?: string): readonly string[] {
  return createDetector({ entities: ["ssn"] })
    .detect(text, name)
    .map(({ start, end }) => text.slice(start, end));
}

test("numbers with dashes, dots or spaces are found", () => {
  for (const number of [
    "123-45-6789",
    "123 45 6789",
    "123.45.6789",
    "001-01-0001",
    "899-99-9999",
    "123\u201145\u20116789",
  ]) {
    assertFoundEverywhere(ssn, number);
    assert.deepEqual(detected(number), [number]);
  }
});

test("numbers in a row of values are found", () => {
  assert.deepEqual(findings(ssn, "7,123-45-6789,42"), ["123-45-6789"]);
});

test("areas, groups and serials that are never issued are left alone", () => {
  assertNotFound(ssn, [
    "000-12-3456",
    "666-12-3456",
    "900-12-3456",
    "999-12-3456",
    "123-00-4567",
    "123-45-0000",
    "SSN 000123456",
    "SSN 123004567",
    "SSN 123450000",
  ]);
});

test("parts of other numbers are left alone", () => {
  assertNotFound(ssn, [
    "123-45-67890",
    "1123-45-6789",
    "123-45-6789-0",
    "0-123-45-6789",
    "1 123 45 6789",
    "123 45 6789 1",
    "123-45 6789",
    "1.123.45.6789",
    "123.45.6789.0",
    "123.45-6789",
    "a123-45-6789",
    "123-45-6789b",
    "1.123-45-6789",
    "12-345-6789",
  ]);
});

test("nine digits in one piece count only where words name them", () => {
  for (const text of [
    "SSN 123456789",
    "ssn: 123456789",
    '"ssn":"123456789"',
    "Social Security number is 123456789",
    "Social Security number of John Smith: 123456789",
    "SSN\n123456789",
    "name,ssn\nAda,123456789",
  ]) {
    assert.deepEqual(detected(text), ["123456789"], text);
  }
  assert.deepEqual(detected("123456789", "socialSecurityNumber"), ["123456789"]);
  for (const text of ["123456789", "number 123456789", "SSN 1234567890", "SSN on file; order 123456789"])
    assert.deepEqual(detected(text), [], text);
});
