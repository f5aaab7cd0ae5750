import { isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Australian tax file numbers (ATO): nine digits, or eight of old ones, with a sum modulo 11. */
export const recognizer = nationalId({
  entity: "au-tfn",
  label: "TFN",
  description: "Australian tax file numbers: a right checksum, by context.",
  forms: {
    // Amounts are grouped like this, too.
    "999 999 999": 0.45,
    "999-999-999": 0.45,
    "999.999.999": 0.3,
    "999999999": 0.3,
    "99999999": 0.15,
    "99 999 999": 0.2,
    "999 999 99": 0.2,
  },
  isValid: (code) =>
    weightedSum(code, code.length === 9 ? WEIGHTS : OLD_WEIGHTS) % 11 === 0 && !isRepeated(code),
  context: ["tfn", "tax file", "tax file no", "australian tax file", "australian tax", "australian taxation"],
  examples: ["TFN «123 456 782»", "tax file number: «876543210»"],
  nearMisses: ["TFN 123 456 783", "TFN 1234567820"],
});

const WEIGHTS = [1, 4, 3, 7, 5, 8, 6, 9, 10];
const OLD_WEIGHTS = [10, 7, 8, 4, 6, 3, 5, 1];
