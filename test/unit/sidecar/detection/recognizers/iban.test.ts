import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { recognizer as iban } from "../../../../../sidecar/detection/recognizers/iban.ts";
import {
  assertFoundEverywhere,
  assertMarked,
  assertNotFound,
  findings,
} from "../../../../support/findings.ts";

test("the registry's examples are found, compact and in groups, in either case", () => {
  for (const example of [
    "DE89 3704 0044 0532 0130 00",
    "GB29 NWBK 6016 1331 9268 19",
    "FR14 2004 1010 0505 0001 3M02 606",
    "NL91 ABNA 0417 1643 00",
    "ES91 2100 0418 4502 0005 1332",
    "IT60 X054 2811 1010 0000 0123 456",
    "NO93 8601 1117 947",
    "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
    "CH93 0076 2011 6238 5295 7",
  ]) {
    assertFoundEverywhere(iban, example);
    assertFoundEverywhere(iban, example.replaceAll(" ", ""));
    assertFoundEverywhere(iban, example.replaceAll(" ", "").toLowerCase());
    assertFoundEverywhere(iban, example.replaceAll(" ", "-"));
  }
});

test("account numbers broken over two lines, with other separators or after a joined word are found", () => {
  assertMarked(iban, [
    "«DE89\n3704 0044 0532 0130 00»",
    "IBAN «DE89 3704 0044\n0532 0130 00»,",
    "«DE89 3704 0044 \r\n  0532 0130 00»",
    "«DE89-3704-0044-\n0532-0130-00»",
    "«DE89  3704  0044  0532  0130  00»",
    "«DE89.3704.0044.0532.0130.00»",
    "IBAN«DE89370400440532013000»",
    "«DE 89 3704 0044 0532 0130 00»",
    "«GB29 NWBK 601613 31926819»",
    "«GB29 NWBK 60-16-13 31926819»",
  ]);
});

test("words after an account number are not taken into it", () => {
  assert.deepEqual(findings(iban, "NO93 8601 1117 947 is mine, DE89370400440532013000 too"), [
    "NO93 8601 1117 947",
    "DE89370400440532013000",
  ]);
});

test("wrong countries, lengths, checksums and boundaries are left alone", () => {
  assertNotFound(iban, [
    "DE88370400440532013000",
    "DE8937040044053201300",
    "DE893704004405320130001",
    "ZZ89370400440532013000",
    "xDE89370400440532013000",
    "9DE89370400440532013000",
    "DE89   3704 0044 0532 0130 00",
    "DE89\n\n3704 0044 0532 0130 00",
    "DE89\n3704\n0044\n0532\n0130\n00",
    "de8 9370 40044 0532 01300 0",
    "DE89",
  ]);
});

const COUNTRIES = [
  ["DE", 22],
  ["NO", 15],
  ["PL", 28],
  ["SE", 24],
  ["BE", 16],
  ["RU", 33],
] as const;

/** ISO 7064 MOD 97-10, by a way of its own. */
const validIban = fc
  .tuple(
    fc.constantFrom(...COUNTRIES),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 29, maxLength: 29 }),
  )
  .map(([[country, length], filler]) => {
    const account = filler.join("").slice(0, length - 4);
    const letters = [...country].map((letter) => letter.charCodeAt(0) - 55).join("");
    const check = 98n - (BigInt(`${account}${letters}00`) % 97n);
    return `${country}${String(check).padStart(2, "0")}${account}`;
  });

test("every account number with a right checksum is found, and none with one digit changed", () => {
  fc.assert(
    fc.property(validIban, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, position, change) => {
      assert.deepEqual(findings(iban, `to ${number}.`), [number]);
      const at = 2 + (position % (number.length - 2));
      const wrong = number.slice(0, at) + ((Number(number[at]) + change) % 10) + number.slice(at + 1);
      assertNotFound(iban, [wrong]);
    }),
  );
});
