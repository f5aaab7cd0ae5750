import { weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Singapore's NRIC and FIN: a series, seven digits and a check letter from the series' own table. */
export const recognizer = nationalId({
  entity: "sg-nric",
  label: "NRIC",
  description: "Singapore NRIC and FIN: a series letter, seven digits and the right check letter.",
  forms: { A9999999A: 0.85, "A-9999999-A": 0.9, "A 9999999 A": 0.85, "A 9999999A": 0.6, "A9999999 A": 0.6 },
  isValid(code) {
    const series = SERIES[code.charAt(0)];
    if (series === undefined) return false;
    const rest = (weightedSum(code.slice(1), WEIGHTS) + series.offset) % 11;
    return series.tables.some((table) => table.charAt(rest) === code.charAt(8));
  },
  context: [
    "nric",
    "fin",
    "nric no",
    "nric fin",
    "ic",
    "identity card",
    "singapore nric",
    "singpass",
    "fin number",
    "fin no",
    "singapore",
    "ic no",
  ],
  examples: ["NRIC «S1234567D»", "FIN: «F1234567N»"],
  nearMisses: ["NRIC S1234567A", "NRIC A1234567D"],
});

const WEIGHTS = [2, 7, 6, 5, 4, 3, 2];
const CITIZENS = ["JZIHGFEDCBA"];
const FOREIGNERS = ["XWUTRQPNMLK"];

const SERIES: Readonly<
  Record<string, { readonly offset: number; readonly tables: readonly string[] } | undefined>
> = {
  S: { offset: 0, tables: CITIZENS },
  T: { offset: 4, tables: CITIZENS },
  F: { offset: 0, tables: FOREIGNERS },
  G: { offset: 4, tables: FOREIGNERS },
  // Since 2022. The authority has published no table; two are in use.
  M: { offset: 3, tables: ["XWUTRQPNJLK", "KLJNPQRTUWX"] },
};
