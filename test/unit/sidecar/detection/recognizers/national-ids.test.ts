import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createDetector } from "../../../../../sidecar/detection/detect.ts";
import { RECOGNIZERS } from "../../../../../sidecar/detection/registry.ts";
import { NATIONAL_IDS } from "../../../../support/national-ids.ts";

const NUMBERS = RECOGNIZERS.filter(({ group, entity }) => group === "national-ids" && entity !== "mrz");

function detected(entity: string, text: string, name?: string): readonly string[] {
  return createDetector({ entities: [entity] })
    .detect(text, name)
    .map(({ start, end }) => text.slice(start, end));
}

test("there are samples of every kind of number", () => {
  assert.deepEqual(NUMBERS.map(({ entity }) => entity).sort(), Object.keys(NATIONAL_IDS).sort());
});

for (const { entity, context } of NUMBERS) {
  const samples = NATIONAL_IDS[entity];
  const word = context[0];
  if (samples === undefined || word === undefined) continue;
  const { valid, invalid } = samples;

  describe(entity, () => {
    test("is found behind what it is called, wherever that is written", () => {
      for (const value of valid) {
        for (const text of [
          `${word}: ${value}`,
          `${word.toUpperCase()} ${value}.`,
          `Her ${word} is ${value}, thanks`,
          `(${word} ${value})`,
          `${word}=${value}&next=1`,
          `first\n${word}\n${value}\nlast`,
          `first line\\n${word}: ${value}\\nsecond line`,
          `{"${word}": "${value}"}`,
          `{\\"${word}\\":\\"${value}\\",\\n}`,
          `name,${word},city\nAda,${value},Turin\nBob,,Rome`,
          `| name | ${word} |\n|---|---|\n| Ada | ${value} |`,
        ]) {
          assert.deepEqual(detected(entity, text), [value], text);
        }
      }
    });

    test("is found by the name of its place alone", () => {
      for (const value of valid) assert.deepEqual(detected(entity, value, word), [value], value);
    });

    test("is not found with a wrong check digit, date or prefix", () => {
      for (const value of invalid) assert.deepEqual(detected(entity, `${word}: ${value}`), [], value);
    });

    test("is not found inside longer numbers, amounts, phone numbers or addresses", () => {
      for (const value of valid) {
        const texts: string[] = [
          `${word}: ${value}7`,
          `${word}: 7${value}`,
          `${word}: x${value}`,
          `${word}: ${value}x`,
        ];
        if (/^\d/.test(value)) texts.push(`+${value}`, `$${value}`, `0.${value}`, `7-${value}`);
        if (/\d$/.test(value)) texts.push(`${value}.7`, `${value}-77`, `${value}@example.com`, `${value} €`);
        for (const text of texts) assert.ok(!detected(entity, text).includes(value), text);
      }
    });
  });
}

/** What many other things look like, too: each of these is somebody's number by its form and check digit. */
const PLAIN: Readonly<Record<string, string>> = {
  ssn: "123456789",
  "uk-nhs": "9434765919",
  "au-tfn": "876543210",
  "ca-sin": "193456787",
  "nl-bsn": "111222333",
  "in-aadhaar": "234123412346",
  "br-cpf": "12345678909",
  "pt-nif": "123456789",
  "jp-my-number": "789974159263",
  "cz-birth-number": "7103192745",
  "th-id": "1026178024434",
  passport: "123456789",
  "driving-licence": "D1234567",
  "us-ein": "12-3456789",
  "pe-dni": "10117410",
};

test("plain digits are nobody's number unless words say so", () => {
  for (const [entity, value] of Object.entries(PLAIN)) {
    for (const text of [
      value,
      `order ${value}`,
      `https://example.com/orders/${value}/items`,
      `{"id": ${value}, "ok": true}`,
      `build ${value} took 12 s`,
      `${value},${value},${value}`,
    ]) {
      assert.deepEqual(detected(entity, text), [], `${entity}: ${text}`);
    }
  }
});

test("digits that are grouped like cards, phone numbers, dates and versions are left alone", () => {
  const everything = createDetector({ entities: NUMBERS.map(({ entity }) => entity) });
  for (const text of [
    "4111 1111 1111 1111",
    "+1 415 555 2671 or (415) 555-2671",
    "2024-05-12T12:34:56.789Z, 12.05.2024, 05/12/24 12:34",
    "v1.22.333.4444, 10.20.30.40, 192.168.100.200:8080",
    "550e8400-e29b-41d4-a716-446655440000",
    "commit 1a88f47dd4cdb7ce3b1b1a88f47dd4cdb7ce3b1b",
    "1,234,567.89 EUR and $ 12 345 678",
    "ISBN 978-3-16-148410-0",
    "lat 48.858370, lon 2.294481",
    "1716200000000 1716200000123 1716200000999",
    "SKU-123-456, part AB-1234-C, RFC 7231, ISO 8601",
    "0x7fff5fbff8c0 deadbeef 0000000000000000",
    "pages 100 200 300 400 500 600 700 800 900",
  ]) {
    assert.deepEqual(
      everything.detect(text).map(({ entity, start, end }) => `${entity} ${text.slice(start, end)}`),
      [],
      text,
    );
  }
});

test("of two kinds that have the same digits, the one that is named stands", () => {
  const both = createDetector({ entities: ["ca-sin", "au-tfn", "pt-nif", "nl-bsn", "il-id"] });
  const named = (text: string): readonly string[] => both.detect(text).map(({ entity }) => entity);
  assert.deepEqual(named("SIN: 130 692 544"), ["ca-sin"]);
  assert.deepEqual(named("TFN: 123 456 782, SIN: 130 692 544"), ["au-tfn", "ca-sin"]);
  assert.deepEqual(named("NIF 123456789"), ["pt-nif"]);
});

test("a number that goes on in the next line is found whole", () => {
  assert.deepEqual(detected("in-aadhaar", "Aadhaar 2341 2341\n2346"), ["2341 2341\n2346"]);
  assert.deepEqual(detected("uk-nhs", "NHS 943 476\n5919"), ["943 476\n5919"]);
});
