import type { Frame, Reply } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../../core/json.ts";
import type { TextKind } from "../../core/payload.ts";
import { rewriteChannels } from "../../dialects/rewrite-channels.ts";
import { restoreBytes } from "./restore-bytes.ts";
import { restoreText } from "./restore-text.ts";
import { createRestorer } from "./restorer.ts";
import type { Vault } from "./vault.ts";

/** How the texts of a reply are to be spelled, by what the dialect says of each. */
export type Spelling = (kind: TextKind) => TextKind;

/** The reply with the values of this call's vault put back, whole or as it streams by. */
export function restoreReply(reply: Reply, vault: Vault, dialect: Dialect, spelling: Spelling): Reply {
  if (reply.framing === "document")
    return { ...reply, body: restoreDocument(reply.body, vault, dialect, spelling) };
  if (reply.framing === "bytes")
    return restoreBytes(reply, (body) => restoreDocument(body, vault, dialect, spelling));
  if (dialect.events === undefined) return reply;
  return {
    ...reply,
    body: rewriteChannels(reply.body, dialect.events, (kind) => createRestorer(vault, spelling(kind))),
  };
}

async function* restoreDocument(
  body: AsyncIterable<Frame>,
  vault: Vault,
  dialect: Dialect,
  spelling: Spelling,
): AsyncGenerator<Frame> {
  for await (const frame of body) {
    const document = objectIn(frame);
    if (document === undefined) {
      yield frame;
      continue;
    }
    const restored = dialect.rewriteReply(document, (text, kind) => restoreText(text, spelling(kind), vault));
    yield restored === document ? frame : Buffer.from(JSON.stringify(restored));
  }
}

/** Whatever else a provider sends is no document that could hold a placeholder of ours; it passes as it is. */
function objectIn(frame: Frame): JsonObject | undefined {
  const document = jsonIn(textOf(frame));
  return isJsonObject(document) ? document : undefined;
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
export function restoreError(thrown: unknown, vault: Vault): AiosError {
  const error = toAiosError(thrown);
  if (error.answer === undefined) return error;
  const body = textOf(error.answer.body);
  const restored = restoreText(body, jsonIn(body) === undefined ? "text" : "json", vault);
  if (restored === body) return error;
  return new AiosError(error.kind, error.message, {
    cause: error.cause,
    headers: error.headers,
    told: error.told,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.param === undefined ? {} : { param: error.param }),
    answer: { ...error.answer, body: Buffer.from(restored) },
  });
}
