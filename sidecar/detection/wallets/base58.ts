import { hash } from "node:crypto";

const BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/** Values by character code; -1 for what is no digit. */
function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (const [value, character] of [...alphabet].entries()) values[character.charCodeAt(0)] = value;
  return values;
}

const BITCOIN_VALUES = valuesOf(BITCOIN);
const RIPPLE_VALUES = valuesOf(RIPPLE);

/** Base58Check: a version, a hash of 20 bytes, and the first 4 bytes of the double SHA-256 of both; undefined when wrong. */
export function versionOf(text: string, alphabet: "bitcoin" | "ripple"): number | undefined {
  const bytes = decoded(text, alphabet === "bitcoin" ? BITCOIN_VALUES : RIPPLE_VALUES);
  if (bytes === undefined || bytes.length < 25 || bytes.length > 26) return undefined;
  const payload = bytes.subarray(0, -4);
  const sum = hash("sha256", hash("sha256", payload, "buffer"), "buffer");
  if (!bytes.subarray(-4).every((byte, index) => byte === sum[index])) return undefined;
  return payload.length === 21 ? payload[0] : (payload[0] ?? 0) * 256 + (payload[1] ?? 0);
}

/** How many bytes a text in Bitcoin's alphabet stands for; undefined when it is none. */
export function base58Length(text: string): number | undefined {
  return decoded(text, BITCOIN_VALUES)?.length;
}

function decoded(text: string, values: Int8Array): Uint8Array | undefined {
  const bytes: number[] = [];
  let zeros = 0;
  while (zeros < text.length && values[text.charCodeAt(zeros)] === 0) zeros++;
  for (let index = zeros; index < text.length; index++) {
    let carry = values[text.charCodeAt(index)] ?? -1;
    if (carry < 0) return undefined;
    for (let position = 0; position < bytes.length; position++) {
      carry += (bytes[position] ?? 0) * 58;
      bytes[position] = carry & 0xff;
      carry >>= 8;
    }
    while (carry > 0) {
      bytes.push(carry & 0xff);
      carry >>= 8;
    }
  }
  for (let index = 0; index < zeros; index++) bytes.push(0);
  return Uint8Array.from(bytes.reverse());
}
