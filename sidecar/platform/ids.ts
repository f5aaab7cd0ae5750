import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";

const HEX = Buffer.from("0123456789abcdef");
const DASH = 0x2d;
/** Written over with every identifier: one that is put together of strings takes ten times the memory. */
const bytes = new Uint8Array(16);
const text = Buffer.alloc(36, DASH);

/** A UUIDv7 (RFC 9562 section 5.7): 48 bits of Unix ms, then randomness; sorts by time. */
export function uuidv7(clock: Clock, random: Random): string {
  random.fill(bytes);
  let ms = clock.now();
  for (let index = 5; index >= 0; index--) {
    bytes[index] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let at = 0;
  for (let index = 0; index < 16; index++) {
    // Over the dash.
    if (index === 4 || index === 6 || index === 8 || index === 10) at++;
    const byte = bytes[index] ?? 0;
    text[at++] = HEX[byte >> 4] ?? 0;
    text[at++] = HEX[byte & 0x0f] ?? 0;
  }
  return text.toString("latin1");
}
