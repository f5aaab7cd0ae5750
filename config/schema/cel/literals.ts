import { RE2JS } from "re2js";
import { LARGEST_PROGRAM } from "../linear-pattern.ts";

/**
 * Literals that are worked out when an expression is read, not when it is asked. Patterns run on RE2, in time linear in
 * the text: JavaScript's own engine may take for ever over a text that its caller chooses.
 */
export class Pattern {
  readonly #compiled: RE2JS;

  /** @throws Error when it is not in RE2's syntax, or too large */
  constructor(source: string) {
    this.#compiled = RE2JS.compile(source);
    if (this.#compiled.programSize() > LARGEST_PROGRAM) throw new RangeError("The pattern is too large.");
  }

  /** Anywhere in the text, as CEL's `matches` does. */
  test(text: string): boolean {
    return this.#compiled.test(text);
  }
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const DAY_MS = 86_400_000;

/** A date and a time of day as clocks in a zone show them; counted as CEL does. */
interface ZonedTime {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  /** From 1. */
  readonly date: number;
  /** From 0, which is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export class TimeZone {
  readonly #format: Intl.DateTimeFormat;

  /** @throws RangeError when there is no such zone */
  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      calendar: "gregory",
      hourCycle: "h23",
      weekday: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  at(time: Date): ZonedTime {
    const parts = new Map(this.#format.formatToParts(time).map(({ type, value }) => [type, value]));
    const number = (part: Intl.DateTimeFormatPartTypes) => Number(parts.get(part));
    return {
      year: number("year"),
      month: number("month") - 1,
      date: number("day"),
      weekday: WEEKDAYS.indexOf(parts.get("weekday") ?? ""),
      hour: number("hour"),
      minute: number("minute"),
      second: number("second"),
    };
  }
}

/** CEL's methods of a timestamp that take a time zone, and what each gives. */
export const ZONED_METHODS: Readonly<Record<string, (time: ZonedTime) => number>> = {
  getFullYear: ({ year }) => year,
  getMonth: ({ month }) => month,
  getDate: ({ date }) => date,
  getDayOfMonth: ({ date }) => date - 1,
  getDayOfWeek: ({ weekday }) => weekday,
  getDayOfYear: ({ year, month, date }) => (Date.UTC(year, month, date) - Date.UTC(year, 0, 1)) / DAY_MS,
  getHours: ({ hour }) => hour,
  getMinutes: ({ minute }) => minute,
  getSeconds: ({ second }) => second,
};
