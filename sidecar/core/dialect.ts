import type { DialectName, Frame, Headers, Operation } from "./call.ts";
import type { ConversationCodec } from "./conversation.ts";

import type { AiosError, ErrorKind } from "./errors.ts";
import type { JsonObject } from "./json.ts";
import type { RewriteTexts, TextKind } from "./payload.ts";
import type { ReadQuestion } from "./question.ts";
import type { Usage } from "./record.ts";

/** The family of APIs an upstream speaks. */
export type ProviderDialect = "openai" | "anthropic" | "grpc";

/**
 * One continuous text inside a stream (choice 0's content, block 2's partial JSON): deltas of the same channel join to
 * one text. Opaque to everybody but the dialect that names it.
 */
export type Channel = string;

/**
 * Returns the text to hand on now for this delta; may hold some back for the next delta of the channel. With `last`,
 * nothing more comes on the channel: all that was held back is handed on.
 */
export type RewriteDelta = (channel: Channel, text: string, kind: TextKind, last?: boolean) => string;

/** The shape of one SSE stream. Pure: bytes in, bytes out. */
export interface EventDialect {
  /**
   * Rewrites the text deltas of one event. Returns the very same frame when nothing changed.
   * An event that ends channels (finish_reason, content_block_stop, the terminal event) may carry a last delta, too.
   * Rewrite it first; then send what is still held back on the channels that it ends (`endsChannels`) as events of
   * their own (`deltaEvent`); then send the event.
   */
  rewriteEvent(frame: Frame, rewrite: RewriteDelta): Frame;
  /** Which channels this event ends: a predicate on channels, or undefined for none. */
  endsChannels(frame: Frame): ((channel: Channel) => boolean) | undefined;
  /** An event that carries just this text on this channel, in the manner of `template`, an earlier event of the stream. */
  deltaEvent(channel: Channel, text: string, template: Frame): Frame;
  /** After this event the stream is whole; a body that ends without one was cut. */
  isTerminal(frame: Frame): boolean;
  /**
   * Whether a stream with its terminal event is a complete, successful answer, as `Dialect.isWhole` asks of a document: some
   * servers send `[DONE]` whatever has become of the answer.
   */
  isWhole(frames: Iterable<Frame>): boolean;
  /** The kind of error that an event inside the stream reports, if it is one. */
  errorKind(frame: Frame): ErrorKind | undefined;
  usage(frame: Frame): Usage | undefined;
  /** The event that tells a failure inside a running stream, so that the official SDK throws its own error. */
  errorEvent(error: AiosError, requestId: string): Frame;
}

/** One wire shape of one operation. Pure: no I/O, no clock. One folder each under sidecar/dialects. */
export interface Dialect {
  readonly name: DialectName;
  readonly operation: Operation;
  /** The family of upstreams that speak it; undefined: any that is called by HTTP. */
  readonly provider: ProviderDialect | undefined;
  /** Where an upstream of this family takes it, relative to the upstream's `url`, e.g. `/chat/completions`. */
  readonly path: string;
  /** Request headers (lower case) that are the provider's business and pass on to it. */
  readonly requestHeaders: readonly string[];
  /**
   * The few fields that the engine itself needs.
   * @throws AiosError `invalid-request` with `param` when one is missing or of the wrong type.
   */
  readRequest(document: JsonObject): { readonly model: string; readonly stream: boolean };
  /** Whether the answer depends on the request alone, and not on what the provider keeps. Undefined: always. */
  readonly isCacheable?: (document: JsonObject) => boolean;
  /** What a call does beside being answered, and how much its answer is left to chance. Undefined: nothing of the kind. */
  readonly effects?: (document: JsonObject) => RequestEffects;
  /** What a request asks, apart from all else that it says. Undefined: nothing that could be asked in other words. */
  readonly question?: ReadQuestion;
  /** Whether the provider adds to the request what it has kept of other calls. Undefined: never. */
  readonly recalls?: (document: JsonObject) => boolean;
  /** Every text of a request: system prompts, all turns, tool calls and results, and whatever else is not structure. */
  readonly rewriteRequest: RewriteTexts;
  /** Every text of a complete reply document: all choices, tool-call arguments, reasoning. */
  readonly rewriteReply: RewriteTexts;
  /** Undefined when the dialect has no streams. */
  readonly events: EventDialect | undefined;
  usage(document: JsonObject): Usage | undefined;
  /** Whether a reply document is complete and successful: a 200 may also carry an error, or an answer that was cut. */
  isWhole(document: JsonObject): boolean;
  /** The error body and extra headers in the dialect's own shape. */
  renderError(error: AiosError, requestId: string): { readonly headers: Headers; readonly body: JsonObject };
  /** A complete, successful reply that says `text`; undefined when the operation cannot be answered by a text. */
  fixedReply(text: string, facts: ReplyFacts): JsonObject | undefined;
  /** A complete reply document told as a stream. @throws AiosError `unsupported` when the dialect has no streams. */
  toEvents(document: JsonObject, request: JsonObject): readonly Frame[];
  /** What went wrong in the provider's own words, in an error body or the data of an error event; undefined if it says nothing. */
  errorMessage(document: JsonObject): string | undefined;
  /**
   * What of a request only another provider can read, when it is not translated: a conversation may have been held with
   * that one in between. Undefined: nothing.
   */
  readonly foreignParts?: (document: JsonObject) => ForeignParts | undefined;
  /** For dialects of conversations: what they say can be said in another one. */
  readonly conversation: ConversationCodec | undefined;
  /** A complete stream folded into the document that the unary call would have given. */
  fromEvents(frames: readonly Frame[]): JsonObject;
}

export interface RequestEffects {
  readonly temperature: number | undefined;
  /** Names of the tools on offer; a provider's own by its type. */
  readonly tools: readonly string[];
  /** The caller has asked the provider to keep the answer. */
  readonly isStored: boolean;
}

export interface ForeignParts {
  /** The top-level fields as they are without them. */
  readonly without: JsonObject;
  /** Names of what is left out. */
  readonly leftOut: readonly string[];
}

export interface ReplyFacts {
  readonly id: string;
  readonly model: string;
  /** Unix seconds. */
  readonly createdAt: number;
}
