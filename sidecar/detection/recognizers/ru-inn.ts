import { digitAt, isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Russian taxpayer numbers (INN): twelve digits of persons with two check digits, ten of companies with one. */
export const recognizer = nationalId({
  entity: "ru-inn",
  label: "INN",
  description: "Russian taxpayer numbers (INN): right check digits, by context.",
  forms: { "999999999999": 0.48, "9999999999": 0.3 },
  isValid(code) {
    if (isRepeated(code) || code.startsWith("00")) return false;
    if (code.length === 10) return (weightedSum(code, COMPANY) % 11) % 10 === digitAt(code, 9);
    return (
      (weightedSum(code, FIRST) % 11) % 10 === digitAt(code, 10) &&
      (weightedSum(code, SECOND) % 11) % 10 === digitAt(code, 11)
    );
  },
  context: ["инн", "inn", "идентификационный номер налогоплательщика", "налогоплательщика", "russian tax"],
  examples: ["ИНН: «903897695539»"],
  nearMisses: ["ИНН 903897695538"],
});

const COMPANY = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const FIRST = [7, ...COMPANY];
const SECOND = [3, ...FIRST];
