import { hasLuhnDigit } from "../luhn.ts";
import { isRepeated } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Israeli identity numbers (teudat zehut): nine digits with a Luhn digit. */
export const recognizer = nationalId({
  entity: "il-id",
  label: "TEUDATZEHUT",
  description: "Israeli identity numbers: a right check digit, by context.",
  forms: { "999999999": 0.3, "99999999-9": 0.4, "9-9999999-9": 0.45, "9 9999999 9": 0.4 },
  isValid: (code) => hasLuhnDigit(code) && !isRepeated(code),
  context: ["תעודת זהות", "ת.ז", "ת״ז", "מספר זהות", "teudat zehut", "israeli id", "israeli", "israel id"],
  examples: ["תעודת זהות: «059381780»"],
  nearMisses: ["תעודת זהות 059381781"],
});
