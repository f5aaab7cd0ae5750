import type { Frame, Headers, Reply } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import { type Json, parseJson } from "../../core/json.ts";
import type { TextKind } from "../../core/payload.ts";
import { isEventStream, isJson } from "../../dialects/media-type.ts";
import type { ChannelRewriter } from "../../dialects/rewrite-channels.ts";
import { EVENTS, LINES, rewriteStream } from "./passed-stream.ts";
import type { ReplyTexts } from "./reply-texts.ts";

/** Bytes of the largest JSON body that is read as a whole; a larger one is rewritten as it goes by, as source. */
const LARGEST_GATHERED = 8 * 1024 * 1024;

type RewriteJson = (value: Json) => Promise<Json>;

/**
 * The reply to a call that passes through, rewritten where it says of what type it is: JSON is gathered first, events
 * and whatever else streams are rewritten as they go by. Any other passes as it is where it has to be looked
 * into for nothing but values to put back, since nobody knows where one may stand in it.
 * @throws AiosError `unsupported` for a body that had to be looked into
 */
export function rewriteBytes(reply: Reply, texts: ReplyTexts, rewriteJson: RewriteJson): Reply {
  const body = rewrittenBody(reply, texts, rewriteJson);
  if (body === undefined) {
    if (texts.mustSeeAll && !isMedia(reply.headers)) throw opaqueReply(reply.headers);
    return reply;
  }
  // They speak of the body as it came.
  const { "content-length": _length, etag: _tag, "accept-ranges": _ranges, ...headers } = reply.headers;
  return { ...reply, headers, body };
}

function rewrittenBody(
  { headers, body, status }: Reply,
  texts: ReplyTexts,
  rewriteJson: RewriteJson,
): AsyncIterable<Frame> | undefined {
  const type = headers["content-type"] ?? "";
  if (isCompressed(headers) || status === PARTIAL_CONTENT) return undefined;
  if (isJson(type)) return gathered(body, texts, rewriteJson);
  const rewriteText = async (text: string): Promise<string> => {
    const whole = Buffer.from(text);
    const next = await rewritten(whole, texts, rewriteJson);
    return next === whole ? text : Buffer.from(next).toString("utf8");
  };
  if (isEventStream(type)) return rewriteStream(body, EVENTS, { texts, rewriteJson, rewriteText });
  if (STREAMED_LINES.test(type)) return rewriteStream(body, LINES, { texts, rewriteJson, rewriteText });
  if (JSON_LINES.test(type)) return asText(body, new SourceText(texts, "json"));
  return PLAIN_TEXT.test(type) ? asText(body, new SourceText(texts, "text")) : undefined;
}

const PARTIAL_CONTENT = 206;
/** What streams are sent as; files of lines have other names, and their lines do not continue one another. */
const STREAMED_LINES = /^application\/(?:x-)?ndjson\s*(?:;|$)/i;
const JSON_LINES = /^application\/(?:x-)?(?:ndjson|jsonl|json-lines|jsonlines|json-seq)\s*(?:;|$)/i;
/** In UTF-8, which is what a text is in that does not say. */
const PLAIN_TEXT = /^text\/[\w.+-]+\s*(?:;(?!\s*charset=(?!"?(?:utf-8|us-ascii))).*)?$/i;

function isCompressed(headers: Headers): boolean {
  const encoding = headers["content-encoding"];
  return encoding !== undefined && encoding !== "identity";
}

/** Pictures, sound and films have no text; nor has a reply without a body. */
function isMedia(headers: Headers): boolean {
  const type = headers["content-type"];
  return type === undefined
    ? headers["content-length"] === "0"
    : /^(?:image\/(?!svg)|audio\/|video\/)/i.test(type);
}

function opaqueReply(headers: Headers): AiosError {
  const how = isCompressed(headers) ? "compressed" : "of a type that has no texts that could be read";
  return new AiosError(
    "unsupported",
    `A policy in force looks into replies, and this one is ${how}. Take the call by a route without that policy.`,
  );
}

async function* gathered(
  body: AsyncIterable<Frame>,
  texts: ReplyTexts,
  rewriteJson: RewriteJson,
): AsyncGenerator<Frame> {
  let held: Frame[] | undefined = [];
  let bytes = 0;
  const source = new SourceText(texts, "json");
  for await (const frame of body) {
    if (held === undefined) {
      yield* source.push(frame);
      continue;
    }
    held.push(frame);
    bytes += frame.byteLength;
    if (bytes <= LARGEST_GATHERED) continue;
    for (const each of held) yield* source.push(each);
    held = undefined;
  }
  if (held === undefined) yield* source.end();
  else if (bytes > 0) yield await rewritten(Buffer.concat(held, bytes), texts, rewriteJson);
}

async function rewritten(frame: Buffer, texts: ReplyTexts, rewriteJson: RewriteJson): Promise<Frame> {
  let value: Json;
  try {
    value = parseJson(frame.toString("utf8"));
  } catch {
    const source = new SourceText(texts, "json");
    return Buffer.concat([...source.push(frame), ...source.end()]);
  }
  const next = await rewriteJson(value);
  return next === value ? frame : Buffer.from(JSON.stringify(next));
}

/** Text that comes in bytes, cut anywhere. */
class SourceText {
  readonly #rewriter: ChannelRewriter;
  readonly #encoding: "utf8" | "latin1";
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(texts: ReplyTexts, kind: TextKind) {
    this.#rewriter = texts.plainRewriter(kind);
    // Placeholders are ASCII: where only those are looked for, bytes that are no UTF-8 pass as they are.
    this.#encoding = texts.looksForFindings ? "utf8" : "latin1";
  }

  *push(frame: Frame): Generator<Frame> {
    yield* this.#encoded(this.#rewriter.push(this.#decoded(frame)));
  }

  *end(): Generator<Frame> {
    const rest = this.#encoding === "utf8" ? this.#decoder.decode() : "";
    yield* this.#encoded((rest === "" ? "" : this.#rewriter.push(rest)) + this.#rewriter.end());
  }

  #decoded(frame: Frame): string {
    return this.#encoding === "utf8"
      ? this.#decoder.decode(frame, { stream: true })
      : Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString("latin1");
  }

  *#encoded(text: string): Generator<Frame> {
    if (text !== "") yield Buffer.from(text, this.#encoding);
  }
}

async function* asText(body: AsyncIterable<Frame>, source: SourceText): AsyncGenerator<Frame> {
  for await (const frame of body) yield* source.push(frame);
  yield* source.end();
}
