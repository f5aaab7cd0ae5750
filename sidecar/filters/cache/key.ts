import type { CacheSpec } from "../../../config/schema/cache.ts";
import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { Call } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { JsonObject } from "../../core/json.ts";

/** Raised whenever the same call would get another key than before. */
const ALGORITHM = "aios-exact-2";

export interface KeyScope {
  readonly routeName: string;
  /** Changes with whatever else the route's answers depend on, such as its targets and the policies in force. */
  readonly routeVersion: string | undefined;
  readonly isolate: CacheSpec["isolate"];
}

/** Whose answers a call may be given. */
export interface Principal {
  /** What was shared by a whole workload is not a user's own once the route isolates users. */
  readonly isolate: NonNullable<CacheSpec["isolate"]> | null;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly user: string | null;
  readonly session: string | null;
}

/** Who it is that shares an answer with the caller, or why nobody does: it does not say what the route isolates by. */
export function principalOf(
  { workload, user, session }: Pick<Call, "workload" | "user" | "session">,
  isolate: CacheSpec["isolate"],
): Principal | "no-user" | "no-session" {
  // A header without a value names nobody.
  if (isolate === "user" && !user) return "no-user";
  if (isolate === "session" && !session) return "no-session";
  const { namespace, serviceAccount } = workload;
  return {
    isolate: isolate ?? null,
    namespace,
    serviceAccount,
    user: isolate === "workload" ? null : (user ?? null),
    session: isolate === "session" ? (session ?? null) : null,
  };
}

/**
 * The exact cache's key: the lower-case hex sha256 of the RFC 8785 canonical JSON of
 *
 * - `algorithm`, the version of this list;
 * - `dialect`, `operation`, and the `request` document without `stream` and `stream_options`. Every other field stays:
 *   one that was wrongly kept costs a hit, one that was wrongly dropped gives somebody a wrong answer;
 * - `headers`: those of the caller's that pass on to the provider (`Dialect.requestHeaders`);
 * - `route` and `routeVersion`: targets, upstreams, policies;
 * - `target`: upstream and model that will answer, where the route has several;
 * - `policies` in force, in their order;
 * - `principal`: `namespace`, `serviceAccount`, the route's `isolate`, and `user` and `session` by it.
 *
 * What is absent is null, which no string is equal to. The request has been redacted by now: no personal data that a
 * policy covers goes into the hash. Test vectors: test/unit/sidecar/filters/cache/key-vectors.json.
 *
 * @throws RangeError when the document is nested too deep to be walked.
 */
export function cacheKey(
  call: Call,
  dialect: Dialect,
  principal: Principal,
  { routeName, routeVersion }: Pick<KeyScope, "routeName" | "routeVersion">,
): string {
  return keyOf(call, dialect, principal, { routeName, routeVersion }, call.request.document());
}

/**
 * The same of another document, or of a part of one.
 * @throws RangeError when it is nested too deep to be walked.
 */
export function keyOf(
  call: Call,
  dialect: Dialect,
  principal: Principal,
  { routeName, routeVersion }: Pick<KeyScope, "routeName" | "routeVersion">,
  document: JsonObject,
): string {
  return sha256(
    canonicalJson({
      algorithm: ALGORITHM,
      dialect: call.dialect,
      headers: sentHeaders(call, dialect),
      operation: call.operation,
      policies: call.policies,
      principal,
      request: whatIsAsked(document),
      route: routeName,
      routeVersion: routeVersion ?? null,
      target: call.preferred ?? null,
    }),
  );
}

/** Without what says how an answer is told. */
function whatIsAsked(document: JsonObject): JsonObject {
  if (document.stream === undefined && document.stream_options === undefined) return document;
  const { stream: _stream, stream_options: _streamOptions, ...asked } = document;
  return asked;
}

function sentHeaders({ headers }: Call, { requestHeaders }: Dialect): Readonly<Record<string, string>> {
  let sent: Record<string, string> | undefined;
  for (const name of requestHeaders) {
    const value = headers[name];
    if (value === undefined) continue;
    sent ??= {};
    sent[name] = value;
  }
  return sent ?? NONE;
}

const NONE: Readonly<Record<string, string>> = {};
