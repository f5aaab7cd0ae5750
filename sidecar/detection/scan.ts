import { readSigns, type Signs } from "./signs.ts";

/** One text while all recognizers look through it. */
export class Scan {
  readonly text: string;
  readonly signs: Signs;
  /** Of the place where the text stands, such as the key of a JSON member: it may say what the whole text is. */
  readonly name: string | undefined;

  constructor(text: string, name?: string) {
    this.text = text;
    this.name = name;
    this.signs = readSigns(text);
  }
}

/** What several recognizers need to know of a text: worked out once for all of them, when the first one asks. */
export function perScan<Result>(work: (text: string) => Result): (scan: Scan) => Result {
  const made = new WeakMap<Scan, { readonly result: Result }>();
  return (scan) => {
    const known = made.get(scan);
    if (known !== undefined) return known.result;
    const result = work(scan.text);
    made.set(scan, { result });
    return result;
  };
}
