import { formatDuration, formatSize } from "../../../config/schema/units.ts";
import type { Headers } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import { durationText } from "../../dialects/rate-limit-headers.ts";
import type { Excess } from "./quota.ts";

export interface Refusal {
  readonly policy: string;
  readonly excess: Excess;
}

/** The one that has to be waited for longest: whoever waits less is refused again. */
export function strictest(refusals: readonly Refusal[]): Refusal | undefined {
  return refusals.reduce<Refusal | undefined>(
    (worst, next) =>
      worst === undefined || next.excess.retryAfterMs > worst.excess.retryAfterMs ? next : worst,
    undefined,
  );
}

/** `headers`: the state of the limits that the call falls under. */
export function refusalError({ policy, excess }: Refusal, headers: Headers): AiosError {
  const { limit, retryAfterMs } = excess;
  const what = `policy "${policy}" allows ${WORDS[limit](excess)} (limits.${limit})`;
  if (!Number.isFinite(retryAfterMs)) {
    return new AiosError("request-too-large", `The request is too large: ${what}.`, { headers });
  }
  return new AiosError(
    "limit-exceeded",
    `The limit is reached: ${what}. Try again in ${durationText(retryAfterMs)}.`,
    { retryAfterMs, headers },
  );
}

const WORDS: Readonly<Record<Excess["limit"], (excess: Excess) => string>> = {
  concurrency: ({ amount }) => `${counted(amount, "call")} at once`,
  adaptiveConcurrency: ({ amount }) => `${counted(amount, "call")} at once for now`,
  inFlightBytes: ({ amount }) => `${formatSize(amount)} of requests at once`,
  requests: ({ amount, windowMs = 0 }) => `${counted(amount, "call")} in ${formatDuration(windowMs)}`,
  tokens: ({ amount, windowMs = 0 }) => `${counted(amount, "token")} in ${formatDuration(windowMs)}`,
};

function counted(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
