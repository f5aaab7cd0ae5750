/** The check digit of ISO/IEC 7812-1, annex B, is right. @param digits nothing but ASCII digits */
export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let index = digits.length - 1, doubled = false; index >= 0; index--, doubled = !doubled) {
    const digit = digits.charCodeAt(index) - 0x30;
    sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}
