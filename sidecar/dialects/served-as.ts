import type { DialectName, Operation } from "../core/call.ts";
import type { Dialect, ProviderDialect } from "../core/dialect.ts";
import { dialects } from "./registry.ts";

/** What an upstream takes. */
export interface Serves {
  readonly dialect: ProviderDialect;
  /** All of its dialect's when undefined. */
  readonly operations?: readonly Operation[] | undefined;
}

/**
 * In which dialect an upstream takes a call of this dialect: its own where the upstream serves it, else, for a
 * conversation, the first that the upstream serves and that conversations can be translated to. Undefined: not at all.
 */
export function servedAs(dialect: Dialect, upstream: Serves): DialectName | undefined {
  if (serves(upstream, dialect)) return dialect.name;
  if (dialect.conversation === undefined) return undefined;
  return dialects.find((other) => other.conversation !== undefined && serves(upstream, other))?.name;
}

function serves({ dialect, operations }: Serves, { provider, operation }: Dialect): boolean {
  if (provider === undefined) return dialect !== "grpc";
  return provider === dialect && (operations === undefined || operations.includes(operation));
}
