import type { Endpoint, Hash64 } from "./endpoint.ts";

/**
 * The candidate that a session belongs to, by weighted rendezvous hashing: each endpoint scores -weight / ln(h), with h in
 * (0, 1) from session and endpoint, and the highest score wins. Each process comes to the same result without a table; of
 * the sessions only those of an endpoint that goes move, spread over the others by weight, and they come back with it. A
 * ring of virtual nodes or a Maglev table would save looking at each of the at most 64 endpoints, at the price of uneven
 * shares (ring), of sessions that move without need (Maglev), and of building it anew at each ejection.
 */
export function rendezvous(session: Hash64, candidates: readonly Endpoint[]): Endpoint | undefined {
  let chosen: Endpoint | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const endpoint of candidates) {
    const score = -endpoint.weight / Math.log(unit(session, endpoint.seed));
    if (score <= highest) continue;
    chosen = endpoint;
    highest = score;
  }
  return chosen;
}

/** In (0, 1), never either end: their logarithms divide by nothing, or score nothing. */
function unit([high, low]: Hash64, [seedHigh, seedLow]: Hash64): number {
  return (mixed(mixed(high ^ seedHigh) ^ low ^ seedLow) + 0.5) / 2 ** 32;
}

/** The finalizer of MurmurHash3, 32 bits: https://github.com/aappleby/smhasher/wiki/MurmurHash3 */
function mixed(bits: number): number {
  let hash = bits ^ (bits >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
