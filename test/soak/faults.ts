import type { Fault } from "../../control-plane/cli/simulated-provider/provider.ts";

/** One after another, each for a few calls; between two of them the provider is healthy. */
export const FAULTS: readonly Fault[] = [
  { type: "status", status: 500, times: 20 },
  { type: "status", status: 429, retryAfterSeconds: 1, times: 20 },
  { type: "stall", where: "before-headers", times: 4 },
  { type: "stall", where: "after-headers", times: 4 },
  { type: "stall", where: "mid-stream", afterEvents: 2, times: 4 },
  { type: "cut", atByte: 37, times: 20 },
  { type: "end-early", times: 20 },
  { type: "error-event", times: 20 },
  { type: "garbage", times: 20 },
  { type: "reset", times: 20 },
  { type: "slow", bytesPerSecond: 2_000, times: 10 },
  { type: "split", bytes: 3, times: 40 },
  { type: "delay", ms: 400, times: 10 },
];
