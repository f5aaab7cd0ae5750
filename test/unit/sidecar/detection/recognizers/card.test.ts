import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { recognizer as card } from "../../../../../sidecar/detection/recognizers/card.ts";
import {
  assertFoundEverywhere,
  assertMarked,
  assertNotFound,
  findings,
} from "../../../../support/findings.ts";

test("the networks' test numbers are found, in one piece and grouped", () => {
  for (const number of [
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "5555555555554444",
    "2223003122003222",
    "378282246310005",
    "3782 822463 10005",
    "3782.822463.10005",
    "4111.1111.1111.1111",
    "4111_1111_1111_1111",
    "4111  1111  1111  1111",
    "6011111111111117",
    "3056 930902 5904",
    "30569309025904",
    "3530111333300000",
    "6200000000000005",
    "6759649826438453",
    "4111 - 1111 - 1111 - 1111",
    "4111/1111/1111/1111",
    "4111*1111*1111*1111",
    "4111 1111\n1111 1111",
    "4111-1111-\n1111-1111",
    "4111 1111 1111 \r\n1111",
    "3782 822463\n10005",
  ]) {
    assertFoundEverywhere(card, number);
  }
});

test("lengths that other numbers have far more often count beside a word", () => {
  for (const number of [
    "4222222222222",
    "4222 2222 22222",
    "6304000000000000018",
    "41111111\n11111111",
    "4111\n1111\n1111\n1111",
  ]) {
    assertMarked(card, [`card «${number}»`, `Kreditkarte: «${number}».`]);
    assertNotFound(card, [number, `order ${number}`]);
  }
});

test("other numbers may stand beside a card", () => {
  assert.deepEqual(findings(card, "2 4111 1111 1111 1111 123"), ["4111 1111 1111 1111"]);
  assert.deepEqual(findings(card, "4111 1111 1111 1111 5555 5555 5555 4444"), [
    "4111 1111 1111 1111",
    "5555 5555 5555 4444",
  ]);
  assert.deepEqual(findings(card, "4111111111111111 12/29 123"), ["4111111111111111"]);
  assert.deepEqual(findings(card, "4111111111111111,5555555555554444"), [
    "4111111111111111",
    "5555555555554444",
  ]);
  assert.deepEqual(findings(card, "4111111111111111 5555555555554444"), [
    "4111111111111111",
    "5555555555554444",
  ]);
});

test("a card is found where it runs into the words of a form", () => {
  for (const text of [
    "card:4111111111111111exp 12/29",
    "card4111111111111111cvv123",
    "Visa4111 1111 1111 1111valid thru",
  ]) {
    assert.match(findings(card, text).join(), /^4111(?:11| 11)[1 ]+$/, text);
  }
  assert.deepEqual(findings(card, "4111111111111111_5555555555554444"), [
    "4111111111111111",
    "5555555555554444",
  ]);
});

test("digits with an unknown issuer, length or check digit are left alone", () => {
  assertNotFound(card, [
    "4111111111111112",
    "4111 1111 1111 1112",
    "1234567812345670",
    "0000000000000000",
    "41111111111116",
    "5105105105105",
    "9999999999999995",
    "1700000000000000000",
  ]);
});

test("digits inside a longer number, a word, a decimal or a phone number are left alone", () => {
  assertNotFound(card, [
    "41111111111111111",
    "14111111111111111",
    "a4111111111111111",
    "4111111111111111f",
    "0.4111111111111111",
    "4111111111111111.5",
    "+4111111111111111",
    "4111   1111   1111   1111",
    "4111--1111-1111-1111",
    "4111.1111 1111.1111",
    "411111.1111.111111",
    "0.4111.1111.1111.1111",
    "4111.1111.1111.1111.5",
    "a4111.1111.1111.1111",
    "4111\n1111\n1111\n1111",
  ]);
});

const PREFIXES = [
  ["4", 16],
  ["4", 13],
  ["4", 19],
  ["51", 16],
  ["2720", 16],
  ["34", 15],
  ["6011", 16],
  ["305", 14],
  ["3589", 16],
  ["62", 17],
  ["6763", 18],
] as const;

/** Numbers with an issuer's prefix and a right check digit. */
const validNumber = fc
  .tuple(
    fc.constantFrom(...PREFIXES),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 18, maxLength: 18 }),
  )
  .map(([[prefix, length], filler]) => {
    const body = (prefix + filler.join("")).slice(0, length - 1);
    const sum = [...body].reverse().reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
    return body + ((10 - (sum % 10)) % 10);
  });

test("every number with a right check digit is found, and none with one digit changed", () => {
  fc.assert(
    fc.property(validNumber, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, position, change) => {
      assert.deepEqual(findings(card, `card ${number}, thanks`), [number]);
      const at = position % number.length;
      const wrong = number.slice(0, at) + ((Number(number[at]) + change) % 10) + number.slice(at + 1);
      assertNotFound(card, [wrong]);
    }),
  );
});

test("every grouping of sixteen digits by fours is found", () => {
  fc.assert(
    fc.property(
      validNumber.filter((number) => number.length === 16),
      fc.constantFrom(" ", "-", "\u00a0"),
      (number, separator) => {
        const grouped = number.replace(/\d{4}(?=\d)/g, `$&${separator}`);
        assert.deepEqual(findings(card, `(${grouped})`), [grouped]);
      },
    ),
  );
});
