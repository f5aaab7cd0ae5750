import { formatDuration, formatSize } from "../../../config/schema/units.ts";
import type { Headers } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import { durationText } from "../../dialects/rate-limit-headers.ts";
import type { Excess } from "./quota.ts";
import type { TokenEstimate } from "./tokens.ts";

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

/** What a call was reckoned to need. */
export interface Reckoned {
  readonly estimate: TokenEstimate;
  /** The field of the request that bounds the answer; undefined where none does. */
  readonly outputBound: string | undefined;
}

/** `headers`: the state of the limits that the call falls under. `reckoned`: of a call whose tokens are limited. */
export function refusalError(
  { policy, excess }: Refusal,
  headers: Headers,
  reckoned: Reckoned | undefined,
): AiosError {
  const { limit, retryAfterMs } = excess;
  const what = `policy "${policy}" allows ${WORDS[limit](excess)} (limits.${limit})`;
  if (!Number.isFinite(retryAfterMs)) {
    return new AiosError("request-too-large", `The request is too large: ${what}.`, { headers });
  }
  const again = `Try again in ${durationText(retryAfterMs)}.`;
  const told =
    reckoned === undefined || excess.left === undefined
      ? `The limit is reached: ${what}. ${again}`
      : `The limit has no room for this call: ${what}. ${shortfall(excess.left, reckoned)} ${again}`;
  return new AiosError("limit-exceeded", told, { retryAfterMs, headers });
}

/** Of tokens some may well be left, only fewer than were estimated. */
function shortfall(left: number, { estimate: { input, output }, outputBound }: Reckoned): string {
  const told = `The call was estimated at ${counted(input + output, "token")}, and ${left} ${left === 1 ? "is" : "are"} left.`;
  // Where the request alone is too much, nothing that it asks for would help.
  return outputBound === undefined || input >= left
    ? told
    : `${told} A smaller ${outputBound} makes the estimate smaller.`;
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
