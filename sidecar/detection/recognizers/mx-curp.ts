import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Mexican population registry codes (CURP): name, date of birth, sex, state and a check digit. */
export const recognizer = nationalId({
  entity: "mx-curp",
  label: "CURP",
  description:
    "Mexican population registry codes (CURP): the form, a date of birth, a state and a right check digit.",
  forms: { "AAAA999999AAAAAA*9": 0.97 },
  isValid(code) {
    if (!FORM.test(code) || !isDayOfMonth(numberAt(code, 6, 2), numberAt(code, 8, 2))) return false;
    let sum = 0;
    for (let index = 0; index < 17; index++) sum += VALUES.indexOf(code.charAt(index)) * (18 - index);
    return (10 - (sum % 10)) % 10 === digitAt(code, 17);
  },
  context: ["curp", "clave única", "clave unica", "registro de población"],
  examples: ["CURP: «BOXW310820HNERXN09»"],
  nearMisses: ["CURP BOXW310820HNERXN08", "CURP BOXW311320HNERXN09", "CURP BOXW310820ZNERXN09"],
});

const STATES =
  "AS|BC|BS|CC|CS|CH|CL|CM|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE";
const FORM = new RegExp(`^[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX](?:${STATES})[B-DF-HJ-NP-TV-Z]{3}[A-Z\\d]\\d$`);
const VALUES = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
