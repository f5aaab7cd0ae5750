import { nationalId } from "../national-ids/national-id.ts";

/** Indian voter identity numbers (EPIC): three letters and seven digits. */
export const recognizer = nationalId({
  entity: "in-voter-id",
  label: "EPIC",
  description: "Indian voter identity numbers (EPIC), by context.",
  forms: { AAA9999999: 0.45, "AAA 9999999": 0.2, "AAA/9999999": 0.2 },
  isValid: (code) => !/(\d)\1{6}$/.test(code),
  context: [
    "voter",
    "voter id",
    "epic",
    "epic no",
    "election card",
    "electors photo",
    "voter card",
    "voter id card",
    "election commission",
  ],
  examples: ["Voter ID «ABC1234567»"],
  nearMisses: ["Voter ID ABC12345678", "Voter ID AB1234567", "Voter ID ABC0000000"],
});
