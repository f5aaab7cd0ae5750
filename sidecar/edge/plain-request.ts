import type { IncomingMessage } from "node:http";
import type { DialectName } from "../core/call.ts";
import { AI_PATHS } from "./http-surface.ts";

/**
 * The calls that SDKs make, which are nearly all there are: a POST of a JSON document of a known length to a path of ours,
 * spelled as it is documented. There is nothing to be decided about them, so they go by the router, whose objects, hooks
 * and body parser take an eighth of what the edge needs for them (33 us of CPU with, 29 without, replies made at once).
 * Whatever is different in any way is the router's, and with it the refusal.
 */

const DIALECTS: ReadonlyMap<string | undefined, DialectName> = new Map(Object.entries(AI_PATHS));
const MEDIA_TYPES: ReadonlySet<string | undefined> = new Set([
  "application/json",
  "application/json; charset=utf-8",
]);

/** Whose words it is in; undefined when it is no such request. */
export function plainDialect(request: IncomingMessage, maxBodyBytes: number): DialectName | undefined {
  const { headers } = request;
  return request.method === "POST" &&
    MEDIA_TYPES.has(headers["content-type"]) &&
    headers["content-encoding"] === undefined &&
    headers["transfer-encoding"] === undefined &&
    // Without one it is NaN, and no such request.
    Number(headers["content-length"]) <= maxBodyBytes
    ? DIALECTS.get(request.url)
    : undefined;
}

/** Of a known length, to which Node's parser holds it. Never calls back for one that breaks off. */
export function readBody(request: IncomingMessage, read: (body: Uint8Array) => void): void {
  // Each one has its bytes to itself.
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const [first] = chunks;
    read(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks));
  });
}
