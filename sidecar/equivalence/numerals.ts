/** A number that is written in several words, and the place behind them. */
export interface Numeral {
  readonly value: string;
  readonly next: number;
}

type TextAt = (at: number) => string;
type NumberWords = ReadonlyMap<string, number>;

/** "3 million": digits at the place, words that multiply them behind it. */
export function multipliedAt(textAt: TextAt, numbers: NumberWords, at: number, first: string): Numeral {
  let value = first;
  let next = at + 1;
  for (;;) {
    const factor = numbers.get(textAt(next));
    if (factor === undefined || factor < 100) return { value, next };
    value = String(Number(value) * factor);
    next++;
  }
}

/** Twenty-five, two hundred and fifty, three million. */
export function numberWordsAt(textAt: TextAt, numbers: NumberWords, at: number): Numeral {
  let total = 0;
  let part = 0;
  let next = at;
  for (;;) {
    const text = textAt(next);
    const value = numbers.get(text);
    if (value === undefined) {
      if (text === "and" && part >= 100 && numbers.has(textAt(next + 1))) {
        next++;
        continue;
      }
      break;
    }
    if (next > at && value < 100 && value >= part % 100 && part % 100 !== 0) break;
    if (value >= 1000) {
      total += (part || 1) * value;
      part = 0;
    } else if (value === 100) part = (part || 1) * 100;
    else if (value === 12 && part > 0) part *= 12;
    else part += value;
    next++;
  }
  return { value: String(total + part), next };
}
