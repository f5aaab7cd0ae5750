/** Puts a reply on the connection, well or as badly as the fault says, and stops at once when the client is gone. */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./faults.ts";
import type { BodyPart, WireReply } from "./wire.ts";

export interface Hold {
  /** Of a stream; undefined for whole replies. */
  readonly afterEvents: number | undefined;
  readonly released: Promise<void>;
}

export interface Writing {
  readonly response: ServerResponse;
  readonly reply: WireReply;
  readonly fault: Fault | undefined;
  /** The error of the reply's dialect, for a fault that tells one inside the stream. */
  readonly errorEvent: BodyPart;
  /** The rest of a stream, or a whole reply, waits for its release. */
  readonly hold: Hold | undefined;
  /** Aborted when the connection is over. Waits reject with its reason. */
  readonly gone: AbortSignal;
}

export async function writeReply(writing: Writing): Promise<void> {
  const { response, reply, fault, gone } = writing;
  if (fault?.type === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault?.type === "delay") await sleep(fault.ms, undefined, { signal: gone });
  if (fault?.type === "stall" && fault.where === "before-headers") await silence(gone);
  if (!reply.streamed && writing.hold?.afterEvents === undefined) await held(writing);
  if (!reply.streamed && reply.tokenDelayMs > 0 && reply.tokenCount > 0) {
    await sleep(reply.tokenDelayMs * reply.tokenCount, undefined, { signal: gone });
  }

  gone.throwIfAborted();
  const { "content-length": length, ...headers } = reply.headers;
  // Chunks keep the pieces of a split body apart on the way; and a document that ends too early under a length would be
  // a cut, not a clean end.
  const isChunked = length === undefined || fault?.type === "end-early" || fault?.type === "split";
  response.writeHead(reply.status, isChunked ? headers : reply.headers);
  if (reply.streamed || fault !== undefined) response.flushHeaders();
  if (fault?.type === "stall" && fault.where === "after-headers") await silence(gone);

  const body = misbehaving(writing);
  switch (fault?.type) {
    case "cut":
      return cut(writing, body, fault.atByte);
    case "slow":
      await trickle(writing, body, fault.bytesPerSecond);
      break;
    case "split":
      for await (const piece of resliced(body, fault.bytes)) await flush(writing, piece);
      break;
    default:
      for await (const piece of body) await write(writing, piece);
  }
  response.end();
}

async function held({ hold, gone }: Writing): Promise<void> {
  if (hold !== undefined) await Promise.race([hold.released, silence(gone)]);
}

/** Until the client leaves; never fulfilled. */
async function silence(gone: AbortSignal): Promise<void> {
  if (!gone.aborted) await once(gone, "abort");
  gone.throwIfAborted();
}

/** Writes, and waits only when the client reads more slowly than that. */
async function write({ response, gone }: Writing, piece: Buffer): Promise<void> {
  gone.throwIfAborted();
  if (!response.write(piece)) await once(response, "drain", { signal: gone });
}

/** Writes, and waits until the piece was handed to the network, or could not be. */
async function flush({ response, gone }: Writing, piece: Buffer): Promise<void> {
  gone.throwIfAborted();
  const { promise, resolve } = Promise.withResolvers<void>();
  response.write(piece, () => resolve());
  await promise;
}

async function* paced(reply: WireReply, gone: AbortSignal): AsyncGenerator<BodyPart> {
  for (const part of reply.parts) {
    if (part.kind === "token" && reply.tokenDelayMs > 0)
      await sleep(reply.tokenDelayMs, undefined, { signal: gone });
    yield part;
  }
}

/** The bytes of the body, with the faults that strike between events. */
async function* misbehaving(writing: Writing): AsyncGenerator<Buffer> {
  const { reply, fault, errorEvent, gone } = writing;
  let before: number | undefined;
  if (fault?.type === "stall" || fault?.type === "error-event") before = fault.afterEvents ?? 1;
  if (fault?.type === "end-early") before = fault.afterEvents ?? Number.POSITIVE_INFINITY;

  let sent = 0;
  for await (const part of paced(reply, gone)) {
    if (before !== undefined && (sent === before || (part.kind !== "token" && part.kind !== "frame"))) {
      if (part.kind === "document") yield part.bytes.subarray(0, part.bytes.byteLength >> 1);
      if (fault?.type === "stall") await silence(gone);
      if (fault?.type === "error-event") yield errorEvent.bytes;
      return;
    }
    if (reply.streamed && sent === writing.hold?.afterEvents) await held(writing);
    yield part.bytes;
    sent += 1;
  }
}

async function cut(writing: Writing, body: AsyncIterable<Buffer>, atByte: number): Promise<void> {
  let left = atByte;
  for await (const piece of body) {
    if (left === 0) break;
    const kept = piece.subarray(0, left);
    await flush(writing, kept);
    left -= kept.byteLength;
  }
  // Destroys the connection when what was written is out.
  writing.response.socket?.destroySoon();
}

async function* resliced(body: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of body) {
    rest = rest.byteLength === 0 ? piece : Buffer.concat([rest, piece]);
    while (rest.byteLength >= size) {
      yield rest.subarray(0, size);
      rest = rest.subarray(size);
    }
  }
  if (rest.byteLength > 0) yield rest;
}

const TRICKLE_MS = 10;

async function trickle(writing: Writing, body: AsyncIterable<Buffer>, bytesPerSecond: number): Promise<void> {
  const size = Math.max(1, Math.floor((bytesPerSecond * TRICKLE_MS) / 1_000));
  const everyMs = (size * 1_000) / bytesPerSecond;
  const start = performance.now();
  let sent = 0;
  for await (const piece of resliced(body, size)) {
    sent += 1;
    // Against the start, so that the rate holds although each timer is a little late.
    await sleep(Math.max(0, start + sent * everyMs - performance.now()), undefined, { signal: writing.gone });
    await write(writing, piece);
  }
}
