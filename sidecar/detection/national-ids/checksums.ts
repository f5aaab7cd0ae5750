/** Check digits and sums that identifiers of many countries have. Digits are ASCII; a code is capitals and digits. */

/** Sum of the digits, each times its weight; as many as there are weights. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += digitAt(digits, index) * (weights[index] ?? 0);
  return sum;
}

export function digitAt(digits: string, index: number): number {
  return digits.charCodeAt(index) - 0x30;
}

/** 0 to 9 for digits, 10 to 35 for A to Z: ISO 7064, ICAO Doc 9303. */
export function valueAt(code: string, index: number): number {
  const character = code.charCodeAt(index);
  return character < 0x40 ? character - 0x30 : character - 0x37;
}

/** ISO 7064 MOD 11,10, over all digits with the check digit last. */
export function isMod11And10(digits: string): boolean {
  let check = 5;
  for (let index = 0; index < digits.length; index++)
    check = ((((check === 0 ? 10 : check) * 2) % 11) + digitAt(digits, index)) % 10;
  return check === 1;
}

/** ISO 7064 MOD 11-2, over all characters with the check character, a digit or X, last. */
export function isMod11And2(code: string): boolean {
  let check = 0;
  for (let index = 0; index < code.length; index++)
    check = (check * 2 + (code.charAt(index) === "X" ? 10 : digitAt(code, index))) % 11;
  return check === 1;
}

/** The remainder of a number of any length. */
export function remainder(digits: string, modulus: number): number {
  let rest = 0;
  for (let index = 0; index < digits.length; index++) rest = (rest * 10 + digitAt(digits, index)) % modulus;
  return rest;
}

/** The check digit of J. Verhoeff, Error Detecting Decimal Codes (1969), is right: the dihedral group D5. */
export function hasVerhoeffDigit(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digitAt(digits, digits.length - 1 - index);
    check = multiplied(check, PERMUTED[index % 8]?.[digit] ?? 0);
  }
  return check === 0;
}

/** In D5: 0 to 4 are rotations, 5 to 9 reflections. */
function multiplied(one: number, other: number): number {
  const turn = one < 5 ? one + other : one - other;
  const isReflection = one < 5 !== other < 5;
  return (((turn % 5) + 5) % 5) + (isReflection ? 5 : 0);
}

/** Each is the permutation before it, permuted once more. */
const PERMUTED: readonly (readonly number[])[] = (() => {
  const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const powers = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
  for (let power = 1; power < 8; power++)
    powers.push((powers[power - 1] ?? []).map((digit) => permutation[digit] ?? 0));
  return powers;
})();

/** ICAO Doc 9303-3 §4.9: weights 7, 3, 1; `<` counts 0. */
export function icaoCheckDigit(code: string): number {
  let sum = 0;
  for (let index = 0; index < code.length; index++) {
    const value = code.charAt(index) === "<" ? 0 : valueAt(code, index);
    sum += value * (index % 3 === 0 ? 7 : index % 3 === 1 ? 3 : 1);
  }
  return sum % 10;
}

/** All digits are the same: no authority issues these, and many checksums are right for them. */
export function isRepeated(digits: string): boolean {
  for (let index = 1; index < digits.length; index++)
    if (digits.charCodeAt(index) !== digits.charCodeAt(0)) return false;
  return true;
}
