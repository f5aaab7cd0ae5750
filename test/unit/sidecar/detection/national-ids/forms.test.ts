import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { candidatesOf, compileForm } from "../../../../../sidecar/detection/national-ids/forms.ts";
import { Scan } from "../../../../../sidecar/detection/scan.ts";

function written(pattern: string, text: string): readonly string[] {
  return candidatesOf(new Scan(text), compileForm(pattern)).map(({ start, end }) => text.slice(start, end));
}

test("groups of letters and digits are found by their lengths and separators", () => {
  assert.deepEqual(written("999-99", "a 123-45 b 12-345"), ["123-45"]);
  assert.deepEqual(written("AA 99 A", "the AB 12 C, AB 1 C"), ["AB 12 C"]);
  assert.deepEqual(written("AAA AAA 99", "we saw ABC DEF 12"), ["ABC DEF 12"]);
  assert.deepEqual(written("A9*", "A1B A12 AB1"), ["A1B", "A12"]);
  assert.deepEqual(written("A999(9)", "id A123(4) and A123(4"), ["A123(4)"]);
  assert.deepEqual(written("99/99", "12 / 34"), ["12 / 34"]);
  assert.deepEqual(written("99.99", "12\u00a034 12.34"), ["12.34"]);
  assert.deepEqual(written("99-99", "12\u201134"), ["12\u201134"]);
});

test("its code has letters as capitals, and no separators", () => {
  const [candidate] = candidatesOf(new Scan("no. ab-12"), compileForm("AA-99"));
  assert.equal(candidate?.code, "AB12");
});

test("letters of both cases are a random string's", () => {
  assert.deepEqual(written("AA99", "aB12 Ab12 AB12 ab12"), ["AB12", "ab12"]);
});

test("a piece of something longer is none", () => {
  for (const text of [
    "0.1234",
    "1-1234",
    "1234.5",
    "1234-5",
    "12/1234",
    "x1234",
    "1234x",
    "+1234",
    "$1234",
    "1234 €",
    "1234%",
  ])
    assert.deepEqual(written("9999", text), [], text);
  assert.deepEqual(written("99 99", "12 34 56"), ["12 34"]);
  for (const text of ["v1/1234", "1234, 5678", "id-1234", "1234.", "1234%20", "\\n1234\\n"])
    assert.ok(written("9999", text).includes("1234"), text);
});

test("where one begins in a row of groups cannot be told but at its start", () => {
  const [candidate, ...others] = candidatesOf(new Scan("no. 123 456 789"), compileForm("999 999"));
  assert.equal(candidate?.follower, "digits");
  assert.deepEqual(others, []);
});

test("a line may end where a form of three groups or more has a space", () => {
  assert.deepEqual(written("99 99 99", "12 34\n56"), ["12 34\n56"]);
  assert.deepEqual(written("99 99 99", "12\n34\n56"), []);
  assert.deepEqual(written("99 99", "12\n34"), []);
});

const SHAPES: Readonly<Record<string, string>> = {
  "9": "\\d",
  A: "[A-Za-z]",
  " ": "[ \\n]",
  "-": "(?: - |-)",
  ".": "\\.",
};

test("what is found has the form, whatever stands around it", () => {
  const piece = fc.constantFrom(
    "12",
    "345",
    "6789",
    "AB",
    "x",
    " ",
    "  ",
    "-",
    ".",
    "/",
    "\n",
    "\\n",
    "%20",
    "é",
    "(",
    ")",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      for (const pattern of ["999", "99 999", "AA99", "99-999", "9999.99", "AA 99 999"]) {
        const shape = new RegExp(
          `^${pattern.replaceAll(/./g, (character) => SHAPES[character] ?? character)}$`,
        );
        const found = written(pattern, text);
        for (const each of found) assert.match(each, shape, JSON.stringify(text));
      }
    }),
  );
});
