import type { Call, DialectName, Headers, OpaqueRequest } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import { refuseAiPath } from "../dialects/passthrough/ai-path.ts";
import { forwardedHeaders } from "./headers.ts";

/** What a call becomes on the wire; credentials are added by whoever has them. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** Name, value, name, value. */
  readonly headers: string[];
  /** Null where there is none. */
  readonly body: Uint8Array | null;
}

export interface HttpRequestOptions {
  /** Of the upstream, or of one of its endpoints. */
  readonly url: URL;
  readonly dialectOf: (name: DialectName) => Dialect;
  /** Of aios, for `user-agent`. */
  readonly version: string;
  /** The one that carries our credentials; undefined where there are none. */
  readonly authHeader: string | undefined;
}

/** What is the same for every call of one dialect. */
interface Shape {
  /** With the URL's own prefix and query. */
  readonly path: string;
  readonly headers: { readonly stream: readonly string[]; readonly unary: readonly string[] };
  /** The caller's headers that go along. */
  readonly forwarded: (call: Call) => Headers;
}

type OpaqueHttp = Extract<OpaqueRequest, { readonly transport: "http" }>;

/** Makes the requests of one upstream. They throw `invalid-request` for a path where nothing passes through. */
export function httpRequests(options: HttpRequestOptions): (call: Call) => HttpRequest {
  const { url, dialectOf, version, authHeader } = options;
  const shapes = new Map<DialectName, Shape>();
  const prefix = url.pathname.replace(/\/+$/, "");
  const always = [
    // The bytes are passed on as they come, and looked into: compressed they would be of no use here.
    "accept-encoding",
    "identity",
    "user-agent",
    `aios/${version}`,
  ];
  const jsonHeaders = (accept: string) => ["content-type", "application/json", "accept", accept, ...always];

  const shapeOf = (name: DialectName): Shape => {
    const known = shapes.get(name);
    if (known !== undefined) return known;
    const dialect = dialectOf(name);
    const made: Shape = {
      path: prefix + dialect.path + url.search,
      headers: { stream: jsonHeaders("text/event-stream"), unary: jsonHeaders("application/json") },
      forwarded: forwardedHeaders(dialect, { to: "provider", authHeader }),
    };
    shapes.set(name, made);
    return made;
  };

  const opaqueRequest = (call: Call, shape: Shape, opaque: OpaqueHttp): HttpRequest => {
    const { method, path, contentType } = opaque;
    const bytes = call.request.bytes();
    const headers = [...always];
    if (contentType !== undefined) headers.push("content-type", contentType);
    const forwarded = shape.forwarded(call);
    if (forwarded.accept === undefined) headers.push("accept", "*/*");
    for (const [name, value] of Object.entries(forwarded)) headers.push(name, value);
    const isBodiless = bytes.byteLength === 0 && !METHODS_WITH_BODY.has(method);
    const target = path === undefined ? shape.path : behind(prefix, url.search, path);
    // Here alone the whole of the path is known: of the caller's, the route's and the upstream's.
    if (call.operation === "passthrough") refuseAiPath(target);
    return {
      method,
      path: target,
      headers,
      body: isBodiless ? null : bytes,
    };
  };

  return (call) => {
    const shape = shapeOf(call.dialect);
    if (call.opaque?.transport === "http") return opaqueRequest(call, shape, call.opaque);
    const headers = [...(call.stream ? shape.headers.stream : shape.headers.unary)];
    for (const [name, value] of Object.entries(shape.forwarded(call))) headers.push(name, value);
    return { method: "POST", path: shape.path, headers, body: call.request.bytes() };
  };
}

/** Their requests say `content-length: 0` rather than nothing. */
const METHODS_WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** The path behind the URL's own; where both say `/v1` it is said once. The queries are joined. */
function behind(prefix: string, search: string, target: string): string {
  const [path = "", ...query] = target.split("?");
  const isTwice = prefix.endsWith("/v1") && (path === "/v1" || path.startsWith("/v1/"));
  const queries = [search.slice(1), query.join("?")].filter((part) => part !== "");
  return (
    (prefix + (isTwice ? path.slice("/v1".length) : path) || "/") +
    (queries.length === 0 ? "" : `?${queries.join("&")}`)
  );
}
