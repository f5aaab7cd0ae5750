import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Australian company numbers (ASIC): nine digits, the last one a check digit modulo 10. */
export const recognizer = nationalId({
  entity: "au-acn",
  label: "ACN",
  description: "Australian company numbers: a right check digit, by context.",
  forms: { "999 999 999": 0.45, "999-999-999": 0.4, "999999999": 0.3 },
  isValid: (code) =>
    (10 - (weightedSum(code, WEIGHTS) % 10)) % 10 === digitAt(code, 8) && !code.startsWith("0000000"),
  context: ["acn", "australian company", "asic"],
  examples: ["ACN «004 085 616»"],
  nearMisses: ["ACN 004 085 617"],
});

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 1];
