import { digitAt, isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Ukrainian taxpayer numbers (РНОКПП, ІПН): days from 1900 to the birth, serial and a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "ua-rnokpp",
  label: "RNOKPP",
  description: "Ukrainian taxpayer numbers: a right check digit, by context.",
  forms: { "9999999999": 0.3 },
  isValid: (code) =>
    (((weightedSum(code, WEIGHTS) % 11) + 11) % 11) % 10 === digitAt(code, 9) && !isRepeated(code),
  context: [
    "рнокпп",
    "іпн",
    "ідентифікаційний код",
    "rnokpp",
    "індивідуальний податковий номер",
    "ukrainian tax",
    "ідентифікаційний номер",
  ],
  examples: ["РНОКПП: «1912739610»"],
  nearMisses: ["РНОКПП 1912739611"],
});

const WEIGHTS = [-1, 5, 7, 9, 4, 6, 10, 5, 7];
