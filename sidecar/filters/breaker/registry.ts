import { canonicalJson } from "../../../config/schema/canonical.ts";
import { knownModels } from "../../../config/schema/models.ts";
import type { ConfigSnapshot } from "../../../config/schema/snapshot.ts";
import type { BreakerSpec } from "../../../config/schema/upstream.ts";
import type { BreakerStatus } from "../../core/status.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import { Breaker } from "./breaker.ts";

/**
 * The breakers of all upstreams, one for each model that is asked of one: a model may be overloaded where another is not.
 * They outlive configurations: what was learnt about an upstream stays known.
 */
export interface Breakers {
  /**
   * Made when it is first asked for. All models that the configuration does not name share one, or callers could make
   * as many as they like. Undefined for an upstream that the configuration in force does not have.
   */
  get(upstream: string, model: string): Breaker | undefined;
  /** Keeps the breakers of upstreams and models that are still there, where the settings are the same as before. */
  sync(snapshot: Pick<ConfigSnapshot, "upstreams" | "routes">): void;
  /** Of all that have been asked for. */
  states(): readonly BreakerStatus[];
  /** Releases every timer. */
  close(): void;
}

export interface BreakersOptions {
  readonly telemetry: Telemetry;
  readonly clock: Clock;
}

interface UpstreamBreakers {
  readonly spec: BreakerSpec;
  readonly byModel: Map<string, Breaker>;
}

/** Stands for every model that the configuration does not name. */
const OTHER_MODELS = "";

export function createBreakers({ telemetry, clock }: BreakersOptions): Breakers {
  const upstreams = new Map<string, UpstreamBreakers>();
  let known: ReadonlySet<string> = new Set();

  function make(upstream: string, model: string, spec: BreakerSpec): Breaker {
    const onState: ConstructorParameters<typeof Breaker>[0]["onState"] = (state, reason) =>
      telemetry.breakerChanged(upstream, model, state, reason);
    return new Breaker({ upstream, model, spec, clock, onState });
  }

  function remove(breaker: Breaker, from: UpstreamBreakers): void {
    const { upstream, model, state } = breaker.status();
    breaker.shutdown();
    from.byModel.delete(model);
    // Nobody else would: whoever follows the states would believe it open for ever.
    if (state !== "closed") telemetry.breakerChanged(upstream, model, "closed");
    telemetry.breakerRemoved(upstream, model);
  }

  return {
    get(upstream, model) {
      const own = upstreams.get(upstream);
      if (own === undefined) return undefined;
      const name = known.has(model) ? model : OTHER_MODELS;
      let breaker = own.byModel.get(name);
      if (breaker === undefined) {
        breaker = make(upstream, name, own.spec);
        own.byModel.set(name, breaker);
      }
      return breaker;
    },
    sync(snapshot) {
      known = knownModels(snapshot);
      for (const [upstream, own] of [...upstreams]) {
        const spec = snapshot.upstreams.get(upstream)?.breaker;
        const isSame = canonicalJson(spec) === canonicalJson(own.spec);
        for (const [model, breaker] of [...own.byModel]) {
          if (!isSame || (model !== OTHER_MODELS && !known.has(model))) remove(breaker, own);
        }
        if (!isSame) upstreams.delete(upstream);
      }
      for (const [upstream, { breaker }] of snapshot.upstreams) {
        if (!upstreams.has(upstream)) upstreams.set(upstream, { spec: breaker, byModel: new Map() });
      }
    },
    states: () =>
      [...upstreams.values()].flatMap(({ byModel }) =>
        [...byModel.values()].map((breaker) => breaker.status()),
      ),
    close() {
      for (const { byModel } of upstreams.values()) {
        for (const breaker of byModel.values()) breaker.shutdown();
      }
      upstreams.clear();
    },
  };
}
