import type { Call, Headers } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { packFrames, unpackFrames } from "../../core/frame-log.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { StoredReply } from "./store.ts";

/** The shape in which a caller wants an answer. `stream_options` is not in the key, so an entry may be in another one. */
export interface Shape {
  readonly framing: keyof typeof CONTENT_TYPE;
  readonly includeUsage: boolean;
}

const CONTENT_TYPE = { document: "application/json", events: "text/event-stream; charset=utf-8" } as const;

/** All that there are. */
export const SHAPES: readonly Shape[] = [
  { framing: "document", includeUsage: false },
  { framing: "events", includeUsage: false },
  { framing: "events", includeUsage: true },
];

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

export function shapeWanted(call: Call): Shape {
  const { stream, request } = call;
  if (!stream) return WHOLE;
  const includeUsage = request.recollection?.known?.includeUsage ?? asksForUsage(request.document());
  return { framing: "events", includeUsage };
}

const WHOLE: Shape = { framing: "document", includeUsage: false };

function asksForUsage({ stream_options: options }: JsonObject): boolean {
  return isJsonObject(options) && options["include_usage"] === true;
}

export function hasShape(stored: StoredReply, { framing, includeUsage }: Shape): boolean {
  return stored.framing === framing && (framing === "document" || stored.includeUsage === includeUsage);
}

/** Names a converted copy beside the entry it was made from. */
export function shapeKey(key: string, { framing, includeUsage }: Shape): string {
  return `${key}/${framing}${includeUsage ? "+usage" : ""}`;
}

/**
 * The same answer in another shape; undefined when it cannot be told that way: the dialect has no streams, or the
 * caller asks for token counts that the entry, a stream stored without, does not know.
 *
 * @throws whatever the dialect throws at a stored answer that it cannot read.
 */
export function reshape(
  stored: StoredReply,
  shape: Shape,
  dialect: Dialect,
  request: JsonObject,
): StoredReply | undefined {
  if (dialect.events === undefined) return undefined;
  const document =
    stored.framing === "events"
      ? dialect.fromEvents(unpackFrames(stored.frames))
      : parseDocument(stored.frames.bytes);
  if (document === undefined) return undefined;
  if (shape.includeUsage && dialect.usage(document) === undefined) return undefined;
  const frames =
    shape.framing === "events"
      ? dialect.toEvents(document, request)
      : [encoder.encode(JSON.stringify(document))];
  const { form: _, ...told } = stored;
  return {
    ...told,
    ...shape,
    headers: withContentType(stored.headers, shape.framing),
    frames: packFrames(frames),
  };
}

function parseDocument(bytes: Uint8Array): JsonObject | undefined {
  const document: unknown = JSON.parse(decoder.decode(bytes));
  return isJsonObject(document) ? document : undefined;
}

function withContentType(headers: Headers, framing: Shape["framing"]): Headers {
  return { ...headers, "content-type": CONTENT_TYPE[framing] };
}
