import { isDigit } from "./boundaries.ts";
import { perScan } from "./scan.ts";

/** The rows of digits of a text, as long as they go, in order: numbers of all kinds begin with one. Parallel arrays. */
export interface DigitRuns {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export const digitRunsOf = perScan((text, { signs: { tokens } }): DigitRuns => {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let index = 0; index < tokens.length; index += 2) {
    const end = tokens[index + 1] ?? 0;
    for (let at = tokens[index] ?? 0; at < end; at++) {
      if (!isDigit(text.charCodeAt(at))) continue;
      starts.push(at);
      while (isDigit(text.charCodeAt(++at)));
      ends.push(at);
    }
  }
  return { starts, ends };
});
