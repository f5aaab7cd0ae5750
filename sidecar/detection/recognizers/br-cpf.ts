import { isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Brazilian CPF numbers (Receita Federal): nine digits and two check digits modulo 11. */
export const recognizer = nationalId({
  entity: "br-cpf",
  label: "CPF",
  description: "Brazilian CPF numbers of persons: two right check digits, grouped as printed or by context.",
  forms: {
    "999.999.999-99": 0.97,
    "999 999 999 99": 0.7,
    "999.999.999/99": 0.8,
    "999-999-999-99": 0.7,
    "999.999.999.99": 0.7,
    "999 999 999-99": 0.8,
    "999999999-99": 0.75,
    "99999999999": 0.45,
  },
  isValid: (code) =>
    !isRepeated(code) &&
    checkDigit(code, FIRST) === code.charAt(9) &&
    checkDigit(code, SECOND) === code.charAt(10),
  context: [
    "cpf",
    "cpf mf",
    "cadastro de pessoas físicas",
    "cadastro de pessoa física",
    "pessoa física",
    "cadastro de pessoa",
    "brazilian",
  ],
  examples: ["CPF «123.456.789-09»", "cpf: «12345678909»"],
  nearMisses: ["CPF 123.456.789-08", "CPF 111.111.111-11"],
});

const FIRST = [10, 9, 8, 7, 6, 5, 4, 3, 2];
const SECOND = [11, ...FIRST];

function checkDigit(code: string, weights: readonly number[]): string {
  const rest = (weightedSum(code, weights) * 10) % 11;
  return String(rest % 10);
}
