import type { CallSignal } from "./call-signal.ts";
import type { Deadline } from "./deadline.ts";
import type { AiosError } from "./errors.ts";
import type { Payload } from "./payload.ts";
import type { DecisionRecord } from "./record.ts";

/** Lower-case names; repeated fields joined by ", ". */
export type Headers = Readonly<Record<string, string>>;

/** One JSON document, one SSE event (its blank line included) or one gRPC message. */
export type Frame = Uint8Array;

export type Protocol = "http" | "grpc" | "embedded";

/** What is asked for, whatever the dialect: low cardinality, safe as a metric label. */
export type Operation =
  | "chat"
  | "completion"
  | "response"
  | "embedding"
  | "token-count"
  | "rerank"
  | "image"
  | "transcription"
  | "passthrough";

/** Whose wire shape a request has. */
export type DialectName =
  | "openai-chat"
  | "openai-completions"
  | "openai-responses"
  | "openai-images"
  | "openai-transcriptions"
  | "anthropic-messages"
  | "anthropic-count-tokens"
  | "embeddings"
  | "rerank"
  | "http-passthrough"
  | "grpc-passthrough";

/** Who calls, as attested by where the sidecar runs; never taken from the request. */
export interface Workload {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** How a call ended, told once after the last byte. */
export type End =
  | { readonly outcome: "completed" }
  | { readonly outcome: "failed"; readonly error: AiosError };

/** One place to send a call: a configured upstream and the model to ask it for. */
export interface Target {
  readonly upstream: string;
  readonly model: string;
}

/** A request that its dialect does not describe: how it is sent on is as it came. */
export type OpaqueRequest =
  | {
      readonly transport: "http";
      /** Upper case. */
      readonly method: string;
      /** With its query; behind the upstream's URL. Undefined: where the dialect says. */
      readonly path: string | undefined;
      /** As the caller said it, boundary included. */
      readonly contentType: string | undefined;
    }
  | {
      readonly transport: "grpc";
      /** `/package.Service/Method`. */
      readonly path: string;
      readonly messages: RequestMessages;
    };

/** The messages of a gRPC request, which may go on while its reply has begun. */
export interface RequestMessages {
  /** All of them from the first one, for each attempt anew. Only while `isReplayable`, or the first time. */
  read(): AsyncIterable<Frame>;
  /** Whether all that was read is still kept. */
  readonly isReplayable: boolean;
  /**
   * The message of a request that is just one; undefined when it has none or several, or has not come to its end
   * within this time. Reads no further than to the second one, and takes nothing from `read`.
   */
  sole(withinMs: number): Promise<Frame | undefined>;
  /** Monotonic ms at which the caller last said something, or ended; undefined while it is its turn to say more. */
  readonly saidAt: number | undefined;
}

/** An expired answer that is still kept, for the `stale` rung of the fallback ladder. */
export interface StaleAnswer {
  readonly ageMs: number;
  reply(): Reply;
}

/** Policies that would be in force if the one with `mode: dry-run` were. */
export interface DryRun {
  readonly policy: string;
  /** In order. */
  readonly names: readonly string[];
}

/** One AI call, from the first byte read to the last byte written. A value: a filter derives a new one, none mutates it. */
export interface Call {
  /** UUIDv7; returned as x-aios-request-id. */
  readonly id: string;
  readonly protocol: Protocol;
  readonly operation: Operation;
  readonly dialect: DialectName;
  /** As the caller asked for it. */
  readonly model: string;
  readonly stream: boolean;
  /** All of the caller's headers; what goes upstream is chosen by allow-list. */
  readonly headers: Headers;
  readonly request: Payload;
  /** Set for a body that is no document of its dialect: multipart, or anything that passes through. */
  readonly opaque: OpaqueRequest | undefined;
  readonly workload: Workload;
  /** `x-aios-user` and `x-aios-session`: cache isolation, sticky routing, accounting. */
  readonly user: string | undefined;
  readonly session: string | undefined;
  /** Names of the policies in force, in order; part of every cache key. */
  readonly policies: readonly string[];
  /** Sets of policies that are evaluated beside those in force, and change nothing. */
  readonly dryRuns: readonly DryRun[];
  /** Which of the route's targets it will be when nothing goes wrong: chosen before the cache looks, for it is part of the key. */
  readonly preferred: Target | undefined;
  /** Set by the route filter, or by a rung of the ladder that names an upstream. */
  readonly target: Target | undefined;
  /** Set by the cache filter when it holds an expired answer. */
  readonly stale: StaleAnswer | undefined;
  /** Monotonic ms at which the call arrived. */
  readonly startedAt: number;
  readonly deadline: Deadline;
  /**
   * How long its route lets a call take (`timeouts.total`), in ms, whatever this caller grants. Of a forwarded call, whose
   * route is not known, the longest of the routes that lead to its upstream; undefined when there is none.
   */
  readonly routeTimeoutMs: number | undefined;
  /** When this attempt is given up if nothing has come yet. Set by the timeouts filter, or by the hop before. */
  readonly firstFrameBy: Deadline;
  /** Client gone, deadline, or drain; its reason is always an AiosError. */
  readonly signal: CallSignal;
  readonly record: DecisionRecord;
  /** Runs once, after the last byte (also when the head could not be written), in reverse order of registration. */
  onEnd(callback: (end: End) => void): void;
}

export type Framing = "document" | "events" | "bytes" | "messages";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /**
   * `document`: one JSON document in one frame. `events`: one SSE event a frame. `bytes`: a body of any type, cut anywhere.
   * `messages`: one gRPC message a frame.
   */
  readonly framing: Framing;
  /** Pulled, never pushed: whoever stops pulling is the backpressure. Its errors are AiosErrors. */
  readonly body: AsyncIterable<Frame>;
  /** Known once `body` has ended. */
  trailers(): Headers;
}

/** Rejects only with AiosError. */
export type Handler = (call: Call) => Promise<Reply>;
