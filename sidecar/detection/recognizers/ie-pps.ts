import { weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Irish personal public service numbers: seven digits, a check letter modulo 23, and perhaps a second letter. */
export const recognizer = nationalId({
  entity: "ie-pps",
  label: "PPS",
  description: "Irish PPS numbers: seven digits and the right check letter, with or without a second letter.",
  forms: {
    "9999999A": 0.6,
    "9999999AA": 0.7,
    "9999999 A": 0.4,
    "9999999 AA": 0.45,
    "9999999-A": 0.5,
    "9999999-AA": 0.6,
    "999 9999 A": 0.5,
  },
  isValid(code) {
    if (!/^\d{7}[A-W][A-IW]?$/.test(code)) return false;
    const second = code.charAt(8);
    const extra = second === "" || second === "W" ? 0 : second.charCodeAt(0) - 0x40;
    const rest = (weightedSum(code, WEIGHTS) + extra * 9) % 23;
    return CHECK_LETTERS.charAt(rest) === code.charAt(7);
  },
  context: ["pps", "ppsn", "pps no", "personal public service", "rsi", "psp", "uimhir psp"],
  examples: ["PPS number «1234567T»", "PPSN: «1234567FA»"],
  nearMisses: ["PPS number 1234567U", "PPSN 12345678T"],
});

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2];
const CHECK_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV";
