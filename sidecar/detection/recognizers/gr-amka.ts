import { hasLuhnDigit } from "../luhn.ts";
import { isDayMonthYear } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Greek social security numbers (AMKA, ΑΜΚΑ): date of birth, serial and a Luhn digit. */
export const recognizer = nationalId({
  entity: "gr-amka",
  label: "AMKA",
  description: "Greek social security numbers (AMKA): a date of birth and a right check digit, by context.",
  forms: { "99999999999": 0.45, "999999 99999": 0.55, "999999-99999": 0.55 },
  isValid: (code) => isDayMonthYear(code) && hasLuhnDigit(code),
  context: ["αμκα", "α.μ.κ.α.", "amka", "αριθμός μητρώου κοινωνικής ασφάλισης", "greek social"],
  examples: ["ΑΜΚΑ: «01013099997»"],
  nearMisses: ["ΑΜΚΑ 01013099998", "ΑΜΚΑ 32013099997"],
});
