import { hasLuhnDigit } from "../luhn.ts";
import { isDayOfMonth, isYearMonthDay, numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Swedish personal identity and coordination numbers, whose day is 60 higher: date of birth, serial and a Luhn digit. */
export const recognizer = nationalId({
  entity: "se-personnummer",
  label: "PERSONNUMMER",
  description: "Swedish personal identity and coordination numbers: a date of birth and a right check digit.",
  forms: {
    "99999999-9999": 0.9,
    "999999-9999": 0.7,
    "99999999 9999": 0.6,
    "999999 9999": 0.5,
    "999999999999": 0.5,
    "9999999999": 0.35,
  },
  isValid(code) {
    if (code.length === 12 && !/^(?:19|20)/.test(code)) return false;
    const short = code.slice(-10);
    const day = numberAt(short, 4, 2);
    const isBorn = day > 60 ? isDayOfMonth(numberAt(short, 2, 2), day - 60) : isYearMonthDay(short);
    return isBorn && hasLuhnDigit(short) && short.slice(6) !== "0000";
  },
  context: [
    "personnummer",
    "samordningsnummer",
    "personnr",
    "pnr",
    "swedish personal",
    "person nr",
    "personal identity",
  ],
  examples: ["personnummer «811228-9874»", "Personnr: «19811228-9874»"],
  nearMisses: ["personnummer 811228-9875", "personnummer 811328-9874"],
});
