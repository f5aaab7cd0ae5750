import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { recognizer as phone } from "../../../../../sidecar/detection/recognizers/phone.ts";
import {
  assertFoundEverywhere,
  assertMarked,
  assertNotFound,
  findings,
} from "../../../../support/findings.ts";

test("international numbers are found in every usual spelling", () => {
  for (const number of [
    "+14155550132",
    "+1 (415) 555-0132",
    "+1-415-555-0132",
    "+1.415.555.0132",
    "+44 20 7946 0958",
    "+44 (0)20 7946 0958",
    "+49 30 123456",
    "+49 (0) 170 1234567",
    "+49-1512-3456789",
    "+33 6 12 34 56 78",
    "+34 612 345 678",
    "+39 333 1234567",
    "+31 6 12345678",
    "+353 1 234 5678",
    "+45 12 34 56 78",
    "+81 3-1234-5678",
    "+86 138 1234 5678",
    "+91 98765 43210",
    "0044 20 7946 0958",
    "011 44 20 7946 0958",
  ]) {
    assertFoundEverywhere(phone, number);
  }
});

test("national numbers are found where their digits are grouped as phone numbers are", () => {
  const byCountry = {
    us: [
      "415-555-0132",
      "(415) 555-0132",
      "415.555.0132",
      "415 555 0132",
      "1-415-555-0132",
      "415\u2011555\u20110132",
    ],
    uk: [
      "020 7946 0958",
      "(020) 7946 0958",
      "0161 496 0000",
      "01632 960001",
      "07700 900123",
      "07700 900 123",
    ],
    de: ["030 123456", "(030) 12345678", "0171/1234567", "0151 23456789", "089 / 1234567"],
    fr: ["06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78"],
    es: ["612 34 56 78", "612 345 678"],
    it: ["333 1234567", "347 123 4567", "06 1234 5678"],
    nl: ["06-12345678", "020-1234567", "020 123 4567"],
    ch: ["044 668 18 00"],
    be: ["0470 12 34 56"],
  };
  for (const number of Object.values(byCountry).flat()) assertFoundEverywhere(phone, number);
});

test("numbers of many more countries are found in their own forms", () => {
  for (const number of [
    "0412 345 678",
    "(02) 9876 5432",
    "(11) 91234-5678",
    "03-1234-5678",
    "090-1234-5678",
    "010-1234-5678",
    "08-123 456 78",
    "070-123 45 67",
    "085 123 4567",
    "082 123 4567",
    "040 123 4567",
    "0532 123 45 67",
    "8 (912) 345-67-89",
    "138 1234 5678",
    "91 123 45 67",
    "0721 234 567",
  ])
    assertFoundEverywhere(phone, number);
});

test("forms that other numbers have, too, count beside a word", () => {
  for (const number of [
    "98765 43210",
    "9123 4567",
    "22 34 56 78",
    "412 34 567",
    "512-345-678",
    "55 1234 5678",
    "21 234 5678",
  ]) {
    assertMarked(phone, [`mobile: «${number}»`, `Call me on «${number}».`, `tel. «${number}»`]);
    assertNotFound(phone, [number, `seats ${number}`]);
  }
});

test("numbers broken over two lines are found", () => {
  assertMarked(phone, [
    "«+1 415\n555 2671»",
    "«+1 415 555\n2671» and",
    "«+44 20 7946\r\n  0958»",
    "«(415)\n555-2671»",
    "«415-555-\n2671»",
    "«+1 415 555 2671»\n2024",
  ]);
});

test("a column's header says what its numbers are", () => {
  assertMarked(phone, ["name,phone,order\nAnn,«4155550132»,4155550199\nBob,«4155550133»,4155550198"]);
});

test("digits in one piece are a phone number only where words say so", () => {
  for (const text of [
    "call 4155550132",
    "please call me at 4155550132",
    "Phone: 4155550132",
    '"phone":"4155550132"',
    'homePhone: "4155550132"',
    "user_phone=4155550132",
    "tel.4155550132",
    "mobile number is 4155550132",
    "my 4155550132 (mobile)",
    "WhatsApp: 4155550132",
    "手机4155550132",
  ]) {
    assert.deepEqual(findings(phone, text), ["4155550132"], text);
  }
  assertNotFound(phone, [
    "4155550132",
    "the number 4155550132",
    "call started at 1700000000",
    "phone for order 4155550132",
    "microphone 4155550132",
    "mobile users: 4155550132",
    "call me.\nTotal 4155550132",
  ]);
});

