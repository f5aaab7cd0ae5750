import type { Span } from "./span.ts";

/** A text as recognizers read it, when it is written with characters that stand for others. */
export interface FoldedView {
  readonly text: string;
  /** Where a span of `text` stands in the original; invisible characters inside it are in it. */
  original(span: Span): Span;
}

/** Whether a character above ASCII stands for another one, or for none; also of the first half of some that do. */
export function mayFold(code: number): boolean {
  if (code < 0x660) return code === 0xa0 || code === 0xad || code === 0x34f || code === 0x61c;
  if (code < 0x2000) return code === 0x1680 || code === 0x180e || DIGIT_ROWS.has(code >> 4);
  if (code <= 0x206f) {
    const isSpaceOrHyphen = code <= 0x2013 || (code >= 0x2028 && code <= 0x202f) || code >= 0x205f;
    return isSpaceOrHyphen || code === 0x2024 || code === 0x2044;
  }
  if (code < 0x2500) return code === 0x2212 || code >= 0x2460;
  if (code === 0x3000 || code === MATHEMATICAL) return true;
  return code >= 0xa620 && (code >= 0xfb00 || (code <= 0xabff && DIGIT_ROWS.has(code >> 4)));
}

/** The first half of the mathematical letters and digits. */
const MATHEMATICAL = 0xd835;

/**
 * The text with digits of all scripts as ASCII ones, full-width and mathematical letters as plain ones, spaces and hyphens
 * of all widths as the usual ones, and without what nobody sees (zero-width characters, soft hyphens, direction marks).
 * Undefined when it has none of these.
 */
export function foldedView(text: string): FoldedView | undefined {
  let folded = "";
  let copied = 0;
  // From `at[i]` of the folded text on, characters stand one to one from `from[i]` of the original on.
  const at: number[] = [];
  const from: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0xa0 || !mayFold(code)) continue;
    const point = text.codePointAt(index) ?? code;
    const fold = foldOf(point);
    if (fold === undefined) continue;
    const width = point > 0xffff ? 2 : 1;
    folded += text.slice(copied, index) + fold;
    copied = index + width;
    for (let extra = 1; extra < fold.length; extra++) {
      at.push(folded.length - fold.length + extra);
      from.push(index);
    }
    if (fold.length !== width) {
      at.push(folded.length);
      from.push(copied);
    }
    index += width - 1;
  }
  if (copied === 0) return undefined;
  folded += text.slice(copied);

  const originalOf = (position: number): number => {
    let low = 0;
    let high = at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? position : (from[low - 1] ?? 0) + position - (at[low - 1] ?? 0);
  };
  return {
    text: folded,
    original: ({ start, end }) => {
      const last = originalOf(end - 1);
      const isPair = (text.codePointAt(last) ?? 0) > 0xffff;
      return { start: originalOf(start), end: last + (isPair ? 2 : 1) };
    },
  };
}

/** What a character stands for; undefined for itself, empty for nothing. */
function foldOf(point: number): string | undefined {
  if (point < 0xa0) return undefined;
  if (isInvisible(point)) return "";
  if (point === 0xa0 || (point >= 0x2000 && point <= 0x200a) || point === 0x202f || point === 0x205f)
    return " ";
  if (point === 0x3000 || point === 0x1680) return " ";
  if (point === 0x2028 || point === 0x2029) return "\n";
  if ((point >= 0x2010 && point <= 0x2013) || point === 0x2212 || point === 0xfe63) return "-";
  if (point === 0x2024) return ".";
  if (point === 0x2044) return "/";
  if (point >= 0xff01 && point <= 0xff5e) return String.fromCharCode(point - 0xfee0);
  const isCompatible =
    (point >= 0xfb00 && point <= 0xfb06) ||
    (point >= 0xfe50 && point <= 0xfe6b) ||
    (point >= 0x2460 && point <= 0x2468) ||
    (point >= 0x24b6 && point <= 0x24ea) ||
    (point >= 0x1d400 && point <= 0x1d7ff);
  if (isCompatible) {
    const plain = String.fromCodePoint(point).normalize("NFKC");
    return /^[\x20-\x7e]+$/.test(plain) ? plain : undefined;
  }
  return digitOf(point);
}

function isInvisible(point: number): boolean {
  return (
    point === 0xad ||
    point === 0x34f ||
    point === 0x61c ||
    point === 0x180e ||
    (point >= 0x200b && point <= 0x200f) ||
    (point >= 0x202a && point <= 0x202e) ||
    (point >= 0x2060 && point <= 0x206f) ||
    (point >= 0xfe00 && point <= 0xfe0f) ||
    point === 0xfeff
  );
}

/** Code points by sixteens where a script has its ten digits, and which of the sixteen is its zero. */
const DIGIT_ROWS: ReadonlyMap<number, number> = new Map([
  ...[
    0x66, 0x6f, 0x7c, 0xe5, 0xed, 0xf2, 0x104, 0x109, 0x17e, 0x181, 0x19d, 0x1a8, 0x1a9, 0x1b5, 0x1bb, 0x1c4,
    0x1c5, 0xa62, 0xa8d, 0xa90, 0xa9d, 0xa9f, 0xaa5, 0xabf,
  ].map((row) => [row, 0] as const),
  ...[0x96, 0x9e, 0xa6, 0xae, 0xb6, 0xbe, 0xc6, 0xce, 0xd6, 0xde, 0x194].map((row) => [row, 6] as const),
]);

function digitOf(point: number): string | undefined {
  const zero = DIGIT_ROWS.get(point >> 4);
  if (zero === undefined) return undefined;
  const digit = (point & 0xf) - zero;
  return digit >= 0 && digit <= 9 ? String(digit) : undefined;
}
