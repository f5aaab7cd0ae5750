import { type PolicySpec, policySpec } from "../../config/schema/policy.ts";
import { type RedactSpec, redact } from "../../config/schema/redaction.ts";

/** A policy as it is read from YAML, with everything that is not said at its default. */
export function policyOf(said: Parameters<typeof policySpec.parse>[0]): PolicySpec {
  return policySpec.parse(said);
}

/** The same of its `redact` alone. */
export function redactOf(said: Parameters<typeof redact.parse>[0]): RedactSpec {
  return redact.parse(said);
}
