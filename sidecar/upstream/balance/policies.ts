import type { LoadBalancingSpec } from "../../../config/schema/upstream.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Random } from "../../platform/random.ts";
import type { Endpoint } from "./endpoint.ts";

/** Chooses one of the candidates; undefined only when there are none. */
export type Policy = (candidates: readonly Endpoint[]) => Endpoint | undefined;

export interface PolicyParts {
  readonly clock: Clock;
  readonly random: Random;
}

export function createPolicy(name: LoadBalancingSpec["policy"], { clock, random }: PolicyParts): Policy {
  switch (name) {
    case "round-robin":
      return roundRobin();
    case "least-request":
      return leastRequest(random);
    case "peak-ewma":
      return peakEwma(random, clock);
  }
}

/**
 * Smooth weighted round robin, as nginx does it: everybody gains its weight, the richest is chosen and pays for all. Of
 * weights 5, 1, 1 this makes a a b a c a a, where dealing out in blocks would send five calls in a row to the first.
 */
function roundRobin(): Policy {
  const credits = new Map<Endpoint, number>();
  return (candidates) => {
    let chosen: Endpoint | undefined;
    let most = Number.NEGATIVE_INFINITY;
    let total = 0;
    for (const endpoint of candidates) {
      const credit = (credits.get(endpoint) ?? 0) + endpoint.weight;
      credits.set(endpoint, credit);
      total += endpoint.weight;
      if (credit <= most) continue;
      chosen = endpoint;
      most = credit;
    }
    if (chosen !== undefined) credits.set(chosen, most - total);
    return chosen;
  };
}

/**
 * Of two that are drawn by weight the one with fewer calls outstanding for its weight. Of equals the first drawn, so that
 * an idle upstream gets its calls by weight. Two and not all: many processes that look for the least loaded would all find
 * the same one at the same time (https://www.eecs.harvard.edu/~michaelm/postscripts/mythesis.pdf).
 */
function leastRequest(random: Random): Policy {
  return (candidates) =>
    betterOfTwo(
      candidates,
      random,
      ({ weight }) => weight,
      ({ outstanding, weight }) => outstanding / weight,
    );
}

/** More than any answer takes, and still less the fewer calls wait for the first one. */
const UNKNOWN_MS = 1e9;

/**
 * Of two that are drawn the one where a call will probably be answered sooner: latency times the calls before it, as in
 * Finagle; a weight of 3 makes an endpoint count as three times as fast. One that has not answered yet is tried at once,
 * by one call: until that is answered it comes after all that have.
 */
function peakEwma(random: Random, clock: Clock): Policy {
  return (candidates) => {
    const now = clock.monotonic();
    return betterOfTwo(
      candidates,
      random,
      // The weights are in the cost already.
      () => 1,
      ({ latency, outstanding, weight }) => {
        const ms = latency.at(now);
        return ((ms ?? UNKNOWN_MS) * (ms === undefined ? outstanding : outstanding + 1)) / weight;
      },
    );
  };
}

function betterOfTwo(
  candidates: readonly Endpoint[],
  random: Random,
  weightOf: (endpoint: Endpoint) => number,
  costOf: (endpoint: Endpoint) => number,
): Endpoint | undefined {
  const first = draw(candidates, undefined, random, weightOf);
  if (first === undefined || candidates.length === 1) return first;
  const second = draw(candidates, first, random, weightOf);
  return second !== undefined && costOf(second) < costOf(first) ? second : first;
}

/** One by weight; `except` is not drawn. */
function draw(
  candidates: readonly Endpoint[],
  except: Endpoint | undefined,
  random: Random,
  weightOf: (endpoint: Endpoint) => number,
): Endpoint | undefined {
  let total = 0;
  for (const endpoint of candidates) if (endpoint !== except) total += weightOf(endpoint);
  let point = random.next() * total;
  let last: Endpoint | undefined;
  for (const endpoint of candidates) {
    if (endpoint === except) continue;
    last = endpoint;
    point -= weightOf(endpoint);
    if (point < 0) return endpoint;
  }
  // Sums of floats may miss the end by a hair.
  return last;
}