test("short numbers count after a word, too", () => {
  assert.deepEqual(findings(phone, "tel 555-0132"), ["555-0132"]);
  assertNotFound(phone, ["555-0132", "call 911"]);
});

test("numbers in a row of values are found", () => {
  assert.deepEqual(findings(phone, "7,415-555-0132,42,+44 20 7946 0958,1"), [
    "415-555-0132",
    "+44 20 7946 0958",
  ]);
});

test("an extension belongs to its number", () => {
  assert.deepEqual(findings(phone, "415-555-0132 x123, 415-555-0133 ext. 7"), [
    "415-555-0132 x123",
    "415-555-0133 ext. 7",
  ]);
});

test("a number ends where its country's numbers end", () => {
  assert.deepEqual(findings(phone, "+1 415 555 0132 2024"), ["+1 415 555 0132"]);
  assert.deepEqual(findings(phone, "+33 6 12 34 56 78 90"), ["+33 6 12 34 56 78"]);
});

test("several numbers in a row are told apart", () => {
  assert.deepEqual(findings(phone, "415-555-0132/415-555-0133"), []);
  assert.deepEqual(findings(phone, "415-555-0132, 415-555-0133; +1 415 555 0134 or 020 7946 0958"), [
    "415-555-0132",
    "415-555-0133",
    "+1 415 555 0134",
    "020 7946 0958",
  ]);
});

test("dates, times and timestamps are no phone numbers", () => {
  assertNotFound(phone, [
    "2024-01-15",
    "2024-01-15 10:30:00",
    "2024-01-15T10:30:00+02:00",
    "2024-01-15T10:30:00.123456789Z",
    "15.01.2024 10:30",
    "01/02/2024 10:30",
    "call on 12-05-2024",
    "phones from 2019-2024",
    "20240115-103000",
    "1700000000",
    "1700000000000",
  ]);
});

test("orders, versions, decimals, amounts, books and identifiers are no phone numbers", () => {
  assertNotFound(phone, [
    "order 415-555-0132",
    "Order no. 415-555-0132",
    "order #415-555-0132",
    "ticket 0123-456789",
    "invoice number: 030 123456",
    "v1.2.3",
    "1.2.3.4.5",
    "10.20.30.40",
    "3.14159265358979",
    "0.123456789",
    "12,345,678.90",
    "1 234 567 890",
    "612.345.678",
    "650 000 000",
    "$612 345 678",
    "612 345 678 EUR",
    "ISBN 978-3-16-148410-0",
    "978 0 306 40615 7",
    "0-306-40615-2",
    "Amherst, MA 01002-1234",
    "123-45-6789",
    "4111 1111 1111 1112",
    "550e8400-e29b-41d4-a716-446655440000",
    "00:14:22:01:23:45",
    "01-14-22-01-23-45",
    "10.1000/182-123-4567",
    "8080 8443 9090",
    "1 1 1 1 1 1 1 1 1",
  ]);
});

test("brackets belong to a number only in pairs", () => {
  assert.deepEqual(findings(phone, "(415-555-0132) ((415) 555-0132) (+44) 20 7946 0958 (+1 415 555 0132)"), [
    "415-555-0132",
    "(415) 555-0132",
    "(+44) 20 7946 0958",
    "+1 415 555 0132",
  ]);
});

test("a plus sign in a sum is no country code", () => {
  assertNotFound(phone, ["2+4155550132", "x+14155550132", "+100 200 300 400", "+12", "+1 234 567"]);
});

test("every number of the North American plan is found, and none with a letter or digit before it", () => {
  const block = (first: number) => fc.integer({ min: first * 100, max: 999 });
  fc.assert(
    fc.property(block(2), block(2), fc.integer({ min: 0, max: 9999 }), (area, exchange, line) => {
      const digits = `${area}-${exchange}-${String(line).padStart(4, "0")}`;
      assert.deepEqual(findings(phone, `at ${digits}.`), [digits]);
      assertNotFound(phone, [`a${digits}`, `5${digits}`, `${digits}5`, `5-${digits}`, `${digits}-5`]);
    }),
  );
});
