import { canonicalJson } from "../../../config/schema/canonical.ts";
import { endpointsOf, type UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call, End } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import { hasHung, isGivenUp } from "../../core/given-up.ts";
import type { EndpointStatus } from "../../core/status.ts";
import type { BodyEnd } from "../../core/watch.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Random } from "../../platform/random.ts";
import type { AttemptOutcome, Telemetry } from "../../platform/telemetry.ts";
import { createEndpoints, type Endpoint, hash64 } from "./endpoint.ts";
import { Outliers } from "./outliers.ts";
import { createPolicy, type Policy } from "./policies.ts";
import { rendezvous } from "./rendezvous.ts";
import { TriedEndpoints } from "./tried.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/**
 * To be refused is quick: a latency alone would send ever more calls to an endpoint that turns them all away. So an
 * attempt that failed counts as one that took so long.
 */
const FAILURE_COUNTS_AS_MS = 5_000;

export interface RotationParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
}

/** One attempt's claim on an endpoint, which counts as outstanding until the attempt has ended. */
export interface Lease {
  readonly endpoint: Endpoint;
  /** The first frame has come. */
  answered(): void;
  /** Instead of the first frame. */
  failed(error: AiosError): void;
  /** After the last byte, or when nobody wants the rest. The first end counts. */
  ended(end: BodyEnd): void;
  /** The call is over, and with it whatever this attempt was still at: waiting, or a body that nobody pulled. */
  callEnded(end: End): void;
}

/** The endpoints of one upstream, with all that has been learnt about them. */
export class Rotation {
  readonly #upstream: string;
  readonly #telemetry: Telemetry;
  readonly #endpoints: readonly Endpoint[];
  readonly #outliers: Outliers;
  readonly #policy: Policy;
  readonly #isSticky: boolean;
  readonly #clock: Clock;
  readonly #tried = new TriedEndpoints();
  #closed = false;

