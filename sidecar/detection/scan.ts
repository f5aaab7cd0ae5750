import { readSigns, type Signs } from "./signs.ts";

/** One text while all recognizers look through it. */
export class Scan {
  readonly text: string;
  readonly signs: Signs;
  /** Of the place where the text stands, such as the key of a JSON member: it may say what the whole text is. */
  readonly name: string | undefined;
  /** What `perScan` keeps, by place. */
  readonly made: ({ readonly result: unknown } | undefined)[] = [];

  constructor(text: string, name?: string, signs: Signs = readSigns(text)) {
    this.text = text;
    this.name = name;
    this.signs = signs;
  }
}

/**
 * What several recognizers need to know of a text: worked out once for all of them, when the first one asks. For modules
 * to call while they are read only: each call takes a place in every scan.
 */
export function perScan<Result>(work: (text: string, scan: Scan) => Result): (scan: Scan) => Result {
  const place = places++;
  return (scan) => {
    const known = scan.made[place];
    // Nobody else knows the place. A WeakMap by scan needs no cast, and took an eighth of the
    // time for dense texts of 1 KB, or more.
    if (known !== undefined) return known.result as Result;
    const result = work(scan.text, scan);
    scan.made[place] = { result };
    return result;
  };
}

let places = 0;
