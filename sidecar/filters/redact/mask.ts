/** Digits by whose end people know a number of theirs. */
const ENDING_SHOWN = 4;
/** Of a value's letters and digits no more than this share stays. */
const LARGEST_SHARE = 1 / 3;
/** UTF-16 code units: of a longer value not even the length is told. */
const LONGEST_SHOWN = 64;

/** Entities whose last digits or letters stay. */
const BY_ENDING: ReadonlySet<string> = new Set([
  "card",
  "iban",
  "phone",
  "account-number",
  "crypto-wallet",
  "imei",
  "medical-record",
]);

/**
 * A value with `*` in place of its letters and digits, as long as it was, where a little of it stays: the last four of
 * numbers that people know by them, the first letter and the top-level domain of an e-mail address. Of nothing stays
 * more than a third.
 */
export function mask(entity: string, value: string): string {
  if (value.length > LONGEST_SHOWN) return "*".repeat(LONGEST_SHOWN);
  const kept = entity === "email" ? keptOfEmail(value) : BY_ENDING.has(entity) ? keptEnding(value) : NOTHING;
  return value.replaceAll(SIGN, (sign, at: number) => (kept(at) ? sign : "*".repeat(sign.length)));
}

const SIGN = /[\p{L}\p{M}\p{N}]/gu;
/** Whether the sign at this position stays. */
type Kept = (at: number) => boolean;

const NOTHING: Kept = () => false;

function keptEnding(value: string): Kept {
  const places = signPlaces(value);
  const from = places.at(-Math.min(ENDING_SHOWN, share(places)));
  return from === undefined || share(places) === 0 ? NOTHING : (at) => at >= from;
}

function keptOfEmail(value: string): Kept {
  const places = signPlaces(value);
  const first = places[0] ?? 0;
  const dot = value.lastIndexOf(".");
  const domain = dot > value.indexOf("@") ? dot : value.length;
  const shown = places.filter((at) => at === first || at > domain).length;
  if (shown <= share(places)) return (at) => at === first || at > domain;
  return shown - 1 <= share(places) ? (at) => at > domain : NOTHING;
}

function signPlaces(value: string): readonly number[] {
  return [...value.matchAll(SIGN)].map(({ index }) => index);
}

function share(places: readonly number[]): number {
  return Math.floor(places.length * LARGEST_SHARE);
}
