import type { Frame, Headers } from "./call.ts";
import type { JsonObject } from "./json.ts";
import type { Usage } from "./record.ts";

/**
 * What a chat says, whatever dialect it is said in: the go-between of translation. A dialect reads its own documents
 * into these types and writes them from these; none knows another one. Everything here is plain data.
 *
 * Reading is strict. A field that changes what is asked and has no place here is refused by its name (`unsupported`);
 * one that only advises the provider (caching hints, accounting, storage) is left out, and its name told in `leftOut`.
 */
export interface Conversation {
  readonly model: string;
  readonly stream: boolean;
  /** System and developer prompts, in order, before all turns. */
  readonly system: readonly string[];
  /** In order; neighbours of one role are allowed, and are joined where a dialect wants them to alternate. */
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | undefined;
  /** Whether one turn may call several tools; undefined: as the provider likes. */
  readonly parallelToolCalls: boolean | undefined;
  /** Tokens of the answer at most, reasoning included. */
  readonly maxOutputTokens: number | undefined;
  readonly temperature: number | undefined;
  readonly topP: number | undefined;
  readonly topK: number | undefined;
  readonly stopSequences: readonly string[];
  readonly seed: number | undefined;
  readonly frequencyPenalty: number | undefined;
  readonly presencePenalty: number | undefined;
  readonly output: OutputFormat;
  readonly reasoning: Reasoning | undefined;
  /** An opaque id of the end user. */
  readonly user: string | undefined;
  /** Whether a stream shall tell its usage, where a dialect leaves that to the caller. */
  readonly includeUsage: boolean;
}

export type Turn = UserTurn | AssistantTurn;

export interface UserTurn {
  readonly role: "user";
  readonly parts: readonly UserPart[];
  /** Where the caller said it, such as `messages[2]`: what a refusal names. */
  readonly path?: string;
}

export interface AssistantTurn {
  readonly role: "assistant";
  readonly parts: readonly AssistantPart[];
  /** As for a user's turn. */
  readonly path?: string;
}

export type UserPart = TextPart | ImagePart | FilePart | ToolResultPart;
export type AssistantPart = TextPart | RefusalPart | ThinkingPart | RedactedThinkingPart | ToolCallPart;

export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

/** The model declined to answer, in its own words. */
export interface RefusalPart {
  readonly type: "refusal";
  readonly text: string;
}

/** Reasoning in the clear. `signature` is the provider's proof of it, opaque, and goes back to it unchanged. */
export interface ThinkingPart {
  readonly type: "thinking";
  readonly text: string;
  readonly signature: string | undefined;
}

/** Reasoning that only the provider can read; goes back to it unchanged. */
export interface RedactedThinkingPart {
  readonly type: "redacted-thinking";
  readonly data: string;
}

export interface ToolCallPart {
  readonly type: "tool-call";
  readonly id: string;
  readonly name: string;
  /** JSON source as the model wrote it. */
  readonly arguments: string;
}

export interface ToolResultPart {
  readonly type: "tool-result";
  readonly callId: string;
  readonly parts: readonly (TextPart | ImagePart | FilePart)[];
  readonly isError: boolean;
}

export interface ImagePart {
  readonly type: "image";
  readonly source: MediaSource;
  /** How closely to look, in OpenAI's words; undefined: as the provider likes. */
  readonly detail: "low" | "high" | "auto" | undefined;
}

/** A document, such as a PDF. */
export interface FilePart {
  readonly type: "file";
  readonly source: MediaSource;
  readonly filename: string | undefined;
}

export type MediaSource =
  | { readonly type: "url"; readonly url: string }
  | { readonly type: "base64"; readonly mediaType: string; readonly data: string };

/** A function that the model may call. */
export interface Tool {
  readonly name: string;
  readonly description: string | undefined;
  /** JSON Schema of the arguments; an empty object takes any. */
  readonly parameters: JsonObject;
  readonly strict: boolean | undefined;
}

export type ToolChoice =
  | { readonly type: "auto" | "none" | "required" }
  | { readonly type: "tool"; readonly name: string };

export type OutputFormat =
  | { readonly type: "text" }
  | { readonly type: "json-object" }
  | {
      readonly type: "json-schema";
      readonly name: string | undefined;
      readonly description: string | undefined;
      readonly schema: JsonObject;
      readonly strict: boolean | undefined;
    };

