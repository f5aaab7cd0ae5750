import type { Frame, Reply } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import { isJsonObject, type Json, parseJson } from "../../core/json.ts";
import type { RewriteText } from "../../core/payload.ts";
import { WholeBody } from "../../core/whole-body.ts";
import { rewriteChannels } from "../../dialects/rewrite-channels.ts";
import { rewriteLeaves } from "./json-leaves.ts";
import { rewriteBytes } from "./reply-bytes.ts";
import type { ReplyTexts } from "./reply-texts.ts";
import { withUnreadEvents } from "./unread-events.ts";

/** The reply with its texts rewritten: a document before it is handed up, all else as it passes by. */
export async function rewriteReply(reply: Reply, texts: ReplyTexts, dialect: Dialect): Promise<Reply> {
  const rewriteJson = (value: Json): Promise<Json> => rewriteValue(value, texts, dialect);
  switch (reply.framing) {
    case "document":
      return reply.body instanceof WholeBody
        ? { ...reply, body: await rewriteWhole(reply.body, texts, rewriteJson) }
        : { ...reply, body: rewriteDocuments(reply.body, texts, rewriteJson) };
    case "bytes":
      return rewriteBytes(reply, texts, rewriteJson);
    case "events":
      if (dialect.events === undefined) return reply;
      return {
        ...reply,
        body: rewriteChannels(
          texts.mustSeeAll
            ? withUnreadEvents(reply.body, (data) =>
                texts.rewritten(data, wholeText(jsonIn(data) !== undefined)),
              )
            : reply.body,
          dialect.events,
          (kind) => texts.rewriter(kind),
          texts.mustSeeAll ? "refuse" : "rewrite-alone",
        ),
      };
    case "messages":
      return reply;
  }
}

type RewriteJson = (value: Json) => Promise<Json>;

/** The very same body where nothing in it changes. */
async function rewriteWhole(body: WholeBody, texts: ReplyTexts, rewrite: RewriteJson): Promise<WholeBody> {
  const value = body.json();
  const bytes =
    value === undefined
      ? await rewriteUnread(body.frame, textOf(body.frame), texts)
      : await rewriteFrame(body.frame, value, rewrite);
  return bytes === body.frame ? body : new WholeBody(bytes);
}

async function rewriteFrame(frame: Frame, value: Json, rewrite: RewriteJson): Promise<Frame> {
  const rewritten = await rewrite(value);
  return rewritten === value ? frame : Buffer.from(JSON.stringify(rewritten));
}

/** What else a provider sends in a document's place, such as the page of a proxy. */
async function rewriteUnread(frame: Frame, text: string, texts: ReplyTexts): Promise<Frame> {
  const rewritten = await texts.rewritten(text, wholeText(false));
  return rewritten === text ? frame : Buffer.from(rewritten);
}

async function* rewriteDocuments(
  body: AsyncIterable<Frame>,
  texts: ReplyTexts,
  rewrite: RewriteJson,
): AsyncGenerator<Frame> {
  for await (const frame of body) {
    const text = textOf(frame);
    const value = jsonIn(text);
    yield value === undefined
      ? await rewriteUnread(frame, text, texts)
      : await rewriteFrame(frame, value, rewrite);
  }
}

/** A list, or a text alone, has no description: it is walked like a document that holds nothing else. */
async function rewriteValue(value: Json, texts: ReplyTexts, { rewriteReply: walk }: Dialect): Promise<Json> {
  if (isJsonObject(value)) return texts.rewritten(value, walk);
  const wrapped = { "": value };
  const rewritten = await texts.rewritten(wrapped, walk);
  return rewritten === wrapped ? value : (rewritten[""] ?? null);
}

function textOf(frame: Frame): string {
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString("utf8");
}

function jsonIn(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** A provider's refusal may quote the request: its placeholders are the caller's own words again. */
export async function rewriteError(thrown: unknown, texts: ReplyTexts): Promise<AiosError> {
  const error = toAiosError(thrown);
  if (error.answer === undefined) return error;
  const body = textOf(error.answer.body);
  const rewritten = await texts.rewritten(body, wholeText(jsonIn(body) !== undefined));
  if (rewritten === body) return error;
  return new AiosError(error.kind, error.message, {
    cause: error.cause,
    headers: error.headers,
    told: error.told,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.param === undefined ? {} : { param: error.param }),
    ...(error.rpc === undefined ? {} : { rpc: error.rpc }),
    answer: { ...error.answer, body: Buffer.from(rewritten) },
  });
}

function wholeText(isJson: boolean): (text: string, rewrite: RewriteText) => string {
  if (!isJson) return (text, rewrite) => rewrite(text, "text", "other");
  return (text, rewrite) => rewriteLeaves(text, (leaf, name) => rewrite(leaf, "text", "other", name)) ?? text;
}
