import { isDate, numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Egyptian national identity numbers: century, date of birth, governorate, serial and check digit. */
export const recognizer = nationalId({
  entity: "eg-national-id",
  label: "EGYPTID",
  description: "Egyptian national identity numbers: a date of birth and a governorate, by context.",
  forms: { "99999999999999": 0.4, "9 999999 99 99999": 0.7 },
  isValid(code) {
    const century = code.startsWith("2") ? 1900 : code.startsWith("3") ? 2000 : undefined;
    if (century === undefined || !/^.{7}(?:0[1-4]|1[1-9]|2[1-9]|3[1-5]|88)/.test(code)) return false;
    return isDate(century + numberAt(code, 1, 2), numberAt(code, 3, 2), numberAt(code, 5, 2));
  },
  context: ["الرقم القومي", "رقم قومي", "egyptian", "egyptian national", "national id"],
  examples: ["الرقم القومي: «29001011234567»"],
  nearMisses: ["الرقم القومي 29013011234567", "الرقم القومي 49001011234567"],
});
