import { nationalId } from "../national-ids/national-id.ts";

/** US employer identification numbers, which sole proprietors have, too: a prefix that the IRS issues and seven digits. */
export const recognizer = nationalId({
  entity: "us-ein",
  label: "EIN",
  description: "US employer identification numbers, by context.",
  forms: { "99-9999999": 0.4, "999999999": 0.1 },
  isValid: (code) => !/^(?:00|0[789]|1[789]|2[89]|49|69|70|7[89]|89|9[67])/.test(code) && !/0{7}$/.test(code),
  context: ["ein", "fein", "employer identification", "federal tax id", "tax id", "irs", "federal employer"],
  examples: ["EIN: «12-3456789»"],
  nearMisses: ["EIN 07-3456789", "EIN 12-34567890", "EIN 12-0000000"],
});
