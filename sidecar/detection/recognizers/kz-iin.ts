import { isYearMonthDay } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Kazakh individual numbers (IIN, ЖСН): date of birth, sex and century, serial and a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "kz-iin",
  label: "IIN",
  description: "Kazakh individual numbers (IIN): a date of birth and a right check digit.",
  forms: { "999999999999": 0.5 },
  isValid(code) {
    if (!isYearMonthDay(code) || digitAt(code, 6) > 6) return false;
    const first = weightedSum(code, FIRST) % 11;
    const check = first < 10 ? first : weightedSum(code, SECOND) % 11;
    return check === digitAt(code, 11);
  },
  context: ["иин", "жсн", "iin", "индивидуальный идентификационный номер", "kazakh"],
  examples: ["ИИН: «850101300005»"],
  nearMisses: ["ИИН 851301300005"],
});

const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
