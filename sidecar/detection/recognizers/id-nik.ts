import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Indonesian identity numbers (NIK): region, date of birth, the day of women 40 higher, and serial. */
export const recognizer = nationalId({
  entity: "id-nik",
  label: "NIK",
  description: "Indonesian identity numbers (NIK, KTP): a province and a date of birth, by context.",
  forms: {
    "9999999999999999": 0.35,
    "9999 9999 9999 9999": 0.2,
    "999999 999999 9999": 0.5,
    "999999-999999-9999": 0.5,
    "99.9999.999999.9999": 0.6,
  },
  isValid(code) {
    const day = numberAt(code, 6, 2);
    return (
      /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[1-2]|9[1-7])/.test(code) &&
      isDayOfMonth(numberAt(code, 8, 2), day > 40 ? day - 40 : day) &&
      !code.endsWith("0000") &&
      code.slice(2, 4) !== "00"
    );
  },
  context: [
    "nik",
    "ktp",
    "e-ktp",
    "nomor induk kependudukan",
    "no ktp",
    "indonesian id",
    "kartu tanda penduduk",
  ],
  examples: ["NIK: «3171011708450001»"],
  nearMisses: ["NIK 3171013213450001", "NIK 9971011708450001", "NIK 31710117084500011"],
});
