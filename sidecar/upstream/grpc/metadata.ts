import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { Call, Headers } from "../../core/call.ts";
import { passesThrough } from "../../dialects/passthrough/grpc-metadata.ts";
import type { QuotedCredentials } from "../quoted-credentials.ts";

/** Of gRPC itself, but said by the service: what went wrong in detail, and when to come again (gRFC A6). */
const RETURNED_WITH_STATUS: ReadonlySet<string> = new Set([
  "grpc-status-details-bin",
  "grpc-retry-pushback-ms",
]);

const IDEMPOTENCY_KEY = "idempotency-key";
/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values, version 00 and what is compatible with it. */
const TRACE_PARENT_FORM = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The caller's metadata that goes along. `authHeader` is where our own credentials go. Several binary values are several
 * fields again: not every server takes a list of them apart.
 */
export function forwardedMetadata(
  call: Call,
  path: string,
  authHeader: string | undefined,
): Readonly<Record<string, string | readonly string[]>> {
  const forwarded: Record<string, string | readonly string[]> = {};
  for (const name in call.headers) {
    const value = call.headers[name];
    if (value === undefined || !passesThrough(name) || name === authHeader) continue;
    if (name === "traceparent" && !TRACE_PARENT_FORM.test(value)) continue;
    if (name === IDEMPOTENCY_KEY) forwarded[name] = scopedKey(call, path, value);
    else forwarded[name] = isBinary(name) && value.includes(",") ? value.split(/, */) : value;
  }
  return forwarded;
}

/** The service's own metadata, initial or trailing. */
export function returnedMetadata(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  quoted: QuotedCredentials | undefined,
): Headers {
  const returned: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || !(passesThrough(name) || RETURNED_WITH_STATUS.has(name))) continue;
    const text = typeof value === "string" ? value : value.join(", ");
    if (quoted !== undefined && isBinary(name) && quotes(text, quoted)) continue;
    returned[name] = text;
  }
  return quoted?.without(returned) ?? returned;
}

const isBinary = (name: string): boolean => name.endsWith("-bin");

/** Whether our credentials stand in what is in base64, such as the details of a status. */
function quotes(value: string, quoted: QuotedCredentials): boolean {
  return value.split(",").some((each) => quoted.isIn(Buffer.from(each, "base64")));
}

/** All workloads may share one account there: two of them with the same key must not get one another's answers. */
function scopedKey({ workload, user }: Call, path: string, key: string): string {
  return sha256(canonicalJson([workload.namespace, workload.serviceAccount, user ?? null, path, key]));
}
