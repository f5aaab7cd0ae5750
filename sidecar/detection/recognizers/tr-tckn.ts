import { digitAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Turkish identity numbers (T.C. kimlik no): eleven digits, the last two check digits. */
export const recognizer = nationalId({
  entity: "tr-tckn",
  label: "TCKN",
  description: "Turkish identity numbers: eleven digits, of which the last two are right check digits.",
  forms: { "99999999999": 0.48, "999 999 999 99": 0.6, "999 99 999 999": 0.6 },
  isValid(code) {
    let [odd, even] = [0, 0];
    for (let index = 0; index < 9; index += 2) odd += digitAt(code, index);
    for (let index = 1; index < 8; index += 2) even += digitAt(code, index);
    const tenth = (odd * 7 - even + 100) % 10;
    return (
      !code.startsWith("0") && digitAt(code, 9) === tenth && digitAt(code, 10) === (odd + even + tenth) % 10
    );
  },
  context: [
    "kimlik",
    "tckn",
    "tc kimlik",
    "t.c. kimlik",
    "kimlik no",
    "kimlik numarası",
    "turkish id",
    "tc no",
    "turkish identity",
  ],
  examples: ["T.C. Kimlik No: «10000000146»"],
  nearMisses: ["T.C. Kimlik No: 10000000147", "T.C. Kimlik No: 10000000156"],
});
