import type { Call, Frame, Headers, Reply } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { isJsonObject, parseJson } from "../../core/json.ts";
import { watchBody } from "../../core/watch.ts";
import { FrameLog, type PackedFrames } from "./frame-log.ts";

// All others either tell of one exchange (request ids, rate limits, timings) or are not known to be safe.
const STORED_HEADERS = ["content-type", "openai-version"] as const;

export interface GatherOptions {
  readonly call: Call;
  readonly dialect: Dialect;
  readonly maxBytes: number;
  /** Called once, when the reply has turned out complete and successful. */
  readonly store: (frames: PackedFrames) => void;
  readonly onFault: (error: unknown) => void;
}

/**
 * The same reply, its frames gathered on the way past. It is worth storing when its status is 200, its body ended by
 * itself, no rung of the ladder gave it, and it is a complete answer: a document that says so (`Dialect.isWhole`; some
 * providers tell errors under status 200), or a stream whose terminal event came and no event told of an error.
 * Beyond `maxBytes` the gathering stops and the reply goes on.
 */
export function gatherReply(reply: Reply, { call, dialect, maxBytes, store, onFault }: GatherOptions): Reply {
  if (reply.status !== 200 || call.record.get("degraded") !== undefined) return reply;
  const events = reply.framing === "events" ? dialect.events : undefined;
  if (reply.framing === "events" && events === undefined) return reply;

  let log: FrameLog | undefined = new FrameLog(maxBytes);
  let whole = false;
  const look = (frame: Frame): boolean => {
    if (events === undefined) whole = true;
    else if (events.errorKind(frame) !== undefined) return false;
    else whole ||= events.isTerminal(frame);
    return log?.append(frame) ?? false;
  };
  const body = watchBody(reply.body, {
    frame(frame) {
      if (log === undefined) return;
      try {
        if (!look(frame)) log = undefined;
      } catch (error) {
        // The caller's stream is more than its copy.
        log = undefined;
        onFault(error);
      }
    },
    end(end) {
      const gathered = log;
      log = undefined;
      if (end.outcome !== "completed" || !whole || gathered === undefined) return;
      const frames = gathered.frames();
      if (events !== undefined || isWholeDocument(frames.bytes, dialect)) store(frames);
    },
  });
  return { ...reply, body };
}

function isWholeDocument(bytes: Uint8Array, dialect: Dialect): boolean {
  try {
    const document = parseJson(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"),
    );
    return isJsonObject(document) && dialect.isWhole(document);
  } catch {
    return false;
  }
}

export function storedHeaders(headers: Headers): Headers {
  return Object.fromEntries(
    STORED_HEADERS.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
