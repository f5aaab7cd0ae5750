import { nationalId } from "../national-ids/national-id.ts";

/** Russian internal passports: series of four digits and number of six. */
export const recognizer = nationalId({
  entity: "ru-passport",
  label: "RUPASSPORT",
  description: "Russian internal passports: series and number, by context.",
  forms: { "99 99 999999": 0.35, "9999 999999": 0.3, "9999999999": 0.15 },
  isValid: (code) => !/^00|^(.)\1+$/.test(code),
  context: ["паспорт", "паспорта", "серия и номер", "серия", "russian passport", "internal passport"],
  examples: ["Паспорт «45 08 123456»", "паспорт: «4508 123456»"],
  nearMisses: ["паспорт 4508 1234567", "паспорт 00 08 123456"],
});
