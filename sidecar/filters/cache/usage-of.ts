import type { Framing } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { PackedFrames } from "../../core/frame-log.ts";
import type { Usage } from "../../core/record.ts";
import { mergeUsage, usageIn } from "../../dialects/usage.ts";

// A token count can only be where this word is, with an object: most frames of a stream are never looked at alone.
const USAGE = Buffer.from('"usage"');
const BRACE = 0x7b;
const COLON = 0x3a;

/** The tokens that a whole answer tells of. */
export function usageOf(
  { bytes, ends }: PackedFrames,
  framing: Framing,
  dialect: Dialect,
): Usage | undefined {
  if (framing === "document") return usageIn(bytes, framing, dialect);
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let usage: Usage | undefined;
  let frame = 0;
  for (let at = all.indexOf(USAGE); at !== -1; at = all.indexOf(USAGE, at)) {
    const value = at + USAGE.byteLength;
    if (!startsObject(all, value)) {
      at = value;
      continue;
    }
    while ((ends[frame] ?? all.byteLength) <= at) frame++;
    const end = ends[frame] ?? all.byteLength;
    const told = usageIn(all.subarray(ends[frame - 1] ?? 0, end), framing, dialect);
    if (told !== undefined) usage = mergeUsage(usage, told);
    at = end;
  }
  return usage;
}

/** Some servers say `"usage":null` in every event but one. */
function startsObject(bytes: Uint8Array, from: number): boolean {
  let at = from;
  for (let byte = bytes[at]; byte === COLON || (byte !== undefined && byte <= 0x20); byte = bytes[at]) at++;
  return bytes[at] === BRACE;
}
