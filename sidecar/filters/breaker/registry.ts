import { canonicalJson } from "../../../config/schema/canonical.ts";
import type { UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { BreakerStatus } from "../../core/status.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import { Breaker } from "./breaker.ts";

/** The breakers of all upstreams. They outlive configurations: what was learnt about an upstream stays known. */
export interface Breakers {
  /** Undefined for an upstream that the configuration in force does not have. */
  get(upstream: string): Breaker | undefined;
  /** Makes the breakers those of these upstreams; one whose settings are the same as before is kept as it is. */
  sync(upstreams: ReadonlyMap<string, UpstreamSpec>): void;
  states(): readonly BreakerStatus[];
  /** Releases every timer. */
  close(): void;
}

export interface BreakersOptions {
  readonly telemetry: Telemetry;
  readonly clock: Clock;
}

export function createBreakers({ telemetry, clock }: BreakersOptions): Breakers {
  const breakers = new Map<string, Breaker>();

  function remove(upstream: string, breaker: Breaker): void {
    const { state } = breaker.status();
    breaker.shutdown();
    breakers.delete(upstream);
    // Nobody else would: what shows the state would show an open breaker for ever.
    if (state !== "closed") telemetry.breakerChanged(upstream, "closed");
  }

  return {
    get: (upstream) => breakers.get(upstream),
    sync(upstreams) {
      for (const [upstream, breaker] of [...breakers]) {
        const spec = upstreams.get(upstream)?.breaker;
        if (canonicalJson(spec) !== canonicalJson(breaker.spec)) remove(upstream, breaker);
      }
      for (const [upstream, spec] of upstreams) {
        if (breakers.has(upstream)) continue;
        const onState = (state: BreakerStatus["state"]) => telemetry.breakerChanged(upstream, state);
        breakers.set(upstream, new Breaker({ upstream, spec: spec.breaker, clock, onState }));
      }
    },
    states: () => [...breakers.values()].map((breaker) => breaker.status()),
    close() {
      for (const breaker of breakers.values()) breaker.shutdown();
      breakers.clear();
    },
  };
}
