import { digitAt, icaoCheckDigit } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** German identity card numbers: nine characters without vowels and the like, and behind them an ICAO check digit. */
export const recognizer = nationalId({
  entity: "de-id-card",
  label: "PERSONALAUSWEIS",
  description: "German identity card numbers (Personalausweis): a right check digit, or by context.",
  forms: { "A********9": 0.32, "A********": 0.2, "9999999999A": 0.4 },
  isValid(code) {
    // Until 2010: issuing authority, serial and check digit, and D for the country.
    if (/^\d{10}D$/.test(code)) return icaoCheckDigit(code.slice(0, 9)) === digitAt(code, 9);
    return (
      /^[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{8}\d?$/.test(code) &&
      (code.length === 9 || icaoCheckDigit(code.slice(0, 9)) === digitAt(code, 9))
    );
  },
  context: [
    "personalausweis",
    "ausweisnummer",
    "personalausweisnummer",
    "ausweis",
    "ausweis-nr",
    "perso",
    "identity card",
    "id card",
    "german id",
  ],
  examples: ["Personalausweisnummer: «L01X00T471»", "Ausweis-Nr. «L01X00T47»"],
  nearMisses: ["Personalausweis L01X00T472", "Personalausweis A01X00T47"],
});
