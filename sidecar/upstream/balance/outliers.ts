import type { OutlierDetectionSpec } from "../../../config/schema/upstream.ts";
import type { EndpointStatus } from "../../core/status.ts";
import type { Clock, Timer } from "../../platform/clock.ts";
import type { Endpoint } from "./endpoint.ts";

export interface OutliersOptions {
  readonly spec: OutlierDetectionSpec;
  readonly endpoints: readonly Endpoint[];
  readonly clock: Clock;
  readonly onEjected: (endpoint: Endpoint, forMs: number) => void;
  readonly onReturned: (endpoint: Endpoint) => void;
  /** It was ejected when this was closed: that is over, but it gets no calls by it. */
  readonly onReleased: (endpoint: Endpoint) => void;
}

interface Health {
  failuresInARow: number;
  /** Ejections without a healthy while in between. */
  ejectionsInARow: number;
  /** Monotonic ms of the last return, or of the last time that `ejectionsInARow` was worked down. */
  healthySince: number;
  ejection: { readonly timer: Timer; readonly until: number } | undefined;
}

/**
 * Takes endpoints that fail so many times in a row out of the rotation, for longer each time. Whoever returns is on
 * probation until its first success: one failure sends it away again.
 */
export class Outliers {
  readonly #spec: OutlierDetectionSpec;
  readonly #clock: Clock;
  readonly #options: OutliersOptions;
  readonly #health: ReadonlyMap<Endpoint, Health>;
  readonly #mostEjected: number;
  #usable: readonly Endpoint[];
  #closed = false;

  constructor(options: OutliersOptions) {
    const { spec, endpoints, clock } = options;
    this.#spec = spec;
    this.#clock = clock;
    this.#options = options;
    this.#health = new Map(
      endpoints.map((endpoint) => [
        endpoint,
        { failuresInARow: 0, ejectionsInARow: 0, healthySince: 0, ejection: undefined },
      ]),
    );
    const share = Math.max(
      spec.maxEjectedShare > 0 ? 1 : 0,
      Math.floor(spec.maxEjectedShare * endpoints.length),
    );
    this.#mostEjected = Math.min(share, endpoints.length - 1);
    this.#usable = endpoints;
  }

  /**
   * Those that get calls: all that are not ejected. When every one of these fails as well, nobody knows any more who is
   * healthy, and it is all of them: an ejected one that has recovered is found at once.
   */
  get usable(): readonly Endpoint[] {
    return this.#usable;
  }

  succeeded(endpoint: Endpoint, wasEjected: boolean): void {
    const health = this.#health.get(endpoint);
    if (health === undefined || this.#closed) return;
    if (health.ejection !== undefined) {
      // What began before it was ejected is no news of it; what was sent to it since, for lack of others, is.
      if (wasEjected) this.#return(endpoint, health);
      else return;
    }
    const wasFailing = health.failuresInARow >= this.#spec.consecutiveFailures;
    health.failuresInARow = 0;
    if (wasFailing) this.#sortOut();
    if (health.ejectionsInARow === 0) return;
    const now = this.#clock.monotonic();
    if (now - health.healthySince < this.#spec.baseEjectionTime) return;
    health.ejectionsInARow--;
    health.healthySince = now;
  }

  failed(endpoint: Endpoint): void {
    const health = this.#health.get(endpoint);
    if (health === undefined || health.ejection !== undefined || this.#closed) return;
    health.failuresInARow++;
    if (health.failuresInARow < this.#spec.consecutiveFailures) return;
    if (this.#ejected < this.#mostEjected) this.#eject(endpoint, health);
    this.#sortOut();
  }

  isEjected(endpoint: Endpoint): boolean {
    return this.#health.get(endpoint)?.ejection !== undefined;
  }

  /** `until`: Unix ms. */
  statusOf(endpoint: Endpoint): Pick<EndpointStatus, "state" | "ejectedUntil"> {
    const health = this.#health.get(endpoint);
    if (health?.ejection !== undefined) return { state: "ejected", ejectedUntil: health.ejection.until };
    const failing = (health?.failuresInARow ?? 0) >= this.#spec.consecutiveFailures;
    return { state: failing ? "failing" : "healthy", ejectedUntil: undefined };
  }

  /** Releases its timers; nobody is ejected any more. */
  close(): void {
    this.#closed = true;
    for (const [endpoint, health] of this.#health) {
      if (health.ejection === undefined) continue;
      health.ejection.timer.cancel();
      health.ejection = undefined;
      this.#options.onReleased(endpoint);
    }
    this.#usable = this.#options.endpoints;
  }

  get #ejected(): number {
    let ejected = 0;
    for (const { ejection } of this.#health.values()) if (ejection !== undefined) ejected++;
    return ejected;
  }

  #eject(endpoint: Endpoint, health: Health): void {
    const { baseEjectionTime, maxEjectionTime } = this.#spec;
    // Not beyond the longest: it would only have to be worked down again.
    health.ejectionsInARow = Math.min(
      health.ejectionsInARow + 1,
      Math.ceil(maxEjectionTime / baseEjectionTime),
    );
    const ms = Math.min(maxEjectionTime, baseEjectionTime * health.ejectionsInARow);
    const timer = this.#clock.after(ms, () => this.#return(endpoint, health));
    health.ejection = { timer, until: this.#clock.now() + ms };
    this.#options.onEjected(endpoint, ms);
  }

  #return(endpoint: Endpoint, health: Health): void {
    health.ejection?.timer.cancel();
    health.ejection = undefined;
    health.failuresInARow = this.#spec.consecutiveFailures - 1;
    health.healthySince = this.#clock.monotonic();
    this.#sortOut();
    this.#options.onReturned(endpoint);
  }

  /** Worked out when something changes, not for each call. */
  #sortOut(): void {
    const { endpoints } = this.#options;
    const inRotation = endpoints.filter((endpoint) => !this.isEjected(endpoint));
    const someHealthy = inRotation.some((endpoint) => this.statusOf(endpoint).state === "healthy");
    this.#usable = someHealthy ? inRotation : endpoints;
  }
}
