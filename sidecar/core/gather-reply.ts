import type { Frame, Reply } from "./call.ts";
import type { Dialect } from "./dialect.ts";
import { FRAME_COST, FrameLog, type PackedFrames, unpackFrames } from "./frame-log.ts";
import { isJsonObject, parseJson } from "./json.ts";
import { isJudged } from "./judged-stream.ts";
import { watchBody } from "./watch.ts";
import { WholeBody } from "./whole-body.ts";

/** What a body came to. */
export interface GatheredBody {
  /**
   * All of it; undefined when it did not end by itself, an event in it told of an error, or it passed the bound. A document
   * is as it came, often a few bytes of a socket's 64 KiB buffer: whoever keeps it keeps a copy.
   */
  readonly frames: PackedFrames | undefined;
  /**
   * Whether it is a complete, successful answer: a document that says so (`Dialect.isWhole`; some providers tell errors
   * under status 200), a stream whose terminal event came and that says so as well (`EventDialect.isWhole`), or bytes, of which nobody knows more than that they ended.
   */
  readonly isWhole: boolean;
}

export interface GatherOptions {
  readonly dialect: Dialect;
  /** Beyond that the gathering stops and the reply goes on. */
  readonly maxBytes: number;
  /**
   * Once: when the body has ended or was left, or as soon as nothing can come of it any more. Not called when nobody ever
   * pulls: see `Call.onEnd`.
   */
  readonly gathered: (body: GatheredBody) => void;
  readonly onFault: (error: unknown) => void;
}

const NOTHING: GatheredBody = { frames: undefined, isWhole: false };

/** The same reply, its frames gathered on the way past. */
export function gatherReply(reply: Reply, options: GatherOptions): Reply {
  if (reply.framing !== "document" || !(reply.body instanceof WholeBody)) return gatherFrames(reply, options);
  const { dialect, maxBytes, gathered } = options;
  gathered(gatherWhole(reply.body, dialect, maxBytes));
  return reply;
}

function gatherFrames(reply: Reply, { dialect, maxBytes, gathered, onFault }: GatherOptions): Reply {
  const events = reply.framing === "events" ? dialect.events : undefined;
  const isReadable = reply.framing !== "events" || events !== undefined;
  let log: FrameLog | undefined = isReadable ? new FrameLog(maxBytes) : undefined;
  const isToBeJudged = events !== undefined && !isJudged(reply.body);
  let hasEnd = !isToBeJudged;
  let isTold = false;
  const tell = (gatheredBody: GatheredBody) => {
    log = undefined;
    if (isTold) return;
    isTold = true;
    gathered(gatheredBody);
  };
  const look = (frame: Frame): boolean => {
    if (isToBeJudged) {
      if (events.errorKind(frame) !== undefined) return false;
      hasEnd ||= events.isTerminal(frame);
    }
    return log?.append(frame) ?? false;
  };
  const body = watchBody(reply.body, {
    frame(frame) {
      if (log === undefined) return;
      try {
        if (!look(frame)) tell(NOTHING);
      } catch (error) {
        // The caller's stream is more than its copy.
        tell(NOTHING);
        onFault(error);
      }
    },
    end(end) {
      const frames = end.outcome === "completed" ? log?.frames() : undefined;
      if (frames === undefined) tell(NOTHING);
      else tell({ frames, isWhole: hasEnd && isWholeReply(reply, frames, dialect, onFault) });
    },
  });
  return { ...reply, body };
}

function gatherWhole(body: WholeBody, dialect: Dialect, maxBytes: number): GatheredBody {
  if (body.frame.byteLength + FRAME_COST > maxBytes) return NOTHING;
  const document = body.json();
  const frames = { bytes: body.frame, ends: [body.frame.byteLength] };
  return { frames, isWhole: isJsonObject(document) && dialect.isWhole(document) };
}

function isWholeReply(
  { framing }: Reply,
  frames: PackedFrames,
  dialect: Dialect,
  onFault: GatherOptions["onFault"],
): boolean {
  if (framing === "document") return isWhole(frames, dialect);
  if (framing !== "events") return true;
  try {
    return dialect.events?.isWhole(unpackFrames(frames)) === true;
  } catch (error) {
    onFault(error);
    return false;
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function isWhole({ bytes }: PackedFrames, dialect: Dialect): boolean {
  try {
    const document = parseJson(decoder.decode(bytes));
    return isJsonObject(document) && dialect.isWhole(document);
  } catch {
    return false;
  }
}
