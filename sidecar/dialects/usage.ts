import type { Frame, Framing } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import { isJsonObject } from "../core/json.ts";
import type { Usage } from "../core/record.ts";
import type { WholeBody } from "../core/whole-body.ts";
import { frameIncludes, needle } from "./sse/scan.ts";

// A token count can only be where this word is; most frames of a stream are passed on without being parsed.
const USAGE = needle('"usage"');

/** The tokens that one frame of a reply tells of, if it does. */
export function usageIn(frame: Frame, framing: Framing, dialect: Dialect): Usage | undefined {
  // Cut anywhere, or no JSON: nothing in it could be read.
  if (framing === "bytes" || framing === "messages") return undefined;
  if (!frameIncludes(frame, USAGE)) return undefined;
  if (framing === "events") return dialect.events?.usage(frame);
  try {
    const document: unknown = JSON.parse(
      Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString("utf8"),
    );
    return isJsonObject(document) ? dialect.usage(document) : undefined;
  } catch {
    // Whatever the provider sent is the caller's; without a readable count there is just nothing to note.
    return undefined;
  }
}

/** The tokens that a document tells of; looked for once, however many ask. */
export function usageInWhole(body: WholeBody, dialect: Dialect): Usage | undefined {
  return body.usage(() => {
    const document = frameIncludes(body.frame, USAGE) ? body.json() : undefined;
    return isJsonObject(document) ? dialect.usage(document) : undefined;
  });
}

/** A stream may tell its usage in several events: what a later one says replaces what was said, zeros say nothing. */
export function mergeUsage(earlier: Usage | undefined, later: Usage): Usage {
  if (earlier === undefined) return later;
  const cachedInputTokens = later.cachedInputTokens || earlier.cachedInputTokens;
  const reasoningTokens = later.reasoningTokens || earlier.reasoningTokens;
  return {
    inputTokens: later.inputTokens || earlier.inputTokens,
    outputTokens: later.outputTokens || earlier.outputTokens,
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
  };
}
