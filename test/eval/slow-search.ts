import { RECOGNIZERS } from "../../sidecar/detection/registry.ts";
import { type Random, seeded } from "./random.ts";

/** What a text of any length is made of: a beginning, and a unit over and over. */
export interface TextShape {
  readonly head: string;
  readonly unit: string;
}

export interface SlowInput extends TextShape {
  /** What looking through a text of `LENGTH` costs. */
  readonly msPerKb: number;
}

export interface SlowSearch {
  readonly seed: number;
  /** Texts tried at most. */
  readonly tries: number;
  /** Wall clock: a slow machine tries fewer. */
  readonly longestMs: number;
  readonly search: (text: string) => unknown;
}

const LENGTH = 8_192;
/** Units that are bred on. */
const SURVIVORS = 12;
const LONGEST_UNIT = 400;

/** Looks for the text that costs most: begins with what is made of the recognizers' own examples and changes the worst. */
export function searchSlowInputs({ seed, tries, longestMs, search }: SlowSearch): readonly SlowInput[] {
  const random = seeded(seed, "slow inputs");
  const fragments = hostileFragments();
  const begun = performance.now();
  const tried = new Set<string>();
  let worst: SlowInput[] = [];
  const attempt = (shape: TextShape): void => {
    const name = `${shape.head}\0${shape.unit}`;
    if (shape.unit === "" || name.length > LONGEST_UNIT || tried.has(name)) return;
    tried.add(name);
    const text = repeated(shape, LENGTH);
    let cost = msPerKb(search, text, 1);
    // What looks slow has to look so again.
    if (cost > (worst.at(-1)?.msPerKb ?? 0)) cost = Math.min(cost, msPerKb(search, text, 2));
    worst.push({ ...shape, msPerKb: cost });
    worst.sort((one, other) => other.msPerKb - one.msPerKb);
    worst = worst.slice(0, SURVIVORS);
  };
  const isOver = (): boolean => tried.size >= tries || performance.now() - begun > longestMs;
  // The compiler's turn, so that the first ones do not look slow.
  for (const fragment of fragments.slice(0, 40)) search(repeated({ head: "", unit: fragment }, LENGTH));
  while (!isOver()) {
    const isNew = worst.length < SURVIVORS || random.chance(0.4);
    if (isNew) {
      const head = random.chance(0.25) ? chain(fragments, random) : "";
      attempt({ head, unit: chain(fragments, random) });
    } else {
      const { head, unit } = random.pick(worst);
      attempt({ head, unit: mutated(unit, fragments, random) });
    }
  }
  return worst;
}

/** The faster of two: what is slow once may be the machine's doing. */
export function msPerKb(search: (text: string) => unknown, text: string, times = 2): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    search(text);
    fastest = Math.min(fastest, performance.now() - begun);
  }
  return (fastest * 1_024) / text.length;
}

export function repeated({ head, unit }: TextShape, length: number): string {
  return head + unit.repeat(Math.ceil(length / unit.length)).slice(0, Math.max(0, length - head.length));
}

const SEPARATORS = [
  " ",
  "-",
  ".",
  ":",
  ";",
  ",",
  "\n",
  "\r\n",
  "\t",
  "@",
  "/",
  "=",
  '"',
  "'",
  "%",
  "\\",
  "(",
  ")",
  "+",
  "{",
  "}",
  "[",
  "]",
  "_",
  "#",
  "|",
  "<",
  ">",
  "*",
  "~",
  "$",
  "://",
  "--",
  "-----BEGIN ",
  "0",
  "1",
  "12",
  "4",
  "19",
  "000",
  "1234",
  "a",
  "A",
  "Z",
  "ab",
  "eyJ",
  "::",
  "1.",
  "%40",
  "%2B",
  "\\n",
  "\\u0031",
  " at ",
  " dot ",
  "\u00a0",
  "\u200b",
  "\u00ad",
  "１",
  "ａ",
  "名",
  "号",
  "é",
  "ß",
  "😀",
  "°",
  "０９",
  "İ",
  "\ud800",
];

/** Pieces of what is looked for: whole, without its end, without its beginning, and what stands between. */
function hostileFragments(): readonly string[] {
  const values = RECOGNIZERS.flatMap(({ examples }) =>
    examples.flatMap((example) => [...example.matchAll(/«([^»]*)»/g)].map(([, value = ""]) => value)),
  );
  const pieces = values.flatMap((value) => [
    value,
    value.slice(0, -1),
    value.slice(0, Math.ceil(value.length / 2)),
    value.slice(0, 3),
    value.slice(1),
  ]);
  const wrong = RECOGNIZERS.flatMap(({ nearMisses }) => nearMisses.map((text) => text.slice(0, 60)));
  const words = RECOGNIZERS.flatMap(({ context }) => context);
  return [...new Set([...SEPARATORS, ...pieces, ...wrong, ...words])].filter((piece) => piece !== "");
}

function chain(fragments: readonly string[], random: Random): string {
  return Array.from({ length: random.between(1, 4) }, () =>
    random.pick(random.chance(0.4) ? SEPARATORS : fragments),
  ).join("");
}

function mutated(unit: string, fragments: readonly string[], random: Random): string {
  const at = random.below(unit.length + 1);
  const piece = random.pick(random.chance(0.5) ? SEPARATORS : fragments);
  return random.pick([
    () => unit.slice(0, at) + piece + unit.slice(at),
    () => unit.slice(0, at) + unit.slice(at + random.between(1, 4)),
    () => unit.slice(0, at) + piece + unit.slice(at + piece.length),
    () => unit + unit.slice(at),
    () => unit.slice(at),
    () => unit.slice(0, at),
    () => unit.replaceAll(/\d/g, () => random.fill("#")),
    () => unit.toUpperCase(),
    () => unit.replaceAll(/[ .:-]/g, () => random.pick(SEPARATORS)),
  ])();
}