  constructor(upstream: string, spec: UpstreamSpec, { clock, random, telemetry }: RotationParts) {
    this.#upstream = upstream;
    this.#telemetry = telemetry;
    this.#clock = clock;
    this.#endpoints = createEndpoints(endpointsOf(spec));
    this.#policy = createPolicy(spec.loadBalancing.policy, { clock, random });
    this.#isSticky = spec.loadBalancing.sticky === "session";
    this.#outliers = new Outliers({
      spec: spec.outlierDetection,
      endpoints: this.#endpoints,
      clock,
      onEjected: ({ label }, forMs) => telemetry.endpointEjected(upstream, label, forMs),
      onReturned: ({ label }) => telemetry.endpointReturned(upstream, label),
      onReleased: ({ label }) => telemetry.endpointReleased(upstream, label),
    });
  }

  /** For the next attempt of a call: elsewhere than those before, as long as there is an endpoint that it has not tried. */
  lease(call: Call): Lease {
    const { usable } = this.#outliers;
    const tried = this.#tried.of(call.id);
    const untried = tried === undefined ? usable : usable.filter((endpoint) => !tried.includes(endpoint));
    const candidates = untried.length > 0 ? untried : usable;
    const endpoint =
      this.#isSticky && call.session !== undefined
        ? rendezvous(hash64(call.session), candidates)
        : this.#policy(candidates);
    if (endpoint === undefined) throw new AiosError("internal", "An internal error occurred.");
    this.#tried.add(call.id, endpoint);
    return this.#begin(call, endpoint);
  }

  status(): readonly EndpointStatus[] {
    const now = this.#clock.monotonic();
    return this.#endpoints.map((endpoint) => ({
      endpoint: endpoint.label,
      weight: endpoint.weight,
      ...this.#outliers.statusOf(endpoint),
      outstanding: endpoint.outstanding,
      latencyMs: inTenths(endpoint.measuredLatency.at(now)),
      weighedLatencyMs: inTenths(endpoint.latency.at(now)),
    }));
  }

  get labels(): readonly string[] {
    return this.#endpoints.map(({ label }) => label);
  }

  close(): void {
    this.#closed = true;
    this.#outliers.close();
  }

  #begin(call: Call, endpoint: Endpoint): Lease {
    const startedAt = this.#clock.monotonic();
    const wasEjected = this.#outliers.isEjected(endpoint);
    let over = false;
    let waiting = true;
    endpoint.outstanding++;
    const end = (verdict: Verdict, outcome: AttemptOutcome): void => {
      if (over) return;
      over = true;
      endpoint.outstanding--;
      // The series of a closed one are gone, and would be there again for ever.
      if (!this.#closed) this.#telemetry.endpointAttemptEnded(this.#upstream, endpoint.label, outcome);
      if (verdict === "success") this.#outliers.succeeded(endpoint, wasEjected);
      if (verdict === "failure") this.#outliers.failed(endpoint);
    };
    const judge = (error: AiosError): Verdict => {
      const now = this.#clock.monotonic();
      if (waiting && hasHung(error, call, startedAt, now)) return "failure";
      return verdictOf(error, waiting ? { startedAt, firstFrameBy: call.firstFrameBy.at, now } : undefined);
    };
    const failed = (error: AiosError): void => {
      if (over) return;
      const now = this.#clock.monotonic();
      const verdict = judge(error);
      const refused = verdict === "failure" || error.kind === "rate-limited";
      const ms = now - startedAt;
      endpoint.latency.observeAtLeast(refused ? Math.max(ms, FAILURE_COUNTS_AS_MS) : ms, now);
      if (refused) endpoint.measuredLatency.observe(ms, now);
      else endpoint.measuredLatency.observeAtLeast(ms, now);
      end(verdict, error.kind);
    };
    return {
      endpoint,
      failed,
      answered: () => {
        waiting = false;
        this.#tried.forget(call.id);
        const now = this.#clock.monotonic();
        endpoint.measuredLatency.observe(now - startedAt, now);
        endpoint.latency.observe(now - startedAt, now);
      },
      ended: (how) => {
        if (how.outcome === "failed") end(judge(how.error), how.error.kind);
        else end(how.outcome === "completed" ? "success" : "neutral", how.outcome);
      },
      callEnded: (how) => {
        // A call that is given up ends before its attempts have noticed. Any other error may be another attempt's.
        if (waiting && how.outcome === "failed" && isGivenUp(how.error)) failed(how.error);
        else end("neutral", "abandoned");
      },
    };
  }
}

/** A claim on a rotation; it is closed when the last claim was given back. */
export interface HeldRotation {
  readonly rotation: Rotation;
  release(): void;
}

/**
 * An upstream has a client for each connect timeout that routes give it, and keeps them over configurations: all of them
 * share one rotation, so that what one learns about an endpoint is known to all.
 */
export class Rotations {
  readonly #parts: RotationParts;
  readonly #entries = new Map<string, RotationEntry>();

  constructor(parts: RotationParts) {
    this.#parts = parts;
  }

  hold(upstream: string, spec: UpstreamSpec): HeldRotation {
    const key = canonicalJson([upstream, endpointsOf(spec), spec.loadBalancing, spec.outlierDetection]);
    const entry = this.#entries.get(key) ?? {
      upstream,
      rotation: new Rotation(upstream, spec, this.#parts),
      holders: 0,
    };
    this.#entries.set(key, entry);
    entry.holders++;
    let released = false;
    return {
      rotation: entry.rotation,
      release: () => {
        if (released) return;
        released = true;
        entry.holders--;
        if (entry.holders > 0) return;
        this.#entries.delete(key);
        entry.rotation.close();
        this.#tellRemoved(entry);
      },
    };
  }

  /** Other settings for the same endpoints make another rotation, which may be there already. */
  #tellRemoved({ upstream, rotation }: RotationEntry): void {
    const others = [...this.#entries.values()].filter((entry) => entry.upstream === upstream);
    const left = new Set(others.flatMap((entry) => entry.rotation.labels));
    for (const label of rotation.labels)
      if (!left.has(label)) this.#parts.telemetry.endpointRemoved(upstream, label);
  }
}

interface RotationEntry {
  readonly upstream: string;
  readonly rotation: Rotation;
  holders: number;
}

function inTenths(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms * 10) / 10;
}
