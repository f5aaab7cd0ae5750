import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { RouteSpec } from "../../../config/schema/route.ts";
import type { Call } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";

/** Raised whenever the same call would get another key than before. */
const ALGORITHM = "aios-exact-1";

export type CacheSpec = NonNullable<RouteSpec["cache"]>;

export interface KeyScope {
  readonly routeName: string;
  /** Changes with whatever else the route's answers depend on, such as its targets. */
  readonly routeVersion: string | undefined;
  readonly isolate: CacheSpec["isolate"];
}

/**
 * The exact cache's key: the lower-case hex sha256 of the RFC 8785 canonical JSON of
 *
 * - `algorithm`, the version of this list;
 * - `dialect`, `operation`, and the `request` document without `stream` and `stream_options`. Every other field stays:
 *   one that was wrongly kept costs a hit, one that was wrongly dropped gives somebody a wrong answer;
 * - `headers`: those of the caller's that pass on to the provider (`Dialect.requestHeaders`);
 * - `route` and `routeVersion`;
 * - `workload` (namespace and service account), `policies` in their order, and `user` (`x-aios-user`), always;
 * - `session` (`x-aios-session`) where the route says `isolate: session`.
 *
 * What is absent is null, which no string is equal to. The request has been redacted by now: no personal data that a
 * policy covers goes into the hash.
 *
 * Undefined where the route isolates by user or session and the call names none, and where the answer does not depend
 * on the request alone (`Dialect.isCacheable`).
 *
 * @throws RangeError when the document is nested too deep to be walked.
 */
export function cacheKey(
  call: Call,
  dialect: Dialect,
  { routeName, routeVersion, isolate }: KeyScope,
): string | undefined {
  // Isolated by something that the caller does not say: it shares with nobody.
  if (isolate === "user" && call.user === undefined) return undefined;
  if (isolate === "session" && call.session === undefined) return undefined;
  // What the provider keeps may have changed since.
  if (dialect.isCacheable?.(call.request.document()) === false) return undefined;
  const { stream: _stream, stream_options: _streamOptions, ...request } = call.request.document();
  const headers = Object.fromEntries(
    dialect.requestHeaders.flatMap((name) => {
      const value = call.headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return sha256(
    canonicalJson({
      algorithm: ALGORITHM,
      dialect: call.dialect,
      operation: call.operation,
      request,
      headers,
      route: routeName,
      routeVersion: routeVersion ?? null,
      workload: { namespace: call.workload.namespace, serviceAccount: call.workload.serviceAccount },
      policies: call.policies,
      user: call.user ?? null,
      session: isolate === "session" ? (call.session ?? null) : null,
    }),
  );
}
