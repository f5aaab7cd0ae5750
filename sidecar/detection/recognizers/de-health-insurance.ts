import { digitAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** German health insurance numbers (§ 290 SGB V): a letter, eight digits and a check digit modulo 10. */
export const recognizer = nationalId({
  entity: "de-health-insurance",
  label: "KVNR",
  description: "German health insurance numbers: a letter and a right check digit.",
  forms: { A999999999: 0.5, "A 999 999 999": 0.7, "A999 999 999": 0.6 },
  isValid(code) {
    const digits = String(code.charCodeAt(0) - 0x40).padStart(2, "0") + code.slice(1);
    let sum = 0;
    for (let index = 0; index < 10; index++) {
      const product = digitAt(digits, index) * (index % 2 === 0 ? 1 : 2);
      sum += Math.floor(product / 10) + (product % 10);
    }
    return sum % 10 === digitAt(code, 9);
  },
  context: [
    "kvnr",
    "krankenversichertennummer",
    "versichertennummer",
    "krankenversicherung",
    "krankenkasse",
    "gesundheitskarte",
    "egk",
  ],
  examples: ["Versichertennummer: «A123456780»"],
  nearMisses: ["Versichertennummer A123456781"],
});
