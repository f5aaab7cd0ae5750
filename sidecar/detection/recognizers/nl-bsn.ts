import { digitAt, isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Dutch citizen service numbers (BSN, and the older SOFI numbers): nine digits that pass the eleven test. */
export const recognizer = nationalId({
  entity: "nl-bsn",
  label: "BSN",
  description: "Dutch BSN numbers: nine digits that pass the eleven test, mostly by context.",
  forms: {
    "9999.99.999": 0.7,
    "9999 99 999": 0.6,
    "999 999 999": 0.35,
    "999.999.999": 0.35,
    "999-999-999": 0.3,
    "999999999": 0.3,
  },
  isValid: (code) =>
    !isRepeated(code) &&
    !code.startsWith("0000") &&
    (weightedSum(code, WEIGHTS) - digitAt(code, 8)) % 11 === 0,
  context: [
    "bsn",
    "burgerservicenummer",
    "burger service nummer",
    "sofinummer",
    "sofi",
    "citizen service",
    "dutch id",
  ],
  examples: ["BSN: «111222333»", "burgerservicenummer «1234.56.782»"],
  nearMisses: ["BSN 111222334", "BSN 1112223330"],
});

const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2];
