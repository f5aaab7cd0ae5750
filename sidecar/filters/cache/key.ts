import type { CacheSpec } from "../../../config/schema/cache.ts";
import { canonicalJson, canonicalObject, sha256 } from "../../../config/schema/canonical.ts";
import type { Call } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";

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
  const request = canonicalObject(call.request.document(), HOW_IT_IS_TOLD);
  return sha256(keyText(call, dialect, principal, { routeName, routeVersion }, request));
}

/** Members that say how an answer is told, not what is asked. */
const HOW_IT_IS_TOLD = ["stream", "stream_options"];

/**
 * What the key is the hash of. Written out member by member, in their canonical order: to build a value and walk it takes
 * twice as long.
 * @param request canonical JSON of the request, or of a part of one
 */
export function keyText(
  call: Call,
  dialect: Dialect,
  principal: Principal,
  {
    routeName,
    routeVersion = null,
  }: { readonly routeName: string; readonly routeVersion?: string | null | undefined },
  request: string,
): string {
  const { dialect: name, operation, policies, preferred = null } = call;
  return (
    `{"algorithm":${JSON.stringify(ALGORITHM)},"dialect":${JSON.stringify(name)},"headers":${headersText(call, dialect)},` +
    `"operation":${JSON.stringify(operation)},"policies":${canonicalJson(policies)},` +
    `"principal":${principalText(principal)},"request":${request},"route":${JSON.stringify(routeName)},` +
    `"routeVersion":${JSON.stringify(routeVersion)},"target":${canonicalJson(preferred)}}`
  );
}

function principalText({ isolate, namespace, serviceAccount, session, user }: Principal): string {
  return (
    `{"isolate":${JSON.stringify(isolate)},"namespace":${JSON.stringify(namespace)},` +
    `"serviceAccount":${JSON.stringify(serviceAccount)},"session":${JSON.stringify(session)},"user":${JSON.stringify(user)}}`
  );
}

function headersText({ headers }: Call, { requestHeaders }: Dialect): string {
  let sent: Record<string, string> | undefined;
  for (const name of requestHeaders) {
    const value = headers[name];
    if (value === undefined) continue;
    sent ??= {};
    sent[name] = value;
  }
  return sent === undefined ? "{}" : canonicalJson(sent);
}