/** How much to think first. */
export interface Reasoning {
  /** In the words of OpenAI and Anthropic: `minimal`, `low`, `medium`, `high`, … */
  readonly effort: string | undefined;
  /** Tokens of reasoning at most. */
  readonly budgetTokens: number | undefined;
  /** Whether the reasoning shall be shown, where a dialect leaves that to the caller. */
  readonly isShown: boolean | undefined;
}

/** Why the model stopped. `pause`: the provider interrupted a long turn, which the caller may have continued. */
export type StopReason =
  | { readonly type: "end" | "length" | "tool-calls" | "content-filter" | "refusal" | "pause" }
  | { readonly type: "stop-sequence"; readonly sequence: string | undefined };

/** A complete, successful reply. */
export interface ConversationReply {
  readonly id: string;
  readonly model: string;
  readonly parts: readonly AssistantPart[];
  readonly stop: StopReason;
  /** `inputTokens` counts cached ones as well, whatever the dialect says. */
  readonly usage: ConversationUsage;
}

export interface ConversationUsage extends Usage {
  /** Of `inputTokens`, those that were written to the provider's cache. */
  readonly cacheWriteTokens?: number;
}

/** One step of a streamed reply. Parts come one after another: each is ended before the next one starts, unless said. */
export type ConversationEvent =
  | {
      readonly type: "start";
      readonly id: string;
      readonly model: string;
      /** What is known of it so far. */
      readonly usage: ConversationUsage | undefined;
    }
  | { readonly type: "part-start"; readonly index: number; readonly part: StartedPart }
  /** More of the part's text: of a text, a refusal, a thinking, or of a tool call's arguments. */
  | { readonly type: "part-delta"; readonly index: number; readonly text: string }
  /** The signature of a thinking part. */
  | { readonly type: "part-signature"; readonly index: number; readonly signature: string }
  | { readonly type: "part-end"; readonly index: number }
  /** The last one. */
  | { readonly type: "finish"; readonly stop: StopReason; readonly usage: ConversationUsage | undefined };

export type StartedPart =
  | { readonly type: "text" | "refusal" | "thinking" }
  | { readonly type: "redacted-thinking"; readonly data: string }
  | { readonly type: "tool-call"; readonly id: string; readonly name: string };

export interface ReadConversation {
  readonly conversation: Conversation;
  /** Names of advice to the provider that is not passed on, such as `cache_control`; each once. */
  readonly leftOut: readonly string[];
}

/** What writing a reply needs beside the reply. */
export interface ReplyContext {
  /** Unix seconds. */
  readonly createdAt: number;
  /** As the caller asked. */
  readonly request: Conversation;
}

/** Reads a stream frame by frame. Has a state: one for each stream. */
export interface ConversationEventReader {
  /** Nothing for a frame that says nothing, such as a comment or a ping. @throws AiosError `invalid-upstream-reply`. */
  read(frame: Frame): readonly ConversationEvent[];
}

/** Writes a stream event by event. Has a state: one for each stream. */
export interface ConversationEventWriter {
  /** After `finish` the stream is whole, its terminal event included. @throws AiosError `unsupported`. */
  write(event: ConversationEvent): readonly Frame[];
}

/** One dialect's way of saying a conversation. Pure. */
export interface ConversationCodec {
  /** What a provider wants with every request, such as the API's version, and a caller of another dialect does not send. */
  readonly requestHeaders?: Headers;
  /** @throws AiosError `unsupported` (or `invalid-request`) with `param`, the path of the field. */
  readRequest(document: JsonObject): ReadConversation;
  /**
   * `leaveOut` is told the name of whatever this dialect has no place for and that does not change what is asked, such
   * as how closely to look at an image.
   * @throws AiosError `unsupported` for what this dialect cannot say; `param` is the turn's `path`, or the field's name
   * in snake case.
   */
  writeRequest(conversation: Conversation, leaveOut: (name: string) => void): JsonObject;
  /** @throws AiosError `invalid-upstream-reply`; `unsupported` for what has no place in a conversation. */
  readReply(document: JsonObject): ConversationReply;
  /** @throws AiosError `unsupported` for what this dialect cannot say. */
  writeReply(reply: ConversationReply, context: ReplyContext): JsonObject;
  eventReader(): ConversationEventReader;
  eventWriter(context: ReplyContext): ConversationEventWriter;
}
