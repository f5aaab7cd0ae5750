import { LRUCache } from "lru-cache";
import type { Call } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";

/** Callers, and what they send along, that a route tells apart at once. */
const MOST_SCOPES = 256;

/** All that a call's key depends on besides its request and its route. */
interface CallScope {
  readonly dialect: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly user: string | undefined;
  readonly session: string | undefined;
  readonly policies: readonly string[];
  readonly upstream: string | undefined;
  readonly model: string | undefined;
  /** Values of the dialect's `requestHeaders`, in their order. */
  readonly headers: readonly (string | undefined)[];
}

/**
 * The same object for calls of one route whose keys differ by their requests alone. Compared piece by piece with the last one,
 * which is nearly always it: to write a scope as a text takes as long as making the key.
 */
export class KeyScopes {
  readonly #kept = new LRUCache<string, CallScope>({ max: MOST_SCOPES });
  #last: CallScope | undefined;

  of(call: Call, dialect: Dialect): object {
    if (this.#last !== undefined && isScopeOf(this.#last, call, dialect)) return this.#last;
    const name = JSON.stringify([call.dialect, call.user, call.session, call.preferred]);
    const kept = this.#kept.get(name);
    const scope = kept !== undefined && isScopeOf(kept, call, dialect) ? kept : scopeOf(call, dialect);
    if (scope !== kept) this.#kept.set(name, scope);
    this.#last = scope;
    return scope;
  }
}

function scopeOf(call: Call, { requestHeaders }: Dialect): CallScope {
  const { namespace, serviceAccount } = call.workload;
  return {
    dialect: call.dialect,
    namespace,
    serviceAccount,
    user: call.user,
    session: call.session,
    policies: call.policies,
    upstream: call.preferred?.upstream,
    model: call.preferred?.model,
    headers: requestHeaders.map((name) => call.headers[name]),
  };
}

function isScopeOf(scope: CallScope, call: Call, { requestHeaders }: Dialect): boolean {
  return (
    scope.dialect === call.dialect &&
    scope.namespace === call.workload.namespace &&
    scope.serviceAccount === call.workload.serviceAccount &&
    scope.user === call.user &&
    scope.session === call.session &&
    scope.upstream === call.preferred?.upstream &&
    scope.model === call.preferred?.model &&
    areSame(scope.policies, call.policies) &&
    requestHeaders.every((name, index) => scope.headers[index] === call.headers[name])
  );
}

function areSame(left: readonly string[], right: readonly string[]): boolean {
  return (
    left === right || (left.length === right.length && left.every((each, index) => each === right[index]))
  );
}
