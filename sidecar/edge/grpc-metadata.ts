import { Metadata } from "@grpc/grpc-js";
import type { Headers } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";

/** What HTTP/2 counts for each field besides its name and value (RFC 9113 6.5.2). */
const FIELD_OVERHEAD_BYTES = 32;

/**
 * The caller's metadata as call headers: lower-case names, repeated ones joined. Those of gRPC itself (`grpc-`) stay
 * behind, and binary ones (`-bin`) unless they are asked for, in base64.
 * @throws AiosError `headers-too-large` when all of it together is larger than `maxBytes`.
 */
export function headersOf(metadata: Metadata, maxBytes: number, which?: "binary-too"): Headers {
  const headers: Record<string, string> = {};
  let bytes = 0;
  const fields = metadata.toHttp2Headers();
  for (const name in fields) {
    const value = fields[name];
    const text = Array.isArray(value) ? value.join(", ") : String(value);
    bytes += name.length + text.length + FIELD_OVERHEAD_BYTES;
    if (bytes > maxBytes) {
      throw new AiosError(
        "headers-too-large",
        `The request metadata is larger than ${maxBytes} bytes (limits.maxHeaderSize).`,
      );
    }
    if (name.startsWith("grpc-") || (name.endsWith("-bin") && which === undefined)) continue;
    headers[name] = text;
  }
  return headers;
}

/** HTTP allows more in a name; a name with `-bin` at its end would have to carry bytes. */
const METADATA_NAME = /^[0-9a-z_.-]+(?<!-bin)$/;

/** Headers as metadata. What metadata cannot carry is left out (names) or replaced (characters): it never throws. */
export function metadataOf(headers: Headers): Metadata {
  const metadata = new Metadata();
  for (const name in headers) {
    if (METADATA_NAME.test(name)) metadata.set(name, printable(headers[name] ?? ""));
  }
  return metadata;
}

/**
 * Metadata that is written and nothing else. grpc-js's own checks each field, keeps it in a list in a map, copies all of
 * them for a status and makes an object of them: 2.2 us for a head or trailers of ours, where this takes .6.
 */
class FieldsSent extends Metadata {
  readonly #fields: Record<string, string>;

  constructor(fields: Record<string, string>) {
    super();
    this.#fields = fields;
  }

  override toHttp2Headers(): Record<string, string> {
    return this.#fields;
  }

  override get(name: string): string[] {
    const value = this.#fields[name.toLowerCase()];
    return value === undefined ? [] : [value];
  }

  override clone(): this {
    return this;
  }
}

/** Headers as metadata that is sent as it is now. What metadata cannot carry is left out or replaced, as above. */
export function sentOnce(headers: Headers): Metadata {
  const fields: Record<string, string> = {};
  for (const name in headers) {
    if (METADATA_NAME.test(name)) fields[name] = printable(headers[name] ?? "");
  }
  return new FieldsSent(fields);
}

/** The same as `metadataOf`, with binary values in base64 as HTTP/2 has them. */
export function opaqueMetadataOf(headers: Headers): Metadata {
  const metadata = metadataOf(headers);
  for (const name in headers) {
    if (!BINARY_NAME.test(name)) continue;
    for (const value of (headers[name] ?? "").split(",")) metadata.add(name, Buffer.from(value, "base64"));
  }
  return metadata;
}

const BINARY_NAME = /^[0-9a-z_.-]+-bin$/;

const RETURNED = new Set(["age", "request-id", "x-request-id", "retry-after", "retry-after-ms"]);
const RETURNED_PREFIXES = ["x-aios-", "x-ratelimit-", "openai-", "anthropic-ratelimit-"];

/** Those headers of a reply that mean something here: `content-type` and the like speak of an HTTP body. */
export function returnedAsMetadata(headers: Headers): Record<string, string> {
  const returned: Record<string, string> = {};
  for (const name in headers) {
    if (!RETURNED.has(name) && !RETURNED_PREFIXES.some((prefix) => name.startsWith(prefix))) continue;
    const value = headers[name];
    if (value !== undefined) returned[name] = value;
  }
  return returned;
}

function printable(text: string): string {
  return UNPRINTABLE.test(text) ? text.replace(/[^\x20-\x7e]/g, "?") : text;
}

const UNPRINTABLE = /[^\x20-\x7e]/;
