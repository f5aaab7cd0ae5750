import { hasLuhnDigit } from "../luhn.ts";
import { numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Italian tax numbers of the self-employed and companies (partita IVA): serial, province and a Luhn digit. */
export const recognizer = nationalId({
  entity: "it-vat",
  label: "PARTITAIVA",
  description: "Italian VAT numbers (partita IVA): a right check digit, by context.",
  forms: { "99999999999": 0.35, AA99999999999: 0.7 },
  isValid(code) {
    const digits = code.slice(-11);
    const province = numberAt(digits, 7, 3);
    return (
      (code.length === 11 || code.startsWith("IT")) &&
      !digits.startsWith("0000000") &&
      (province <= 100 || province === 120 || province === 121 || province === 888 || province === 999) &&
      hasLuhnDigit(digits)
    );
  },
  context: ["partita iva", "p.iva", "p. iva", "piva", "codice fiscale", "iva", "italian vat"],
  examples: ["P.IVA «08159100547»"],
  nearMisses: ["P.IVA 08159100548"],
});
