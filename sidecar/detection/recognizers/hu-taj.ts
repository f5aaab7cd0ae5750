import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Hungarian social security numbers (TAJ): nine digits, the last one a check digit modulo 10. */
export const recognizer = nationalId({
  entity: "hu-taj",
  label: "TAJ",
  description: "Hungarian social security numbers (TAJ): a right check digit, by context.",
  forms: { "999 999 999": 0.45, "999-999-999": 0.45, "999999999": 0.3 },
  isValid: (code) => weightedSum(code, WEIGHTS) % 10 === digitAt(code, 8) && !code.startsWith("000"),
  context: ["taj", "taj szám", "tajszám", "társadalombiztosítási", "társadalombiztosítási azonosító jel"],
  examples: ["TAJ: «111 111 110»", "TAJ szám «123456788»"],
  nearMisses: ["TAJ 111 111 111"],
});

const WEIGHTS = [3, 7, 3, 7, 3, 7, 3, 7];
