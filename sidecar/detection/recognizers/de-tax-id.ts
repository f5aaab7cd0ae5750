import { isMod11And10 } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/**
 * German tax identification numbers (§ 139b AO): eleven digits, the last one a check digit (ISO 7064 MOD 11,10). Of the ten
 * before it one digit is there two or three times, and every other one at most once.
 */
export const recognizer = nationalId({
  entity: "de-tax-id",
  label: "TAXID",
  description:
    "German tax identification numbers (Steuer-ID): the rule of repeated digits and a right check digit.",
  forms: {
    "99 999 999 999": 0.85,
    "99 999999999": 0.6,
    "99-999-999-999": 0.7,
    "99.999.999.999": 0.6,
    "999 999 999 99": 0.6,
    "999/999/999/99": 0.6,
    "99/999/999/999": 0.7,
    "99999999999": 0.5,
  },
  isValid: (code) => !code.startsWith("0") && hasRepeatedDigit(code) && isMod11And10(code),
  context: [
    "steuer id",
    "steuerid",
    "steuer identifikationsnummer",
    "steueridentifikationsnummer",
    "steuerliche identifikationsnummer",
    "idnr",
    "id nr",
    "identifikationsnummer",
    "steuer idnr",
    "steuernummer",
    "tin",
    "tax id",
    "german tax id",
    "tax identification",
    "steuer",
    "finanzamt",
    "german tax",
  ],
  examples: ["Steuer-ID «86 095 742 719»", "IdNr. «47036892816»"],
  nearMisses: ["Steuer-ID 86 095 742 718", "Steuer-ID 12345678901", "Steuer-ID 06095742719"],
});

function hasRepeatedDigit(code: string): boolean {
  const counts = new Uint8Array(10);
  for (let index = 0; index < 10; index++) {
    const digit = code.charCodeAt(index) - 0x30;
    counts[digit] = (counts[digit] ?? 0) + 1;
  }
  let repeated = 0;
  for (const count of counts) {
    if (count > 3) return false;
    if (count > 1) repeated++;
  }
  return repeated === 1;
}
