const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether a month has such a day in some year. */
export function isDayOfMonth(month: number, day: number): boolean {
  return day >= 1 && day <= (DAYS[month - 1] ?? 0);
}

/** @param year of four digits */
export function isDate(year: number, month: number, day: number): boolean {
  return isDayOfMonth(month, day) && (month !== 2 || day < 29 || isLeapYear(year));
}

/** `YYMMDD` from `at`; the century is not known. */
export function isYearMonthDay(digits: string, at = 0): boolean {
  return isDayOfMonth(numberAt(digits, at + 2, 2), numberAt(digits, at + 4, 2));
}

/** `DDMMYY` from `at`. */
export function isDayMonthYear(digits: string, at = 0): boolean {
  return isDayOfMonth(numberAt(digits, at + 2, 2), numberAt(digits, at, 2));
}

/** `YYYYMMDD` from `at`, of somebody who may be alive. */
export function isFullDate(digits: string, at = 0): boolean {
  const year = numberAt(digits, at, 4);
  return (
    year >= 1900 && year < 2100 && isDate(year, numberAt(digits, at + 4, 2), numberAt(digits, at + 6, 2))
  );
}

export function numberAt(digits: string, at: number, length: number): number {
  let number = 0;
  for (let index = at; index < at + length; index++) number = number * 10 + digits.charCodeAt(index) - 0x30;
  return number;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
