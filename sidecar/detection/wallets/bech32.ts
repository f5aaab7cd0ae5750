const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
/** What the checksum comes to: Bech32 (BIP 173), Bech32m (BIP 350). */
const SUMS: ReadonlySet<number> = new Set([1, 0x2bc830a3]);

/** @param text in one letter case; its checksum covers the part before the last `1`, too */
export function hasBech32Checksum(text: string): boolean {
  const lower = text.toLowerCase();
  const separator = lower.lastIndexOf("1");
  let sum = 1;
  for (let index = 0; index < separator; index++) sum = polymod(sum, lower.charCodeAt(index) >> 5);
  sum = polymod(sum, 0);
  for (let index = 0; index < separator; index++) sum = polymod(sum, lower.charCodeAt(index) & 31);
  for (let index = separator + 1; index < lower.length; index++) {
    const value = ALPHABET.indexOf(lower.charAt(index));
    if (value === -1) return false;
    sum = polymod(sum, value);
  }
  return SUMS.has(sum);
}

function polymod(sum: number, value: number): number {
  const top = sum >>> 25;
  let next = ((sum & 0x1ffffff) << 5) ^ value;
  for (let bit = 0; bit < GENERATORS.length; bit++) {
    if (((top >> bit) & 1) === 1) next ^= GENERATORS[bit] ?? 0;
  }
  return next;
}
