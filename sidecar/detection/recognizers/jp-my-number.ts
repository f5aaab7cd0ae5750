import { digitAt, isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Japanese individual numbers (My Number): twelve digits, the last one a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "jp-my-number",
  label: "MYNUMBER",
  description: "Japanese individual numbers (My Number): a right check digit, by context.",
  forms: { "9999 9999 9999": 0.48, "9999-9999-9999": 0.48, "999999999999": 0.35 },
  isValid(code) {
    const rest = weightedSum(code, WEIGHTS) % 11;
    return digitAt(code, 11) === (rest <= 1 ? 0 : 11 - rest) && !isRepeated(code);
  },
  context: ["マイナンバー", "個人番号", "my number", "individual number", "kojin bango", "mynumber"],
  examples: ["マイナンバー: «7899 7415 9263»", "My Number «789974159263»"],
  nearMisses: ["My Number 7899 7415 9264"],
});

const WEIGHTS = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
