import type { Framing } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { PackedFrames } from "../../core/frame-log.ts";
import type { Usage } from "../../core/record.ts";
import { needle, placeIn } from "../../dialects/sse/scan.ts";
import { mergeUsage, usageIn } from "../../dialects/usage.ts";

// A token count can only be where this word is, with an object: most frames of a stream are never looked at alone.
const USAGE = needle('"usage"');
const BRACE = 0x7b;
const COLON = 0x3a;

/** The tokens that a whole answer tells of. */
export function usageOf(
  { bytes, ends }: PackedFrames,
  framing: Framing,
  dialect: Dialect,
): Usage | undefined {
  if (framing === "document") return usageIn(bytes, framing, dialect);
  let usage: Usage | undefined;
  let frame = 0;
  for (let at = placeIn(bytes, USAGE, 0); at !== -1; at = placeIn(bytes, USAGE, at)) {
    const value = at + USAGE.bytes.length;
    if (!startsObject(bytes, value)) {
      at = value;
      continue;
    }
    while ((ends[frame] ?? bytes.byteLength) <= at) frame++;
    const end = ends[frame] ?? bytes.byteLength;
    const told = usageIn(bytes.subarray(ends[frame - 1] ?? 0, end), framing, dialect);
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
