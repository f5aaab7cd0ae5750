import { EventEmitter } from "node:events";
import CircuitBreaker from "opossum";
import type { BreakerSpec } from "../../../config/schema/upstream.ts";

const BUCKETS = 10;
/** Its own half-open state is never used: it waits on a clock that is not ours, and lets a single call through. */
const NEVER_MS = 2 ** 31 - 1;

type Outcome = "success" | "failure";

/**
 * How many calls failed of late, by opossum's rolling window, and whether they are too many. It is told of each call
 * when its body has ended: told at the start, as `fire` is meant, a stream longer than the window would count as a
 * failure of no call.
 */
export class FailureWindow {
  readonly #circuit: CircuitBreaker<[], void>;
  readonly #rotation = new EventEmitter();
  readonly #bucketMs: number;
  readonly #now: () => number;
  /** Which slice of time the newest bucket counts. Turned when it is looked at: nothing has to tick. */
  #ordinal: number;

  /**
   * @param now monotonic ms
   * @param onTooMany more of the calls failed than `errorRate`, of `minimumCalls` or more
   */
  constructor(spec: BreakerSpec, now: () => number, onTooMany: () => void) {
    this.#now = now;
    this.#bucketMs = spec.window / BUCKETS;
    this.#ordinal = this.#ordinalNow();
    this.#circuit = new CircuitBreaker(fail, {
      timeout: false,
      errorThresholdPercentage: spec.errorRate * 100,
      volumeThreshold: spec.minimumCalls,
      resetTimeout: NEVER_MS,
      rollingCountTimeout: spec.window,
      rollingCountBuckets: BUCKETS,
      rotateBucketController: this.#rotation,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
    this.#circuit.on("open", onTooMany);
  }

  count(outcome: Outcome): void {
    this.#turn();
    if (outcome === "failure") {
      // It rejects with the failure it was just told of.
      this.#circuit.fire().catch(() => undefined);
      return;
    }
    // What it counts of a call that succeeds, and all that it does; to play that back takes 1 KiB a call.
    this.#circuit.emit("fire");
    this.#circuit.emit("success");
  }

  counts(): { readonly calls: number; readonly failures: number } {
    this.#turn();
    const { fires, failures } = this.#circuit.stats;
    return { calls: fires, failures };
  }

  /** Nothing has been counted. */
  reset(): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) this.#rotation.emit("rotate");
    this.#circuit.close();
  }

  shutdown(): void {
    this.#circuit.shutdown();
  }

  #turn(): void {
    const ordinal = this.#ordinalNow();
    const turns = Math.min(BUCKETS, ordinal - this.#ordinal);
    this.#ordinal = ordinal;
    for (let turn = 0; turn < turns; turn++) this.#rotation.emit("rotate");
  }

  #ordinalNow(): number {
    return Math.floor(this.#now() / this.#bucketMs);
  }
}

/** The action opossum guards: a call that has failed already, played back. */
async function fail(): Promise<void> {
  throw new Error("The call failed.");
}
