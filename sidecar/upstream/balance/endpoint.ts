import { hash } from "node:crypto";
import type { EndpointSpec } from "../../../config/schema/upstream.ts";
import { PeakEwma } from "./peak-ewma.ts";

/** One of an upstream's servers, and the load that this process puts on it. */
export interface Endpoint {
  /** Its place in the configuration. */
  readonly index: number;
  /** `host:port`; with its path where another endpoint has the same. Fit for a metric's label. */
  readonly label: string;
  readonly weight: number;
  /** 64 bits that depend on its URL alone, so that every process chooses alike, whatever the order of the endpoints. */
  readonly seed: Hash64;
  /** Calls whose body has not ended. */
  outstanding: number;
  /** Time to the first frame, with failures taken for slow: what calls are spread by. */
  readonly latency: PeakEwma;
  /** Time to the first frame or the failure, as it really was. */
  readonly measuredLatency: PeakEwma;
}

/** Two unsigned 32-bit halves. */
export type Hash64 = readonly [number, number];

export function hash64(text: string): Hash64 {
  const digest = hash("sha256", text, "buffer");
  return [digest.readUInt32BE(0), digest.readUInt32BE(4)];
}

export function createEndpoints(specs: readonly EndpointSpec[]): readonly Endpoint[] {
  const urls = specs.map(({ url }) => new URL(url));
  return specs.map(({ url, weight }, index) => ({
    index,
    label: labelOf(index, urls),
    weight,
    seed: hash64(url),
    outstanding: 0,
    latency: new PeakEwma(),
    measuredLatency: new PeakEwma(),
  }));
}

function labelOf(index: number, urls: readonly URL[]): string {
  const url = urls[index];
  if (url === undefined) return "";
  const alike = urls.filter(({ host }) => host === url.host);
  return alike.length === 1 ? url.host : url.host + url.pathname;
}
