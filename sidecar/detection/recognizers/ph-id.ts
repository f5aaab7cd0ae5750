import { nationalId } from "../national-ids/national-id.ts";

/** Philippine numbers: SSS, the common reference number (UMID), PhilSys, PhilHealth and TIN, none with a published check digit. */
export const recognizer = nationalId({
  entity: "ph-id",
  label: "PHILID",
  description: "Philippine SSS, UMID, PhilSys, PhilHealth and tax numbers, by context.",
  forms: {
    "99-9999999-9": 0.35,
    "9999-9999999-9": 0.35,
    "9999-9999-9999-9999": 0.15,
    "9999 9999 9999 9999": 0.15,
    "99-999999999-9": 0.35,
    "999-999-999-999": 0.2,
    "999-999-999-99999": 0.2,
    "999-999-999": 0.15,
    "9999999999": 0.1,
    "999999999999": 0.1,
  },
  isValid: (code) => !/^(.)\1+$/.test(code),
  context: [
    "sss",
    "sss no",
    "umid",
    "crn",
    "philsys",
    "philhealth",
    "psn",
    "pcn",
    "pag-ibig",
    "tin",
    "bir",
    "philippine",
    "gsis",
  ],
  examples: ["SSS No. «34-1234567-8»", "PhilHealth: «12-345678901-2»"],
  nearMisses: ["SSS No. 34-1234567-89", "SSS No. 00-0000000-0"],
});
