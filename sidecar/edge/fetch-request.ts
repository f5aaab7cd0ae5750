import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { Headers as CallHeaders } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";
import type { HeldBytes } from "./held-bytes.ts";
import { bodyTooLarge, noRoomForBody } from "./http-surface.ts";

/** What one body takes of the bytes that may be held at once, while it is read and until its call ends. */
export interface BodyClaim {
  /** @throws AiosError `request-too-large`; `overloaded` when it does not fit beside the others */
  add(bytes: number): void;
  release(): void;
}

export function claimFrom(held: HeldBytes, limits: LimitsSpec): BodyClaim {
  let own = 0;
  return {
    add: (bytes) => {
      if (own + bytes > limits.maxRequestSize) throw bodyTooLarge(limits);
      if (!held.take(bytes)) throw noRoomForBody(limits);
      own += bytes;
    },
    release: () => {
      held.release(own);
      own = 0;
    },
  };
}

/**
 * The whole body. Rejects with the signal's reason when that aborts, and with what the application's own stream fails with.
 * @throws AiosError `request-too-large`, `overloaded`
 */
export async function readBody(
  { body }: Request,
  claim: BodyClaim,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  // How the application's stream takes it is its own business.
  const stop = (reason: unknown) => void reader.cancel(reason).catch(() => {});
  const onAbort = () => stop(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const chunks: Uint8Array[] = [];
  try {
    for (;;) {
      const { value } = await reader.read();
      signal?.throwIfAborted();
      if (value === undefined) break;
      // A stream of the application's own may give anything; what has no length would make nothing of every bound.
      if (!((value as unknown) instanceof Uint8Array)) {
        throw new TypeError("The request body is a stream of something else than Uint8Arrays.");
      }
      claim.add(value.byteLength);
      chunks.push(value);
    }
  } catch (thrown) {
    stop(thrown);
    throw thrown;
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}

/** HTTP/1.1 has `: ` and a line end beside each name and value. */
const FIELD_OVERHEAD_BYTES = 4;

/** @throws AiosError `headers-too-large` */
export function headersOf(headers: Headers, { maxHeaderSize }: LimitsSpec): CallHeaders {
  const flat: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of headers) {
    flat[name] = value;
    bytes += name.length + value.length + FIELD_OVERHEAD_BYTES;
  }
  if (bytes > maxHeaderSize) {
    throw new AiosError(
      "headers-too-large",
      `The request headers are larger than ${maxHeaderSize} bytes (limits.maxHeaderSize).`,
    );
  }
  return flat;
}
