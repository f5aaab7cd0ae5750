import { digitAt, isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Polish tax numbers (NIP): ten digits, the last one a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "pl-nip",
  label: "NIP",
  description: "Polish tax numbers (NIP): a right check digit, grouped as printed or by context.",
  forms: {
    "999-999-99-99": 0.8,
    "999-99-99-999": 0.8,
    "999 999 99 99": 0.45,
    "9999999999": 0.35,
    AA9999999999: 0.7,
    "AA 9999999999": 0.6,
  },
  isValid(code) {
    const digits = code.slice(-10);
    return (
      (code.length === 10 || code.startsWith("PL")) &&
      weightedSum(digits, WEIGHTS) % 11 === digitAt(digits, 9) &&
      !isRepeated(digits)
    );
  },
  context: ["nip", "numer identyfikacji podatkowej", "identyfikacji podatkowej", "polish tax"],
  examples: ["NIP «616-633-67-30»", "NIP: «6166336730»"],
  nearMisses: ["NIP 616-633-67-31", "NIP 6166336731"],
});

const WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];
