import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { Call, OpaqueRequest } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";

const HEADER = "idempotency-key";
/** As Stripe has it, whose header this is. */
const LONGEST_KEY = 255;

export function hasIdempotencyKey({ headers }: Call): boolean {
  return headers[HEADER] !== undefined;
}

/** The caller's `idempotency-key`. @throws AiosError `invalid-request` when it is none. */
export function idempotencyKeyOf({ headers }: Call): string {
  const key = headers[HEADER] ?? "";
  if (key.trim() === "" || key.length > LONGEST_KEY) {
    throw new AiosError(
      "invalid-request",
      `The header ${HEADER} must have 1 to ${LONGEST_KEY} characters, such as a UUID.`,
      { param: HEADER },
    );
  }
  return key;
}

/**
 * Names one execution: a hash of who calls and of the key. The policies in force are part of it: an answer given under
 * others is no answer, and a configuration that comes in between must not make a conflict of an honest repeat.
 */
export function executionKey(
  { workload, user, policies }: Call,
  key: string,
  policiesVersion: string,
): string {
  const { namespace, serviceAccount } = workload;
  return sha256(canonicalJson([namespace, serviceAccount, user ?? null, policies, policiesVersion, key]));
}

/**
 * A hash of what is asked for; a repeat has the same. The request has been redacted by now. Of the headers, those count
 * that pass on to the provider, for they change what it answers.
 */
export function fingerprint(call: Call, dialect: Dialect): string {
  const { opaque } = call;
  const headers = dialect.requestHeaders.map((name) => call.headers[name] ?? null);
  return sha256(
    canonicalJson([
      call.dialect,
      call.operation,
      call.model,
      call.stream,
      headers,
      opaque?.transport === "http" ? [opaque.method, opaque.path ?? null] : null,
      sha256(bodyOf(call.request.bytes(), opaque)),
    ]),
  );
}

const BOUNDARY = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i;

/** Without the boundaries of a multipart body, which a client draws anew for each attempt. */
function bodyOf(bytes: Uint8Array, opaque: OpaqueRequest | undefined): Uint8Array {
  if (opaque?.transport !== "http") return bytes;
  const match = BOUNDARY.exec(opaque.contentType ?? "");
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return bytes;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (let at = body.indexOf(boundary); at !== -1; at = body.indexOf(boundary, from)) {
    pieces.push(body.subarray(from, at));
    from = at + Buffer.byteLength(boundary);
  }
  pieces.push(body.subarray(from));
  return Buffer.concat(pieces);
}
