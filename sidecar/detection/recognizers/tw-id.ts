import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Taiwanese identity numbers of citizens (1, 2) and residents (8, 9): a letter of a region, nine digits, the last a check digit. */
export const recognizer = nationalId({
  entity: "tw-id",
  label: "TAIWANID",
  description: "Taiwanese identity numbers: a region's letter, sex and a right check digit.",
  forms: { A999999999: 0.65 },
  isValid(code) {
    const region = 10 + REGIONS.indexOf(code.charAt(0));
    const digits = code.slice(1);
    const sum = Math.floor(region / 10) + (region % 10) * 9 + weightedSum(digits, WEIGHTS);
    return /^[1289]/.test(digits) && (sum + digitAt(digits, 8)) % 10 === 0;
  },
  context: [
    "身分證",
    "身分證字號",
    "統一證號",
    "居留證",
    "taiwan id",
    "national id",
    "id number",
    "id no",
    "identity number",
    "identification number",
    "taiwanese",
  ],
  examples: ["身分證字號: «A123456789»"],
  nearMisses: ["身分證字號 A123456788", "身分證字號 A323456789"],
});

/** In the order of their numbers, from 10 on. */
const REGIONS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 1];
