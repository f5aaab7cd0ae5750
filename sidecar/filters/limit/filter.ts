import type { Call, DialectName, End, Handler, Headers, Reply } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { ErrorKind } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { hasHung } from "../../core/given-up.ts";
import { watchBody } from "../../core/watch.ts";
import {
  type RateLimitState,
  rateLimitHeaders,
  withoutRateLimits,
} from "../../dialects/rate-limit-headers.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import type { Demand } from "./quota.ts";
import { type Refusal, refusalError, strictest } from "./refusal.ts";
import type { KeyedQuota, Limits, PolicyLimits } from "./registry.ts";
import { estimateTokens, failureOf, type HandedDown, outputBoundOf, spentTokens } from "./tokens.ts";

export { createLimits, type Limits } from "./registry.ts";

export interface LimitOptions {
  readonly limits: Limits;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Keeps calls within the limits of the policies in force; the strictest one refuses at once, with `limit-exceeded`. A
 * call is counted until its last byte, a refused one not at all. Callers are told how much is left.
 */
export function createLimitFilter({ limits, dialectOf, clock, telemetry }: LimitOptions): Filter {
  const stateHeaders = (call: Call, quotas: readonly KeyedQuota[]): Headers => {
    const states = quotas.flatMap(({ quota }) => quota.states(clock.monotonic()));
    return rateLimitHeaders(scarcest(states), dialectOf(call.dialect).provider, clock.now());
  };

  async function limited(call: Call, inForce: readonly PolicyLimits[], next: Handler): Promise<Reply> {
    const startedAt = clock.monotonic();
    const estimate = needs(inForce, "tokens") ? estimateTokens(call) : undefined;
    const demand: Demand = {
      bytes: needs(inForce, "inFlightBytes") ? call.request.bytes().byteLength : 0,
      tokens: estimate === undefined ? 0 : estimate.input + estimate.output,
    };
    const quotas = inForce.map((each) => each.quotaOf(call));
    const refusal = strictest(
      quotas.flatMap(({ limits: { policy }, quota }) =>
        quota.excesses(demand, startedAt).map((excess): Refusal => ({ policy, excess })),
      ),
    );
    if (refusal !== undefined) {
      telemetry.limitRefused(refusal.policy, refusal.excess.limit);
      const reckoned = estimate && { estimate, outputBound: outputBoundOf(call, estimate) };
      throw refusalError(refusal, stateHeaders(call, quotas), reckoned);
    }

    for (const each of quotas) each.limits.enter(each, demand, startedAt);
    const handedDown: HandedDown = { frames: 0, bytes: 0, events: false };
    let isAnswered = false;
    call.onEnd((end) => {
      const now = clock.monotonic();
      const dropped = wasDropped(call, end) || (!isAnswered && hasHungUpstream(call, end, startedAt, now));
      const spent = estimate === undefined ? 0 : spentTokens(call, end, estimate, handedDown);
      for (const each of quotas) {
        each.limits.leave(each, demand, spent, now);
        if (dropped) each.quota.adaptive?.dropped(startedAt, now);
      }
    });

    const reply = await next(call);
    isAnswered = true;
    learn(call, quotas, startedAt, clock.monotonic());
    const told = stateHeaders(call, quotas);
    return {
      ...reply,
      // Where a limit of ours is in force the provider's own are of no use to a caller: they are everybody's.
      headers:
        Object.keys(told).length === 0 ? reply.headers : { ...withoutRateLimits(reply.headers), ...told },
      body: estimate === undefined ? reply.body : counted(reply, handedDown),
    };
  }

  return {
    name: "limit",
    // Not one function: what an async one closes over is made before it looks whether there is anything to do.
    wrap: (next) => (call) => {
      const inForce = limits.of(call.policies);
      return inForce.length === 0 ? next(call) : limited(call, inForce, next);
    },
  };
}

function needs(inForce: readonly PolicyLimits[], limit: "tokens" | "inFlightBytes"): boolean {
  return inForce.some(({ spec }) => spec[limit] !== undefined);
}

/** Of several limits on the same thing, the one with the least left; then the one that takes longest to come back. */
function scarcest(states: readonly RateLimitState[]): readonly RateLimitState[] {
  const scarce = new Map<RateLimitState["of"], RateLimitState>();
  for (const state of states) {
    const other = scarce.get(state.of);
    const scarcer =
      other === undefined ||
      state.remaining < other.remaining ||
      (state.remaining === other.remaining && state.resetMs > other.resetMs);
    if (scarcer) scarce.set(state.of, state);
  }
  return [...scarce.values()];
}

/** What a provider does not count is counted here. */
function counted(reply: Reply, handedDown: HandedDown): Reply["body"] {
  handedDown.events = reply.framing === "events";
  return watchBody(reply.body, {
    frame(frame) {
      handedDown.frames++;
      handedDown.bytes += frame.byteLength;
    },
    end: () => {},
  });
}

/** What it took an upstream to answer. Answers of our own and second attempts tell nothing of its queue. */
function learn(
  { record, stream }: Call,
  quotas: readonly KeyedQuota[],
  startedAt: number,
  now: number,
): void {
  // Set by those who asked one themselves: an answer from memory has none.
  const { degraded, attempts = 1, upstreamMs } = record.all();
  if (upstreamMs === undefined || attempts !== 1 || degraded !== undefined) return;
  for (const { quota } of quotas)
    quota.adaptive?.firstFrame({ form: stream ? "stream" : "whole", ms: upstreamMs, startedAt }, now);
}

/** Signs that there is too much in flight. Other failures say nothing about that. */
const DROPS: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  "connect-timeout",
  "first-token-timeout",
  "rate-limited",
  "overloaded",
]);

function wasDropped(call: Call, end: End): boolean {
  const failure = failureOf(call, end);
  return failure !== undefined && DROPS.has(failure);
}

/** A unary call has no other time-out than its deadline. */
function hasHungUpstream(call: Call, end: End, startedAt: number, now: number): boolean {
  const wasAsked = call.record.get("upstream") !== undefined;
  return wasAsked && end.outcome === "failed" && hasHung(end.error, call, startedAt, now);
}
