import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  hasVerhoeffDigit,
  icaoCheckDigit,
  isMod11And2,
  isMod11And10,
  isRepeated,
  remainder,
} from "../../../../../sidecar/detection/national-ids/checksums.ts";

const digitStrings = fc.stringMatching(/^\d{8,14}$/);

/** The same with the one last digit that the checksum accepts; undefined where there is none. */
function completed(digits: string, isRight: (digits: string) => boolean): string | undefined {
  for (let digit = 0; digit < 10; digit++) if (isRight(digits + digit)) return digits + digit;
  return undefined;
}

test("published examples are right", () => {
  assert.ok(hasVerhoeffDigit("2363"));
  assert.ok(hasVerhoeffDigit("123456789012") === false);
  assert.ok(isMod11And10("07945"));
  assert.ok(isMod11And2("07940"));
  assert.ok(isMod11And2("079X"));
  // ICAO Doc 9303-3, appendix A.
  assert.equal(icaoCheckDigit("520727"), 3);
  assert.equal(icaoCheckDigit("AB2134<<<"), 5);
  assert.equal(icaoCheckDigit("L898902C3"), 6);
});

for (const [name, isRight] of [
  ["Verhoeff", hasVerhoeffDigit],
  ["ISO 7064 MOD 11,10", isMod11And10],
] as const) {
  test(`${name}: one last digit is right, and none with another digit changed`, () => {
    fc.assert(
      fc.property(digitStrings, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, position, change) => {
        const number = completed(digits, isRight);
        assert.ok(number !== undefined);
        const at = position % number.length;
        const wrong = number.slice(0, at) + ((Number(number[at]) + change) % 10) + number.slice(at + 1);
        assert.equal(isRight(wrong), false);
      }),
    );
  });
}

test("Verhoeff: two digits that have changed places are told", () => {
  fc.assert(
    fc.property(digitStrings, fc.nat(), (digits, position) => {
      const number = completed(digits, hasVerhoeffDigit) ?? "";
      const at = position % (number.length - 1);
      fc.pre(number[at] !== number[at + 1]);
      assert.equal(
        hasVerhoeffDigit(number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)),
        false,
      );
    }),
  );
});

test("a remainder is right for numbers of any length", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,40}$/), fc.integer({ min: 2, max: 100 }), (digits, modulus) => {
      assert.equal(remainder(digits, modulus), Number(BigInt(digits) % BigInt(modulus)));
    }),
  );
});

test("repeated digits are told", () => {
  assert.ok(isRepeated("1111"));
  assert.ok(!isRepeated("1112"));
});
