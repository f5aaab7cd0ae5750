import { hasLuhnDigit } from "../luhn.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Saudi identity and residence (iqama) numbers: 1 for citizens, 2 for residents, and a Luhn digit. */
export const recognizer = nationalId({
  entity: "sa-national-id",
  label: "IQAMA",
  description: "Saudi identity and residence numbers: a right check digit, by context.",
  forms: { "9999999999": 0.35 },
  isValid: (code) => /^[12]/.test(code) && hasLuhnDigit(code) && !/^(.)\1+$/.test(code),
  context: [
    "iqama",
    "saudi",
    "saudi id",
    "الهوية الوطنية",
    "رقم الهوية",
    "إقامة",
    "الإقامة",
    "هوية",
    "absher",
  ],
  examples: ["Iqama: «2123456788»"],
  nearMisses: ["Iqama 2123456789", "Iqama 3123456789"],
});
