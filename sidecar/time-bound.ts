import { formatDuration } from "../config/schema/units.ts";
import type { Arrival } from "./core/engine.ts";
import { AiosError } from "./core/errors.ts";
import { parseTimeout } from "./core/timeout-header.ts";

/** How long a call may take, and who says so. */
export interface TimeBound {
  readonly ms: number;
  /** As whoever set it calls it. */
  readonly whose: string;
  /** It was set before the call came here: only what is left of it is known. */
  readonly isRemainder?: boolean;
}

/** What the caller grants. @throws AiosError `invalid-request` for a header that is no duration */
export function grantedBounds({ headers, timeoutMs, upstream }: Arrival): readonly TimeBound[] {
  const bounds: TimeBound[] = [];
  const header = parseTimeout(headers["x-aios-timeout"]);
  if (header !== undefined) bounds.push({ ms: header, whose: "its x-aios-timeout" });
  if (timeoutMs !== undefined) {
    const whose = upstream === undefined ? "its gRPC deadline" : "the sidecar that forwarded it";
    bounds.push({ ms: timeoutMs, whose, isRemainder: true });
  }
  return bounds;
}

/** `timeouts.total` of a route. */
export function routeBound(route: string, totalMs: number): TimeBound {
  return { ms: totalMs, whose: `timeouts.total of route "${route}"` };
}

/** The one that ends the call; undefined when nobody bounds it. */
export function shortest(bounds: readonly TimeBound[]): TimeBound | undefined {
  return bounds.reduce<TimeBound | undefined>(
    (least, next) => (least === undefined || next.ms < least.ms ? next : least),
    undefined,
  );
}

export function tookTooLong({ ms, whose, isRemainder = false }: TimeBound): AiosError {
  const length = formatDuration(Math.ceil(ms));
  const told = isRemainder ? `${length} when it arrived` : length;
  return new AiosError("deadline-exceeded", `The call took longer than ${whose} allows (${told}).`);
}
