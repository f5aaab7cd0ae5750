import { nationalId } from "../national-ids/national-id.ts";

/** Brazilian CNPJ numbers (Receita Federal): twelve digits, or since 2026 letters too, and two check digits modulo 11. */
export const recognizer = nationalId({
  entity: "br-cnpj",
  label: "CNPJ",
  description:
    "Brazilian CNPJ numbers of companies: two right check digits, grouped as printed or by context.",
  forms: {
    "99.999.999/9999-99": 0.97,
    "**.***.***/****-99": 0.97,
    "99999999/9999-99": 0.85,
    "99 999 999 9999 99": 0.8,
    "99.999.999-9999-99": 0.8,
    "99999999999999": 0.45,
    "************99": 0.4,
  },
  isValid: (code) =>
    !/^(.)\1+$/.test(code) &&
    checkDigit(code, 12) === code.charAt(12) &&
    checkDigit(code, 13) === code.charAt(13),
  context: [
    "cnpj",
    "cnpj mf",
    "cadastro nacional da pessoa jurídica",
    "pessoa jurídica",
    "pessoa juridica",
    "empresa",
  ],
  examples: ["CNPJ «11.222.333/0001-81»", "CNPJ «12.ABC.345/01DE-35»"],
  nearMisses: ["CNPJ 11.222.333/0001-82", "CNPJ 00.000.000/0000-00"],
});

/** Weights 2 to 9 from the right, over and over; a letter counts what its ASCII code is above that of `0`. */
function checkDigit(code: string, length: number): string {
  let sum = 0;
  for (let index = 0; index < length; index++)
    sum += (code.charCodeAt(index) - 0x30) * (((length - 1 - index) % 8) + 2);
  const rest = sum % 11;
  return String(rest < 2 ? 0 : 11 - rest);
}
