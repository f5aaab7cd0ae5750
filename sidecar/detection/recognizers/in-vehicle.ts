import { nationalId } from "../national-ids/national-id.ts";

/** Indian vehicle registrations: state, district, series and number; BH series: year, BH, number and series. */
export const recognizer = nationalId({
  entity: "in-vehicle",
  label: "INVEHICLE",
  description: "Indian vehicle registrations: a state or the BH series, district, series and number.",
  forms: {
    "AA 99 AA 9999": 0.8,
    "AA-99-AA-9999": 0.8,
    "AA 99 A 9999": 0.7,
    "AA-99-A-9999": 0.7,
    "AA99 AA 9999": 0.75,
    "AA-99 AA 9999": 0.75,
    "AA 99AA 9999": 0.7,
    "AA 99 AA9999": 0.7,
    "AA-99-AA9999": 0.7,
    AA99AA9999: 0.65,
    AA99A9999: 0.45,
    AA99AAA9999: 0.5,
    "AA 9A AA 9999": 0.75,
    "AA 9 AA 9999": 0.65,
    "AA-9A-AA-9999": 0.75,
    AA9AAA9999: 0.5,
    "99 AA 9999 AA": 0.75,
    "99 AA 9999 A": 0.7,
    "99AA9999AA": 0.65,
    "99AA9999A": 0.45,
  },
  isValid: (code) => (/^\d/.test(code) ? /^2\dBH/.test(code) : STATE.test(code)) && !/0000/.test(code),
  context: [
    "vehicle",
    "registration",
    "vehicle number",
    "number plate",
    "license plate",
    "licence plate",
    "rc",
    "reg no",
    "car number",
  ],
  examples: ["vehicle number «MH 12 AB 1234»", "«22 BH 6517 A»"],
  nearMisses: ["vehicle number QQ 12 AB 1234", "vehicle number MH 12 AB 0000"],
});

const STATE =
  /^(?:AN|AP|AR|AS|BR|CG|CH|DD|DL|DN|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|OR|PB|PY|RJ|SK|TN|TR|TS|TG|UK|UA|UP|WB)/;
