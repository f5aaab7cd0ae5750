/** The arithmetic of check digits, written for the corpus alone: what is measured must not be measured with itself. */

export function digitsOf(text: string): number[] {
  return [...text].filter((character) => character >= "0" && character <= "9").map(Number);
}

/** ISO/IEC 7812-1 annex B. */
export function luhn(text: string): boolean {
  const sum = digitsOf(text)
    .reverse()
    .reduce((total, digit, index) => {
      const value = index % 2 === 1 ? digit * 2 : digit;
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** The sum of the first digits, each times its weight. */
export function weighted(text: string, weights: readonly number[]): number {
  const digits = digitsOf(text);
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}

export function lastDigit(text: string): number {
  return digitsOf(text).at(-1) ?? Number.NaN;
}

export function digitAt(text: string, index: number): number {
  return digitsOf(text)[index] ?? Number.NaN;
}

/** ISO 7064 MOD 97-10 of an IBAN. */
export function ibanRest(iban: string): bigint {
  const moved = iban.slice(4) + iban.slice(0, 4);
  return BigInt([...moved].map((character) => Number.parseInt(character, 36)).join("")) % 97n;
}

/** ISO 7064 MOD 11,10. */
export function mod11and10(text: string): boolean {
  const digits = digitsOf(text);
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (digit + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digits.at(-1);
}

/** Verhoeff's check by the dihedral group of order ten: rotations 0 to 4, reflections 5 to 9. */
export function verhoeff(text: string): boolean {
  const multiply = (left: number, right: number): number => {
    if (left < 5) return right < 5 ? (left + right) % 5 : 5 + ((left + right - 5) % 5);
    return right < 5 ? 5 + ((left - 5 - right + 5) % 5) : (left - right + 5) % 5;
  };
  const permuted = (digit: number, times: number): number => {
    let result = digit;
    for (let time = 0; time < times % 8; time++) result = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4][result] ?? 0;
    return result;
  };
  return (
    digitsOf(text)
      .reverse()
      .reduce((sum, digit, index) => multiply(sum, permuted(digit, index)), 0) === 0
  );
}

/** GS1: EAN-13. */
export function ean13(text: string): boolean {
  return weighted(text, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}
