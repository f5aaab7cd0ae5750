import { digitAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Chilean RUT and RUN numbers: seven or eight digits and a check character modulo 11. */
export const recognizer = nationalId({
  entity: "cl-rut",
  label: "RUT",
  description: "Chilean RUT and RUN numbers: the right check character, grouped as printed or by context.",
  forms: {
    "99.999.999-*": 0.9,
    "9.999.999-*": 0.85,
    "99999999-*": 0.65,
    "9999999-*": 0.45,
    "99 999 999-*": 0.8,
    "99999999*": 0.25,
    "9999999*": 0.15,
  },
  isValid(code) {
    const last = code.length - 1;
    let sum = 0;
    for (let index = 0; index < last; index++) sum += digitAt(code, index) * (((last - 1 - index) % 6) + 2);
    const rest = (11 - (sum % 11)) % 11;
    return (
      /^\d+[\dK]$/.test(code) &&
      !/^00|^(.)\1+$/.test(code) &&
      code.charAt(last) === (rest === 10 ? "K" : String(rest))
    );
  },
  context: ["rut", "run", "r.u.t.", "rol único", "rol unico", "chilean"],
  examples: ["RUT «12.531.909-2»", "RUT: «12531909-2»"],
  nearMisses: ["RUT 12.531.909-3", "RUT 11.111.111-1"],
});
