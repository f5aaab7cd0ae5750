import { formatDuration } from "../config/schema/units.ts";
import type { Arrival } from "./core/engine.ts";
import { AiosError } from "./core/errors.ts";
import { parseTimeout } from "./core/timeout-header.ts";

/** How long a call may take, and who says so. */
export interface TimeBound {
  readonly ms: number;
  /** As whoever set it calls it. */
  readonly whose: string;
  /** Whose it is, where it is a route's. */
  readonly route?: string;
  /** It was set before the call came here: only what is left of it is known. */
  readonly isRemainder?: boolean;
}

/** What the caller grants. @throws AiosError `invalid-request` for a header that is no duration */
export function grantedBounds({ headers, timeoutMs, upstream }: Arrival): readonly TimeBound[] {
  const timeout = headers["x-aios-timeout"];
  if (timeout === undefined && timeoutMs === undefined) return NONE;
  const bounds: TimeBound[] = [];
  const header = parseTimeout(timeout);
  if (header !== undefined) bounds.push({ ms: header, whose: "its x-aios-timeout" });
  if (timeoutMs !== undefined) {
    const whose = upstream === undefined ? "its gRPC deadline" : "the sidecar that forwarded it";
    bounds.push({ ms: timeoutMs, whose, isRemainder: true });
  }
  return bounds;
}

const NONE: readonly TimeBound[] = [];

/** `timeouts.total` of a route. */
export function routeBound(route: string, totalMs: number): TimeBound {
  return { ms: totalMs, whose: "timeouts.total", route };
}

/** The one that ends the call; undefined when nobody bounds it. */
export function shortest(
  granted: readonly TimeBound[],
  ofRoute: TimeBound | undefined,
): TimeBound | undefined {
  let least: TimeBound | undefined;
  for (const bound of granted) if (least === undefined || bound.ms < least.ms) least = bound;
  return least === undefined || (ofRoute !== undefined && ofRoute.ms < least.ms) ? ofRoute : least;
}

export function tookTooLong({ ms, whose, route, isRemainder = false }: TimeBound): AiosError {
  const length = formatDuration(Math.ceil(ms));
  const told = isRemainder ? `${length} when it arrived` : length;
  const source = route === undefined ? whose : `${whose} of route "${route}"`;
  return new AiosError("deadline-exceeded", `The call took longer than ${source} allows (${told}).`);
}
