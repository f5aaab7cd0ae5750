import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Australian business numbers (ABR), which sole traders have, too: eleven digits with a sum modulo 89. */
export const recognizer = nationalId({
  entity: "au-abn",
  label: "ABN",
  description: "Australian business numbers: a right checksum, grouped 2-3-3-3 or by context.",
  forms: {
    "99 999 999 999": 0.75,
    "99-999-999-999": 0.7,
    "99.999.999.999": 0.5,
    "99999999999": 0.45,
    "99 999999999": 0.5,
  },
  // One is taken from the first digit.
  isValid: (code) => digitAt(code, 0) > 0 && (weightedSum(code, WEIGHTS) - 10) % 89 === 0,
  context: ["abn", "australian business", "australian business no", "sole trader"],
  examples: ["ABN «51 824 753 556»", "ABN: «51824753556»"],
  nearMisses: ["ABN 51 824 753 557", "ABN 518247535560"],
});

const WEIGHTS = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
