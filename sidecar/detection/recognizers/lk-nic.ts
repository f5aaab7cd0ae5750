import { numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Sri Lankan identity card numbers: year and day of birth, which of women is 500 higher, serial, check digit; V or X in old ones. */
export const recognizer = nationalId({
  entity: "lk-nic",
  label: "LKNIC",
  description: "Sri Lankan identity card numbers: a year and day of birth.",
  forms: { "999999999A": 0.5, "999999999999": 0.2 },
  isValid(code) {
    const isOld = code.length === 10;
    const day = numberAt(code, isOld ? 2 : 4, 3) % 500;
    return (isOld ? /^[2-9]\d{8}[VX]$/ : /^(?:19|20)/).test(code) && day >= 1 && day <= 366;
  },
  context: ["nic", "nic no", "national identity card", "sri lankan", "sri lanka"],
  examples: ["NIC No. «853400937V»", "NIC: «198534000937»"],
  nearMisses: ["NIC 853400937B", "NIC 854400937V"],
});
