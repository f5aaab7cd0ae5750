import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { Call } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { Random } from "../../platform/random.ts";

const LEAST = 100_000_000;
/** So many numbers are left behind the highest that no call could use them up within nine digits. */
const RANGE = 800_000_000;
/** Hexadecimal, as many as a double holds with room to spare. */
const DIGITS_TAKEN = 12;

/** Whether the provider adds to this very request what it has kept of other calls. */
export function recallsOthers(call: Call, dialect: Dialect): boolean {
  // What passes through may be about anything that the provider keeps.
  return call.operation === "passthrough" || dialect.recalls?.(call.request.document()) === true;
}

/** Whether a provider may keep what calls of this sort say, and add it to later ones. */
export function mayBeKept(call: Call, dialect: Dialect): boolean {
  return call.operation === "passthrough" || dialect.recalls !== undefined;
}

/**
 * Behind which number a call's placeholders are counted. A request that says its whole history counts from 1: the same
 * values in the same order get the same placeholders in every turn. Where the provider adds what it has kept of other
 * calls, one of theirs may stand in the reply, and must not be taken for one of this call: it counts from a number of its
 * own.
 */
export function numberBefore(call: Call, recalls: boolean): number {
  return recalls ? LEAST + (Number.parseInt(ownOf(call).slice(-DIGITS_TAKEN), 16) % RANGE) : 0;
}

/**
 * The same for the calls of a session. What a provider may keep outlives the session's values here: when those are
 * forgotten, the next ones must not get their numbers.
 */
export function numberBeforeSession(isKept: boolean, random: Random): number {
  return isKept ? LEAST + Math.floor(random.next() * RANGE) : 0;
}

/** The same for a call and its repetition, whose bytes have to be the same for the provider to know it as one. */
function ownOf({ id, headers, workload, user }: Call): string {
  const key = headers["idempotency-key"];
  if (key === undefined || key === "") return sha256(id);
  return sha256(canonicalJson([workload.namespace, workload.serviceAccount, user ?? null, key]));
}
