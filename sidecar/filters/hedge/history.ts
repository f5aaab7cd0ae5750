import type { ConfigSnapshot } from "../../../config/schema/snapshot.ts";
import { AttemptBudget } from "../../core/attempt-budget.ts";
import type { Clock } from "../../platform/clock.ts";
import { RecentTimes } from "./recent-times.ts";

/** What a route knows of its calls so far. */
export interface RouteHistory {
  readonly budget: AttemptBudget;
  /** Whole replies take longer to their first frame, which is their last one, than streams do. */
  timesOf(upstream: string, stream: boolean): RecentTimes;
}

interface Known extends RouteHistory {
  readonly times: Map<string, { readonly stream: RecentTimes; readonly whole: RecentTimes }>;
}

/** The histories of all routes that hedge. They outlive configurations, or each push would begin with guessing anew. */
export class HedgeHistories {
  readonly #clock: Clock;
  readonly #routes = new Map<string, Known>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of(route: string): RouteHistory {
    const known = this.#routes.get(route) ?? this.#make();
    this.#routes.set(route, known);
    return known;
  }

  /** Drops what is known of routes and upstreams that are no more. */
  sync({ routes, upstreams }: Pick<ConfigSnapshot, "routes" | "upstreams">): void {
    const hedged = new Set(routes.filter(({ spec }) => spec.hedge !== undefined).map(({ name }) => name));
    for (const [route, { times }] of this.#routes) {
      if (!hedged.has(route)) this.#routes.delete(route);
      for (const upstream of times.keys()) if (!upstreams.has(upstream)) times.delete(upstream);
    }
  }

  #make(): Known {
    const clock = this.#clock;
    const times: Known["times"] = new Map();
    return {
      budget: new AttemptBudget(() => clock.monotonic()),
      times,
      timesOf(upstream, stream) {
        let known = times.get(upstream);
        if (known === undefined) {
          known = { stream: new RecentTimes(clock), whole: new RecentTimes(clock) };
          times.set(upstream, known);
        }
        return stream ? known.stream : known.whole;
      },
    };
  }
}
