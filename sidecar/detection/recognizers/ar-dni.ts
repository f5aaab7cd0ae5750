import { nationalId } from "../national-ids/national-id.ts";

/** Argentine identity numbers (DNI): seven or eight digits without a check digit. */
export const recognizer = nationalId({
  entity: "ar-dni",
  label: "DNI",
  description:
    "Argentine identity numbers (DNI), and those of other countries without a check digit, by context.",
  forms: { "99.999.999": 0.25, "9.999.999": 0.2, "99999999": 0.15, "99 999 999": 0.15 },
  isValid: (code) => !/^0|^(.)\1+$/.test(code),
  context: [
    "dni",
    "documento nacional de identidad",
    "documento nacional",
    "documento de identidad",
    "documento",
    "argentine",
  ],
  examples: ["DNI: «20.123.456»", "DNI «20123456»"],
  nearMisses: ["DNI 00.123.456", "DNI 201234567"],
});
