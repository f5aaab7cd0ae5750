import type { Call, End, Operation } from "../../core/call.ts";
import type { ErrorKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";

/** What a tokenizer makes of most texts, in any language that is written in letters. */
const BYTES_PER_TOKEN = 4;
/** Where a request sets no bound to its answer: a usual one. What it really was is settled at the end. */
const ASSUMED_OUTPUT_TOKENS = 256;
/** No answer is longer, whatever a request asks for. */
const MOST_OUTPUT_TOKENS = 131_072;
/** `n`: answers to one question. */
const MOST_CHOICES = 128;

export interface TokenEstimate {
  readonly input: number;
  readonly output: number;
}

const NOTHING: TokenEstimate = { input: 0, output: 0 };

/** Operations whose answer is made of tokens that are charged. */
const ANSWERS_IN_TOKENS: ReadonlySet<Operation> = new Set(["chat", "completion", "response"]);

/**
 * Before the call: its bytes, and the answer it asks for. A body that nobody here can read is not estimated, nor is
 * counting, which is free.
 */
export function estimateTokens({ opaque, operation, request }: Call): TokenEstimate {
  if (opaque !== undefined || operation === "token-count") return NOTHING;
  return {
    input: Math.ceil(request.bytes().byteLength / BYTES_PER_TOKEN),
    output: ANSWERS_IN_TOKENS.has(operation) ? askedOutput(request.document()) : 0,
  };
}

/** The field of the request that a caller can make smaller, where the answer is a part of the estimate. */
export function outputBoundOf({ operation }: Call, { output }: TokenEstimate): string | undefined {
  if (output === 0) return undefined;
  return operation === "response" ? "max_output_tokens" : "max_tokens";
}

function askedOutput(document: JsonObject): number {
  const asked =
    countIn(document["max_completion_tokens"]) ??
    countIn(document["max_output_tokens"]) ??
    countIn(document["max_tokens"]) ??
    ASSUMED_OUTPUT_TOKENS;
  const choices = Math.min(countIn(document["n"]) ?? 1, MOST_CHOICES);
  return Math.min(asked, MOST_OUTPUT_TOKENS) * choices;
}

function countIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** What of a reply has passed on its way to the caller. */
export interface HandedDown {
  frames: number;
  bytes: number;
  /** A streamed event holds about one token. */
  events: boolean;
}

/**
 * After the call: as the provider counted. Where it did not say, the estimate of the input stands and the output is
 * counted by what was handed down; a call that no provider worked on cost nothing.
 */
export function spentTokens(call: Call, end: End, estimate: TokenEstimate, handedDown: HandedDown): number {
  const { cache, degraded, usage, idempotentReplay } = call.record.all();
  if (idempotentReplay === true || (cache !== undefined && !ASKED_A_PROVIDER.has(cache))) return 0;
  // A stale answer or a fixed text: what it says of usage is not of this call.
  const ownWords = degraded !== undefined && degraded.rung !== "upstream";
  if (usage !== undefined && !ownWords) return usage.inputTokens + usage.outputTokens;
  const failure = failureOf(call, end);
  if (failure !== undefined && handedDown.frames === 0 && !wasWorkedOn(call, failure)) return 0;
  if (ownWords) return failure !== undefined && wasWorkedOn(call, failure) ? estimate.input : 0;
  if (estimate === NOTHING) return 0;
  const output = handedDown.events ? handedDown.frames : Math.ceil(handedDown.bytes / BYTES_PER_TOKEN);
  return estimate.input + (estimate.output === 0 ? 0 : output);
}

const ASKED_A_PROVIDER: ReadonlySet<string> = new Set(["miss", "bypass"]);

/** What went wrong: also where a rung of the ladder made up for it. */
export function failureOf({ record }: Call, end: End): ErrorKind | undefined {
  return end.outcome === "failed" ? end.error.kind : record.get("degraded")?.reason;
}

/** Failures after which the provider may have read the request, and charges for it. */
const WORKED_ON: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  "client-closed",
  "deadline-exceeded",
  "draining",
  "first-token-timeout",
  "idle-timeout",
  "invalid-upstream-reply",
  "reply-too-large",
  "upstream-cut",
]);

function wasWorkedOn({ record }: Call, failure: ErrorKind): boolean {
  // Set when a target was chosen: before that nobody was asked.
  return WORKED_ON.has(failure) && record.get("upstream") !== undefined;
}
