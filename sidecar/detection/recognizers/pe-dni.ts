import { nationalId } from "../national-ids/national-id.ts";

/** Peruvian identity numbers (DNI): eight digits, perhaps with a check character behind a dash. */
export const recognizer = nationalId({
  entity: "pe-dni",
  label: "PEDNI",
  // Above other countries' of the same form, which are called DNI, too.
  specificity: 31,
  description: "Peruvian identity numbers (DNI), by context.",
  forms: { "99999999": 0.15, "99999999-*": 0.2 },
  isValid: (code) => !/^(.)\1+$/.test(code) && /^\d{8}[\dA-K]?$/.test(code) && isRight(code),
  context: [
    "dni peruano",
    "dni perú",
    "dni del perú",
    "reniec",
    "documento nacional de identidad peruano",
    "peruvian",
    "cui",
  ],
  examples: ["RENIEC DNI peruano: «10117410»", "DNI peruano «10117410-2»"],
  nearMisses: ["DNI peruano 10117410-3", "DNI peruano 11111111"],
});

/** Without a check character, whatever. */
function isRight(code: string): boolean {
  if (code.length === 8) return true;
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += Number(code.charAt(index)) * weight;
  const at = sum % 11;
  return "65432110987".charAt(at) === code.charAt(8) || "KJIHGFEDCBA".charAt(10 - at) === code.charAt(8);
}

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];
