import { isYearMonthDay } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Malaysian identity card numbers (MyKad): date of birth, place of birth and serial. */
export const recognizer = nationalId({
  entity: "my-mykad",
  label: "MYKAD",
  description: "Malaysian identity card numbers (MyKad): a date and a place of birth.",
  forms: { "999999-99-9999": 0.75, "999999 99 9999": 0.55, "999999999999": 0.2 },
  isValid: (code) =>
    isYearMonthDay(code) && !/^(?:00|17|18|19|20|69|70|73|80|81|94|95|96|97)/.test(code.slice(6)),
  context: ["mykad", "nric", "kad pengenalan", "no kp", "no k/p", "malaysian", "no ic", "ic no", "ic number"],
  examples: ["MyKad «770305-02-5106»"],
  nearMisses: ["MyKad 771305-02-5106", "MyKad 770305-00-5106"],
});
