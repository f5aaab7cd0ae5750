import { canonicalJson, sha256 } from "../../config/schema/canonical.ts";
import type { Call, Headers } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";

/** Of W3C Trace Context; all that a provider needs to find the call again. */
const TRACE_PARENT = "traceparent";
/** Of the same, but any vendor's text: it goes no further than our own processes. */
const TRACE_STATE = "tracestate";
const IDEMPOTENCY_KEY = "idempotency-key";

/** Whose account a call is charged to: beside credentials of ours that is not the caller's choice. */
const ACCOUNT_HEADERS: ReadonlySet<string> = new Set(["openai-organization", "openai-project"]);

/** Never taken from the caller, whatever a dialect lists: credentials, and what belongs to one hop (RFC 9110 7.6.1). */
const NEVER_FORWARDED = new Set([
  "authorization",
  "proxy-authorization",
  "x-api-key",
  "api-key",
  "cookie",
  "host",
  "content-type",
  "content-length",
  "content-encoding",
  "accept-encoding",
  "user-agent",
  "connection",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
]);

/** Where a call goes next. */
export type NextHop =
  | { readonly to: "control-plane" }
  /** `authHeader`: the one that carries our credentials; undefined where there are none. */
  | { readonly to: "provider"; readonly authHeader: string | undefined };

/**
 * Which of a caller's headers go along, and in which form. They are no part of the request's texts, so no policy looks
 * into them: each passes only in the form that belongs there, and is left out otherwise. Asked once per dialect.
 */
export function forwardedHeaders(dialect: Dialect, hop: NextHop): (call: Call) => Headers {
  const names = dialect.requestHeaders.filter((name) => {
    if (NEVER_FORWARDED.has(name)) return false;
    if (hop.to === "control-plane" || hop.authHeader === undefined) return true;
    return name !== hop.authHeader && !ACCOUNT_HEADERS.has(name);
  });
  return (call) => {
    const { headers } = call;
    const forwarded: Record<string, string> = {};
    const nominated = nominatedBy(headers.connection);
    const parent = headers[TRACE_PARENT];
    if (parent !== undefined && TRACE_PARENT_FORM.test(parent)) forwarded[TRACE_PARENT] = parent;
    const state = headers[TRACE_STATE];
    if (state !== undefined && hop.to === "control-plane") forwarded[TRACE_STATE] = state;
    const key = headers[IDEMPOTENCY_KEY];
    if (key !== undefined && key !== "") forwarded[IDEMPOTENCY_KEY] = scopedKey(call, key);
    for (const name of names) {
      const value = headers[name];
      if (value !== undefined && !nominated.has(name) && hasForm(name, value)) forwarded[name] = value;
    }
    return forwarded;
  };
}

const NONE: ReadonlySet<string> = new Set();

/** What one end of a connection calls its own business there goes no further: RFC 9110, section 7.6.1. */
function nominatedBy(connection: string | readonly string[] | undefined): ReadonlySet<string> {
  if (connection === undefined || connection === "keep-alive" || connection === "close") return NONE;
  return new Set(
    String(connection)
      .toLowerCase()
      .split(/[ \t]*,[ \t]*/),
  );
}

/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values, version 00 and what is compatible with it. */
const TRACE_PARENT_FORM = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** A version's date, or a name that begins with a letter: no address, no number, no sentence. */
const TOKEN = /^(?:\d{4}-\d\d-\d\d|[A-Za-z][\w.=-]{0,127})$/;
/** RFC 9110 8.8.3; what a provider calls the state of a file. */
const ENTITY_TAG = String.raw`(?:W/)?"[\w.+/=:~-]{1,128}"`;
/** RFC 9110 5.6.7, the one form that is still sent. */
const HTTP_DATE = "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT";
const TAGS = new RegExp(`^(?:\\*|${ENTITY_TAG}(?:, ?${ENTITY_TAG}){0,15})$`);
const DATE = new RegExp(`^${HTTP_DATE}$`);
/** Headers that are no list of tokens; RFC 9110, sections 12.5.1, 13.1 and 14.2. */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  [
    "accept",
    /^[a-z*][\w.+-]*\/[\w.+*-]{1,64}(?:; ?[a-z]+=[\w.-]{1,32})*(?:, ?[a-z*][\w.+-]*\/[\w.+*-]{1,64}(?:; ?[a-z]+=[\w.-]{1,32})*)*$/i,
  ],
  ["range", /^bytes=(?:\d{1,15}-(?:\d{1,15})?|-\d{1,15})(?:, ?(?:\d{1,15}-(?:\d{1,15})?|-\d{1,15})){0,15}$/],
  ["if-match", TAGS],
  ["if-none-match", TAGS],
  ["if-modified-since", DATE],
  ["if-unmodified-since", DATE],
  ["if-range", new RegExp(`^(?:${ENTITY_TAG}|${HTTP_DATE})$`)],
]);
const LONGEST_LIST = 1_024;
const MOST_TOKENS = 32;

function hasForm(name: string, value: string): boolean {
  const form = FORMS.get(name);
  if (form === undefined) return isTokenList(value);
  return value.length <= LONGEST_LIST && form.test(value);
}

/** `assistants=v2`, `2023-06-01`, `prompt-caching-2024-07-31,output-128k-2025-02-19`. */
function isTokenList(value: string): boolean {
  if (value.length > LONGEST_LIST) return false;
  const tokens = value.split(",");
  return (
    tokens.length <= MOST_TOKENS && tokens.every((token) => TOKEN.test(token.replace(/^[ \t]+|[ \t]+$/g, "")))
  );
}

/**
 * All workloads share one account at the provider, so that two of them with the same key would get one another's
 * answers. Same caller, same bytes, same key: the same again; and what the key says stays here.
 */
function scopedKey({ workload, user, request, opaque }: Call, key: string): string {
  const { namespace, serviceAccount } = workload;
  // Elsewhere the dialect says where it goes.
  const place = opaque?.transport === "http" ? [opaque.method, opaque.path ?? null] : [];
  return sha256(
    canonicalJson([namespace, serviceAccount, user ?? null, sha256(request.bytes()), key, ...place]),
  );
}

const RETURNED = new Set(["content-type", "request-id", "x-request-id", "retry-after", "retry-after-ms"]);
const RETURNED_PREFIXES = ["openai-", "anthropic-ratelimit-", "x-ratelimit-"];

function hasReturnedPrefix(name: string): boolean {
  for (const prefix of RETURNED_PREFIXES) if (name.startsWith(prefix)) return true;
  return false;
}

/** What tells of a body that nobody here has looked into, and is not changed on its way. */
const RETURNED_WITH_BYTES = new Set([
  "accept-ranges",
  "allow",
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-length",
  "content-range",
  "etag",
  "expires",
  "last-modified",
  "location",
]);

/** The provider's headers that the caller may see; an allow-list, so that cookies and credentials never pass. */
export function returnedHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: "known" | "opaque" = "known",
): Headers {
  const returned: Record<string, string> = {};
  const nominated = nominatedBy(headers.connection);
  for (const name in headers) {
    const passes =
      !nominated.has(name) &&
      (RETURNED.has(name) || hasReturnedPrefix(name) || (body === "opaque" && RETURNED_WITH_BYTES.has(name)));
    const value = headers[name];
    if (passes && value !== undefined) returned[name] = typeof value === "string" ? value : value.join(", ");
  }
  return returned;
}
