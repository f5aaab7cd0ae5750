import { compileWording, type Signal, type SignalKind } from "./signal.ts";

export interface WeighedSignal {
  readonly kind: SignalKind;
  readonly weight: number;
  /** Tells it from all others. */
  readonly id: number;
}

export interface Hit {
  /** Where it stands, in UTF-16 code units. */
  readonly at: number;
  readonly signal: WeighedSignal;
}

/** How a text may have been written so that nobody recognises it. */
export type Scrambling = "rot13" | "reversed";

export interface FoundHits {
  /** In order of their places. */
  readonly hits: readonly Hit[];
  /** Words of attacks stood there in this disguise. */
  readonly scrambled: ReadonlySet<Scrambling>;
}

interface Head {
  readonly text: string;
  /** Its fifth UTF-16 code unit, which tells most places apart without a comparison; NaN when it is shorter. */
  readonly fifth: number;
  readonly signals: IndexedSignal[];
  readonly scrambling: Scrambling | undefined;
}

interface IndexedSignal extends WeighedSignal {
  readonly tail: RegExp | undefined;
  readonly isForTools: boolean;
}

/** More hits than that make no attack any surer. */
const MOST_HITS = 256;

/** "instructions", "previous", "ignore", "disregard", "prompt", "forget". */
const SCRAMBLED: Readonly<Record<Scrambling, readonly string[]>> = {
  rot13: ["vafgehpgvba", "cerivbhf", "vtaber", "qvfertneq", "cebzcg", "sbetrg"],
  reversed: ["snoitcurtsni", "suoiverp", "erongi", "dragersid", "tpmorp", "tegrof"],
};

/** By its first three characters 15 bits; 5 for each. */
const KEYS = 1 << 15;

/**
 * Finds where signals may begin in one pass that looks at each character once, and tries the signals there alone. Most
 * texts have few such places.
 */
export class HeadIndex {
  /** 0: no head begins so; else the place of its heads in `#heads`, from 1. */
  readonly #byKey = new Uint16Array(KEYS);
  readonly #heads: Head[][] = [];
  /** Heads that begin with no ASCII letter, by their first UTF-16 code unit; they may begin anywhere. */
  readonly #byCode = new Map<number, Head[]>();
  readonly #isAsciiSign = new Uint8Array(128);

  constructor(signals: readonly Signal[]) {
    const heads = new Map<string, Head>();
    const headOf = (text: string, scrambling?: Scrambling): Head => {
      const known = heads.get(text);
      if (known !== undefined) return known;
      const head: Head = { text, fifth: text.charCodeAt(4), signals: [], scrambling };
      heads.set(text, head);
      this.#add(head);
      return head;
    };
    signals.forEach(({ kind, weight, heads: texts, tail, origin }, id) => {
      const indexed: IndexedSignal = {
        kind,
        weight,
        id,
        tail: tail === "" ? undefined : compileWording(tail),
        isForTools: origin === "tool",
      };
      for (const text of texts) headOf(text.normalize("NFKC")).signals.push(indexed);
    });
    for (const word of SCRAMBLED.rot13) headOf(word, "rot13");
    for (const word of SCRAMBLED.reversed) headOf(word, "reversed");
  }

  /** @param text as `comparableText` gives it */
  find(text: string, fromTool: boolean): FoundHits {
    const hits: Hit[] = [];
    const scrambled = new Set<Scrambling>();
    const tryHeads = (heads: readonly Head[], at: number): void => {
      const fifth = text.charCodeAt(at + 4);
      for (const head of heads) {
        if (head.fifth !== fifth && !Number.isNaN(head.fifth)) continue;
        if (hits.length >= MOST_HITS || !text.startsWith(head.text, at)) continue;
        if (head.scrambling !== undefined) scrambled.add(head.scrambling);
        for (const signal of head.signals) {
          if (signal.isForTools && !fromTool) continue;
          if (continues(text, at + head.text.length, signal)) hits.push({ at, signal });
        }
      }
    };
    let inWord = false;
    const length = text.length;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code < 128) {
        const letter = CODES[code] ?? 0;
        if (letter > 0 && letter <= 26) {
          if (inWord) continue;
          inWord = true;
          const heads = this.#byKey[(letter << 10) | (codeAt(text, at + 1) << 5) | codeAt(text, at + 2)] ?? 0;
          if (heads > 0) tryHeads(this.#heads[heads - 1] ?? [], at);
          continue;
        }
        inWord = letter === DIGIT;
        if (this.#isAsciiSign[code] === 0) continue;
      } else {
        inWord = false;
      }
      const heads = this.#byCode.get(code);
      if (heads !== undefined) tryHeads(heads, at);
    }
    return { hits, scrambled };
  }

  #add(head: Head): void {
    const code = head.text.charCodeAt(0);
    const letter = code < 128 ? (CODES[code] ?? 0) : 0;
    if (letter === 0 || letter > 26) {
      this.#byCode.set(code, [...(this.#byCode.get(code) ?? []), head]);
      if (code < 128) this.#isAsciiSign[code] = 1;
      return;
    }
    const key = (letter << 10) | (codeAt(head.text, 1) << 5) | codeAt(head.text, 2);
    const place = this.#byKey[key] ?? 0;
    if (place > 0) {
      this.#heads[place - 1]?.push(head);
      return;
    }
    this.#heads.push([head]);
    this.#byKey[key] = this.#heads.length;
  }
}

function continues(text: string, at: number, { tail }: IndexedSignal): boolean {
  if (tail === undefined) return true;
  tail.lastIndex = at;
  return tail.test(text);
}

const DIGIT = 31;
const OTHER = 30;

/** a to z as 1 to 26; others are told apart no further than heads need it. */
const CODES = new Uint8Array(128).fill(OTHER);
for (let code = 0x61; code <= 0x7a; code++) CODES[code] = code - 0x60;
for (let code = 0x30; code <= 0x39; code++) CODES[code] = DIGIT;
CODES[0x20] = 27;
CODES[0x27] = 28;
CODES[0x2d] = 29;

function codeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (CODES[code] ?? OTHER) : OTHER;
}
