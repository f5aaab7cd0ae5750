import { crc32 } from "node:zlib";
import { z } from "zod";
import type { StoredReply } from "./store.ts";

const VERSION = 1;
const LENGTH_AT = 4;
const HEAD_AT = 8;
const decoder = new TextDecoder("utf-8", { fatal: true });

const textMap = z.record(z.string(), z.string());
const head = z.strictObject({
  version: z.literal(VERSION),
  framing: z.enum(["document", "events", "bytes", "messages"]),
  headers: textMap,
  trailers: textMap.optional(),
  ends: z.array(z.int().min(0)),
  includeUsage: z.boolean(),
  storedAt: z.number(),
  tags: z.array(z.string()),
  began: z.strictObject({ sequence: z.number(), at: z.number() }),
  upstream: z.string().optional(),
  model: z.string().optional(),
  usage: z
    .strictObject({
      inputTokens: z.number(),
      outputTokens: z.number(),
      cachedInputTokens: z.number().exactOptional(),
      reasoningTokens: z.number().exactOptional(),
    })
    .optional(),
});

/** Two clocks: inside a process answers age by the monotonic one, between processes only the wall clock is common. */
export interface TwoClocks {
  readonly monotonic: number;
  /** ms since 1970. */
  readonly wall: number;
}

/**
 * An answer as other processes can read it: CRC-32 of all that follows, length of a JSON head (both uint32, big endian),
 * the head, the frames.
 */
export function encodeStored(stored: StoredReply, now: TwoClocks): Uint8Array {
  const { frames, began, storedAt, form: _, ...rest } = stored;
  const json = Buffer.from(
    JSON.stringify({
      ...rest,
      version: VERSION,
      ends: frames.ends,
      storedAt: now.wall - (now.monotonic - storedAt),
      began: { sequence: began.sequence, at: began.at },
    }),
  );
  const bytes = Buffer.concat([Buffer.alloc(HEAD_AT), json, frames.bytes]);
  bytes.writeUInt32BE(json.byteLength, LENGTH_AT);
  bytes.writeUInt32BE(crc32(bytes.subarray(LENGTH_AT)));
  return bytes;
}

/** Undefined for bytes of another version, damaged ones, or none of ours. */
export function decodeStored(bytes: Uint8Array, now: TwoClocks): StoredReply | undefined {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (buffer.readUInt32BE() !== crc32(buffer.subarray(LENGTH_AT))) return undefined;
    const from = HEAD_AT + buffer.readUInt32BE(LENGTH_AT);
    const {
      version: _,
      ends,
      storedAt,
      began,
      upstream,
      model,
      usage,
      trailers,
      ...rest
    } = head.parse(JSON.parse(decoder.decode(buffer.subarray(HEAD_AT, from))));
    const frames = { bytes: new Uint8Array(buffer.subarray(from)), ends };
    let last = 0;
    for (const end of ends) {
      if (end < last) return undefined;
      last = end;
    }
    if (last !== frames.bytes.byteLength) return undefined;
    // Another machine's clock may be ahead: an answer is never younger than new.
    const ageMs = Math.max(0, now.wall - storedAt);
    return {
      ...rest,
      ...(trailers === undefined ? {} : { trailers }),
      frames,
      storedAt: now.monotonic - ageMs,
      began: { ordinal: 0, ...began },
      upstream,
      model,
      usage,
    };
  } catch {
    return undefined;
  }
}
