import { nationalId } from "../national-ids/national-id.ts";

/** US Medicare beneficiary identifiers (CMS): eleven characters, letters without S, L, O, I, B and Z in fixed places. */
export const recognizer = nationalId({
  entity: "us-mbi",
  label: "MBI",
  description: "US Medicare beneficiary identifiers: their fixed places for letters and digits.",
  forms: { "9A*9-A*9-AA99": 0.95, "9A*9 A*9 AA99": 0.9, "9A*9A*9AA99": 0.75 },
  isValid: (code) =>
    /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y]{2}\d\d$/.test(
      code,
    ),
  context: ["mbi", "medicare", "medicare beneficiary", "beneficiary", "medicare id"],
  examples: ["MBI: «1EG4-TE5-MK73»"],
  nearMisses: ["MBI 1SG4-TE5-MK73", "MBI 0EG4-TE5-MK73"],
});
