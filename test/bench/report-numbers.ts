import type { Spread } from "./statistics.ts";

/** How numbers are written in tables; what is not known is a dash and never a zero. */
const UNKNOWN = "–";

export function decimals(value: number | undefined, digits: number): string {
  if (value === undefined) return UNKNOWN;
  const text = Math.abs(value).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return value < 0 ? `−${text}` : text;
}

/** At most so many digits behind the point, and fewer the more stand before it: nobody reads hundredths of 190 ms. */
export function digitsFor(value: number, most: number): number {
  const before = Math.abs(value) >= 100 ? 2 : Math.abs(value) >= 10 ? 1 : 0;
  return Math.max(0, most - before);
}

export const count = (value: number): string => decimals(value, 0);

export const times = (value: number | undefined): string =>
  value === undefined ? UNKNOWN : `${decimals(value, 2)}×`;

export const kibibytes = (bytes: number | undefined): string =>
  bytes === undefined ? UNKNOWN : decimals(bytes / 1_024, 1);

/** With its sign, so that it is not taken for a time by itself. */
export function signed(value: number | undefined, digits: number): string {
  const text = short(value, digits);
  return value === undefined || value < 0 ? text : `+${text}`;
}

export const short = (value: number | undefined, digits: number): string =>
  value === undefined ? UNKNOWN : decimals(value, digitsFor(value, digits));

/** Lowest to highest; an ellipsis between, since a dash before a number below zero reads as a sign. */
export const range = (value: Spread | undefined, digits: number): string =>
  value === undefined ? "" : `${short(value.low, digits)}…${short(value.high, digits)}`;
