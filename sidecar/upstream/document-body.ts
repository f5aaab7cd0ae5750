import type { Headers } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";
import { isJson } from "../dialects/media-type.ts";
import type { HttpExchange } from "./http-exchange.ts";

/**
 * All of a body that ought to be one JSON document, in one piece; a promise where it has not all come yet.
 * @throws AiosError `reply-too-large`, `upstream-cut`, or `invalid-upstream-reply` when it is plainly no JSON object.
 */
export function readDocument(
  upstream: string,
  exchange: HttpExchange,
  headers: Headers,
  maxBytes: number,
): Buffer | Promise<Buffer> {
  const contentType = headers["content-type"] ?? "";
  if (!isJson(contentType)) throw notJson(upstream, "its content-type is not application/json");
  const whole = exchange.takeWhole(maxBytes);
  if (whole !== undefined) return checked(upstream, whole);
  return readAll(exchange, maxBytes).then((body) => checked(upstream, within(upstream, body, maxBytes)));
}

function within(upstream: string, body: Buffer | undefined, maxBytes: number): Buffer {
  if (body === undefined) {
    throw new AiosError(
      "reply-too-large",
      `The reply of upstream "${upstream}" is larger than the ${maxBytes} bytes of its \`maxReplySize\`.`,
    );
  }
  return body;
}

function checked(upstream: string, body: Buffer): Buffer {
  // No parse on the hot path. The two braces tell a web page from a document, and, where a body's length was not
  // announced, a whole one from one that was cut.
  if (firstByte(body) !== OPENING_BRACE) throw notJson(upstream, "it is not a JSON object");
  if (lastByte(body) !== CLOSING_BRACE) throw notJson(upstream, "its JSON document is not complete");
  return body;
}

/** All of a body in one piece; undefined, and the exchange ended, when it is larger than `maxBytes`. */
export async function readAll(exchange: HttpExchange, maxBytes: number): Promise<Buffer | undefined> {
  const first = await exchange.nextChunk();
  if (first === undefined) return Buffer.alloc(0);
  const chunks = [first];
  let bytes = first.length;
  while (bytes <= maxBytes) {
    const chunk = await exchange.nextChunk();
    if (chunk === undefined) return chunks.length === 1 ? first : Buffer.concat(chunks, bytes);
    chunks.push(chunk);
    bytes += chunk.length;
  }
  exchange.abandon();
  return undefined;
}

function notJson(upstream: string, why: string): AiosError {
  return new AiosError(
    "invalid-upstream-reply",
    `Upstream "${upstream}" answered with something that is not a reply: ${why}. Check its \`url\` and \`dialect\`.`,
  );
}

const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

function firstByte(body: Uint8Array): number | undefined {
  return body.find((byte) => !isSpace(byte));
}

function lastByte(body: Uint8Array): number | undefined {
  return body.findLast((byte) => !isSpace(byte));
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
