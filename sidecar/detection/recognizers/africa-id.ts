import { nationalId } from "../national-ids/national-id.ts";

/** Kenyan and Ghanaian numbers: KRA PIN and Ghana card, each of a form of its own. */
export const recognizer = nationalId({
  entity: "africa-id",
  label: "AFRICAID",
  description: "Kenyan tax PINs and Ghanaian identity card numbers, by their forms.",
  forms: { A999999999A: 0.55, "AAA-999999999-9": 0.9 },
  isValid: (code) => /^(?:[AP]\d{9}[A-Z]|GHA\d{10})$/.test(code),
  context: ["kra", "kra pin", "kenyan", "ghana card", "ghanacard", "nia"],
  examples: ["KRA PIN: «A123456789Z»", "Ghana card «GHA-123456789-0»"],
  nearMisses: ["KRA PIN B123456789Z", "Ghana card GHB-123456789-0"],
});
