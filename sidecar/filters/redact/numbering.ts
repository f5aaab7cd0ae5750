import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { Call } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";

const LEAST = 100_000_000;
/** So many numbers are left behind the highest that no call could use them up within nine digits. */
const RANGE = 800_000_000;
/** Hexadecimal, as many as a double holds with room to spare. */
const DIGITS_TAKEN = 12;

/**
 * Behind which number a call's placeholders are counted. A request that says its whole history counts from 1: the same
 * values in the same order get the same placeholders in every turn. Where the provider adds what it has kept of other
 * calls, one of theirs may stand in the reply, and must not be taken for one of this call: it counts from a number of its
 * own.
 */
export function numberBefore(call: Call, dialect: Dialect): number {
  // What passes through may be about anything that the provider keeps.
  const recalls = call.operation === "passthrough" || dialect.recalls?.(call.request.document()) === true;
  return recalls ? LEAST + (Number.parseInt(ownOf(call).slice(-DIGITS_TAKEN), 16) % RANGE) : 0;
}

/** The same for a call and its repetition, whose bytes have to be the same for the provider to know it as one. */
function ownOf({ id, headers, workload, user }: Call): string {
  const key = headers["idempotency-key"];
  if (key === undefined || key === "") return sha256(id);
  return sha256(canonicalJson([workload.namespace, workload.serviceAccount, user ?? null, key]));
}
