import { nationalId } from "../national-ids/national-id.ts";

/** Indian permanent account numbers (Income Tax Department): the fourth letter says what kind of person it is. */
export const recognizer = nationalId({
  entity: "in-pan",
  label: "PAN",
  description:
    "Indian permanent account numbers (PAN): five letters, the fourth a kind of person, four digits and a letter.",
  forms: { AAAAA9999A: 0.8, "AAAAA-9999-A": 0.7, "AAAAA 9999 A": 0.6 },
  isValid: (code) => /^[A-Z]{3}[ABCEFGHJLPTK][A-Z]\d{4}[A-Z]$/.test(code) && code.slice(5, 9) !== "0000",
  context: ["pan", "pan card", "permanent account", "income tax pan", "pan no", "pan number", "income tax"],
  examples: ["PAN «ABCPE1234F»"],
  nearMisses: ["PAN ABCDE1234F", "PAN ABCPE12345", "PAN ABCPE0000F"],
});
