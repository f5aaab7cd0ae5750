import { codesOf } from "../codes.ts";
import { createLabels } from "../labels.ts";
import type { Finding, Recognizer } from "../recognizer.ts";

/**
 * Vehicle identification numbers (ISO 3779): seventeen capitals and digits without I, O and Q. North America and China have
 * a check digit (49 CFR 565.15); elsewhere its place is free, and only words tell.
 */
export const recognizer: Recognizer = {
  entity: "vin",
  label: "VIN",
  group: "personal",
  description:
    "Vehicle identification numbers (ISO 3779): by the check digit where the vehicle's maker has to set one, elsewhere by context.",
  specificity: 45,
  score: 0.3,
  context: [
    "vin",
    "vehicle",
    "chassis",
    "fahrgestell",
    "fin:",
    "fin ",
    "bastidor",
    "telaio",
    "châssis",
    "chassi",
  ],
  examples: ["VIN «1HGCM82633A004352»", "Fahrgestellnummer: «WVWZZZ1JZ3W386752»"],
  nearMisses: [
    "VIN 1HGCM82643A004352",
    "VIN 1HGCM8263IA004352",
    "VIN 12345678901234567",
    "VIN 1HGCM82633A0043525",
  ],
  mayOccur: ({ digits, longestToken }) => digits >= 5 && longestToken >= 17,
  *find(text, scan): Generator<Finding> {
    for (const { start, end, digits } of codesOf(scan)) {
      if (end - start !== 17 || digits < 5 || digits > 15) continue;
      const number = text.slice(start, end);
      const upper = number.toUpperCase();
      // The last four tell one vehicle from another, and are digits everywhere.
      if (!/^[A-HJ-NPR-Z\d]{13}\d{4}$/.test(upper) || upper.startsWith("0")) continue;
      const isProven = hasCheckDigit(upper);
      if (!isProven && /^[1-5JL]/.test(upper)) continue;
      if (LABELS.precede(scan, start)) yield { start, end, score: isProven ? 0.97 : 0.85 };
      // The place of the model year, which not all makers use as such.
      else if (/[UZ0]/.test(upper.charAt(9))) continue;
      else yield { start, end, score: isProven && number === upper ? PROVEN : 0.3 };
    }
  },
};

/** One in eleven has the right digit by chance, but few things have the form. */
const PROVEN = 0.65;

const LABELS = createLabels([
  "vin",
  "vehicle identification",
  "vehicle id",
  "chassis",
  "fahrgestellnummer",
  "fahrzeug identifizierungsnummer",
  "fin",
  "fahrzeugidentnummer",
  "bastidor",
  "telaio",
  "châssis",
  "chassi",
  "numer vin",
  "chassisnummer",
]);

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;
/** A to Z; I, O and Q do not occur. */
const LETTER_VALUES = "12345678012345070923456789";

function hasCheckDigit(number: string): boolean {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) {
    const code = number.charCodeAt(index);
    sum += weight * (code < 0x41 ? code - 0x30 : Number(LETTER_VALUES.charAt(code - 0x41)));
  }
  const rest = sum % 11;
  return number.charAt(8) === (rest === 10 ? "X" : String(rest));
}
