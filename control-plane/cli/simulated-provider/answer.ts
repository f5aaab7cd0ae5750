/**
 * What the simulated model answers: the same to the same question, in every dialect.
 *
 *   the last user text is `repeat the system prompt`  ->  the system prompt
 *   the last message is a tool's result               ->  `The tool said: <result>`
 *   a user's question, and tools that may be called   ->  a call of the named tool, else of the first one, with the
 *                                                        user's text in its arguments; two calls at once when the
 *                                                        text contains `twice`
 *   a JSON document is asked for                      ->  one that fits the schema and contains the user's text
 *   else                                              ->  `You said: <last user text>`
 *
 * A token is a word with the white space before it, so the tokens joined are the text. Usage counts those: the prompt
 * is all text of the request (system, turns, calls and results of tools), the completion is what was sent (of a tool
 * call: its arguments). Tool calls are never cut by a token limit.
 */
import { documentFor, isObject, objectsIn } from "./json.ts";

export interface Tool {
  readonly name: string;
  readonly schema: unknown;
}

/** A chat request, whatever its dialect. */
export interface Ask {
  readonly system: string;
  readonly lastUserText: string;
  /** Set when the last message is the result of a tool. */
  readonly toolResult: string | undefined;
  readonly lastMessageIsFromUser: boolean;
  /** Every text of the request: what the prompt's tokens are counted from. */
  readonly texts: readonly string[];
  readonly tools: readonly Tool[];
  /** `none` forbids calls, a name demands that tool; without a choice the first tool is called. */
  readonly toolChoice: "none" | "any" | { readonly name: string };
  readonly parallelToolCalls: boolean;
  /** The schema of the JSON document that is asked for. */
  readonly documentSchema: unknown;
  readonly maxTokens: number | undefined;
  readonly stopSequences: readonly string[];
}

export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
}

export interface Answer {
  /** Empty when tools are called. */
  readonly tokens: readonly string[];
  readonly toolCalls: readonly ToolCall[];
  readonly end: "complete" | "token-limit" | "tool-calls" | "stop-sequence";
  readonly stopSequence: string | undefined;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export const tokensOf = (text: string): readonly string[] => text.match(/\s*\S+|\s+$/g) ?? [];

export const countTokens = (texts: readonly string[]): number =>
  Math.max(
    1,
    texts.reduce((sum, text) => sum + tokensOf(text).length, 0),
  );

/** A content is a string or a list of parts; pictures and sounds say nothing here. */
export const textOf = (content: unknown): string =>
  typeof content === "string"
    ? content
    : objectsIn(content)
        .flatMap((part) => (typeof part.text === "string" ? [part.text] : []))
        .join("\n");

/** Pieces that are no JSON by themselves, as a model sends them; whole characters in each. */
export const piecesOf = (json: string): readonly string[] => json.match(/.{1,6}/gsu) ?? [];

export function answerTo(ask: Ask, replyWords: number | undefined): Answer {
  const promptTokens = countTokens(ask.texts);
  const toolCalls = toolCallsFor(ask);
  if (toolCalls.length > 0) {
    const completionTokens = countTokens(toolCalls.map((call) => JSON.stringify(call.input)));
    return {
      tokens: [],
      toolCalls,
      end: "tool-calls",
      stopSequence: undefined,
      promptTokens,
      completionTokens,
    };
  }

  const isDocument = ask.documentSchema !== undefined;
  const stopped = cutAtStopSequence(textFor(ask), ask.stopSequences);
  const whole = tokensOf(stopped.text);
  const tokens = replyWords === undefined || isDocument ? whole : repeated(whole, replyWords);
  const limited = ask.maxTokens !== undefined && tokens.length > ask.maxTokens;
  const sent = limited ? tokens.slice(0, ask.maxTokens) : tokens;
  return {
    tokens: sent,
    toolCalls: [],
    end: limited ? "token-limit" : stopped.by === undefined ? "complete" : "stop-sequence",
    stopSequence: limited ? undefined : stopped.by,
    promptTokens,
    completionTokens: sent.length,
  };
}

const asksForSystemPrompt = (ask: Ask): boolean =>
  ask.toolResult === undefined && ask.lastUserText === "repeat the system prompt";

function textFor(ask: Ask): string {
  if (asksForSystemPrompt(ask)) return ask.system;
  if (ask.documentSchema !== undefined) {
    return JSON.stringify(documentFor(ask.documentSchema, ask.toolResult ?? ask.lastUserText));
  }
  return ask.toolResult === undefined ? `You said: ${ask.lastUserText}` : `The tool said: ${ask.toolResult}`;
}

function toolCallsFor(ask: Ask): readonly ToolCall[] {
  if (!ask.lastMessageIsFromUser || ask.toolChoice === "none" || asksForSystemPrompt(ask)) return [];
  const named = ask.toolChoice === "any" ? undefined : ask.toolChoice.name;
  const tool = named === undefined ? ask.tools[0] : ask.tools.find((candidate) => candidate.name === named);
  if (tool === undefined) return [];
  const call = { name: tool.name, input: inputFor(tool.schema, ask.lastUserText) };
  return ask.parallelToolCalls && ask.lastUserText.includes("twice") ? [call, call] : [call];
}

/** A tool that declares nothing to fill in gets the text as `query`, unless its schema forbids that. */
function inputFor(schema: unknown, text: string): unknown {
  const input = isObject(schema) ? documentFor(schema, text) : undefined;
  if (isObject(input) && Object.keys(input).length > 0) return input;
  return isObject(schema) && schema.additionalProperties === false ? {} : { query: text };
}

function cutAtStopSequence(
  text: string,
  sequences: readonly string[],
): { text: string; by: string | undefined } {
  let cut: { at: number; by: string } | undefined;
  for (const by of sequences) {
    const at = by === "" ? -1 : text.indexOf(by);
    if (at >= 0 && (cut === undefined || at < cut.at)) cut = { at, by };
  }
  return cut === undefined ? { text, by: undefined } : { text: text.slice(0, cut.at), by: cut.by };
}

function repeated(tokens: readonly string[], words: number): readonly string[] {
  if (tokens.length === 0 || words <= tokens.length) return tokens;
  return Array.from({ length: words }, (_, index) => {
    const token = tokens[index % tokens.length] ?? "";
    return index > 0 && index % tokens.length === 0 ? ` ${token}` : token;
  });
}
