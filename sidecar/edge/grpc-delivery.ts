import type { Frame, Headers, Reply } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { RunningCall } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import { framesAtHand } from "../core/frames-at-hand.ts";
import { isJsonObject, type JsonObject } from "../core/json.ts";
import { WholeBody } from "../core/whole-body.ts";
import { gather } from "./gather.ts";
import { returnedAsMetadata, sentOnce } from "./grpc-metadata.ts";
import type { RpcMethod, StreamMethod, UnaryMethod } from "./grpc-methods.ts";
import type { RpcWriter } from "./rpc-writer.ts";

export interface Delivery {
  readonly running: RunningCall;
  readonly writer: RpcWriter;
  /** The one that the engine was asked in. */
  readonly dialect: Dialect;
  /** What has been decided by now. */
  readonly decided: () => Headers;
  /** The same and what is known only at the end. `decided`: where it has been read already and has not changed since. */
  readonly trailers: (decided?: Headers) => Headers;
}

/** Writes a call's reply with status OK. @throws AiosError what has to be told instead, or why nobody listens. */
export async function deliverReply(delivery: Delivery, method: RpcMethod): Promise<void> {
  const reply = await delivery.running.reply;
  if (method.replies === "document") await deliverDocument(delivery, reply, method);
  else await deliverEvents(delivery, reply, method);
}

async function deliverDocument(delivery: Delivery, reply: Reply, method: UnaryMethod): Promise<void> {
  const { body } = reply;
  const message =
    body instanceof WholeBody && reply.framing === "document"
      ? messageOf(body, method)
      : await gatherMessage(delivery, reply, method);
  // The head waits for the message: without one a failure is a status alone, which gRPC clients may retry.
  const decided = sendHead(delivery, reply);
  const written = write(delivery, message);
  if (written !== undefined) await written;
  await finish(delivery, reply, decided);
}

/** The message of a document that is there. One that is kept is encoded once. */
function messageOf(body: WholeBody, method: UnaryMethod): Buffer {
  return body.encoded(method, () => {
    const document = body.json();
    if (!isJsonObject(document)) throw notAnObject();
    return method.encode(document);
  });
}

async function gatherMessage({ dialect }: Delivery, reply: Reply, method: UnaryMethod): Promise<Buffer> {
  const frames = await gather(reply.body);
  return method.encode(reply.framing === "document" ? parseDocument(frames) : dialect.fromEvents(frames));
}

async function finish(delivery: Delivery, reply: Reply, decided?: Headers): Promise<void> {
  const trailers = { ...returnedAsMetadata(reply.trailers()), ...delivery.trailers(decided) };
  if (!(await delivery.writer.finish(sentOnce(trailers)))) throw whyStopped(delivery);
}

async function deliverEvents(delivery: Delivery, reply: Reply, method: StreamMethod): Promise<void> {
  sendHead(delivery, reply);
  const { dialect, running } = delivery;
  const encode = method.encoder();
  const events =
    reply.framing === "events" ? reply.body : replay(dialect, running.call.request.document(), reply.body);
  const frames = events[Symbol.asyncIterator]();
  const atHand = framesAtHand(frames);
  let told: AiosError | undefined;
  try {
    for (;;) {
      const next = await frames.next();
      if (next.done === true) break;
      await tell(next.value);
    }
  } catch (thrown) {
    throw told ?? thrown;
  }
  if (told !== undefined) throw told;
  await finish(delivery, reply);

  /** A frame, and those that have come with it. */
  async function tell(first: Frame): Promise<void> {
    try {
      for (let frame: Frame | undefined = first; frame !== undefined; frame = atHand?.take()) {
        const message = told === undefined ? messageIn(frame) : undefined;
        if (message === undefined) continue;
        const written = write(delivery, message);
        if (written !== undefined) await written;
      }
    } catch (thrown) {
      await closed(frames);
      throw thrown;
    }
  }

  function messageIn(frame: Frame): Buffer | undefined {
    try {
      return encode(frame);
    } catch (thrown) {
      if (dialect.events?.errorKind(frame) === undefined) throw thrown;
      // The provider's own error event: its words are for the status. The body fails by itself right after it, and is
      // read until then, or the breaker would take it for one that was left.
      told = toAiosError(thrown);
      return undefined;
    }
  }
}

/** How it fails to close interests nobody: the call has failed already. */
async function closed(frames: AsyncIterator<Frame>): Promise<void> {
  try {
    await frames.return?.();
  } catch {}
}

/** A reply that came whole although a stream was asked for, told as one. */
async function* replay(
  dialect: Dialect,
  request: JsonObject,
  body: AsyncIterable<Frame>,
): AsyncIterable<Frame> {
  yield* dialect.toEvents(parseDocument(await gather(body)), request);
}

/** What had been decided by then. */
function sendHead({ writer, decided }: Delivery, reply: Reply): Headers {
  const now = decided();
  writer.sendHead(sentOnce({ ...returnedAsMetadata(reply.headers), ...now }));
  return now;
}

/** Undefined when there is nothing to wait for. @throws AiosError why the writer has stopped. */
function write(delivery: Delivery, message: Buffer): Promise<void> | undefined {
  const written = delivery.writer.write(message);
  if (written === true) return undefined;
  if (written === false) throw whyStopped(delivery);
  return written.then((open) => {
    if (!open) throw whyStopped(delivery);
  });
}

/** The writer stops when the call is aborted, and aborts the call when its client goes. */
function whyStopped({ running }: Delivery): AiosError {
  return toAiosError(running.call.signal.reason);
}

function parseDocument(frames: readonly Frame[]): JsonObject {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.concat(frames).toString("utf8"));
  } catch {
    // The parser's own message quotes the reply.
  }
  if (!isJsonObject(document)) throw notAnObject();
  return document;
}

function notAnObject(): AiosError {
  return new AiosError("invalid-upstream-reply", "The provider's reply is not a JSON object.");
}
