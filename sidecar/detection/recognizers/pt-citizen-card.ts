import { valueAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Portuguese citizen card numbers: identity number, its check digit, version and a second check digit over all. */
export const recognizer = nationalId({
  entity: "pt-citizen-card",
  label: "CITIZENCARD",
  description: "Portuguese citizen card numbers: a right check digit over all characters.",
  forms: {
    "99999999 9 **9": 0.95,
    "999999999**9": 0.75,
    "99999999-9-**9": 0.9,
    "99999999 9**9": 0.9,
    "99999999 9 ** 9": 0.9,
  },
  isValid(code) {
    let sum = 0;
    for (let index = 0; index < 12; index++) {
      const value = valueAt(code, index) * (index % 2 === 0 ? 2 : 1);
      sum += index % 2 === 0 && value > 9 ? value - 9 : value;
    }
    return /^\d{9}[A-Z][A-Z\d]\d$/.test(code) && sum % 10 === 0;
  },
  context: [
    "cartão de cidadão",
    "cartão do cidadão",
    "cc",
    "citizen card",
    "cartao de cidadao",
    "documento de identificação",
  ],
  examples: ["Cartão de Cidadão «00000000 0 ZZ4»"],
  nearMisses: ["Cartão de Cidadão 00000000 0 ZZ5"],
});
