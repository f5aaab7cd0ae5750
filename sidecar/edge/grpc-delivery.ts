import type { Frame, Headers, Reply } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { RunningCall } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import { isJsonObject, type JsonObject } from "../core/json.ts";
import { gather } from "./gather.ts";
import { metadataOf, returnedAsMetadata } from "./grpc-metadata.ts";
import type { RpcMethod, StreamMethod, UnaryMethod } from "./grpc-methods.ts";
import type { RpcWriter } from "./rpc-writer.ts";

export interface Delivery {
  readonly running: RunningCall;
  readonly writer: RpcWriter;
  /** The one that the engine was asked in. */
  readonly dialect: Dialect;
  /** What has been decided by now. */
  readonly decided: () => Headers;
  /** The same and what is known only at the end. */
  readonly trailers: () => Headers;
}

/** Writes a call's reply with status OK. @throws AiosError what has to be told instead, or why nobody listens. */
export async function deliverReply(delivery: Delivery, method: RpcMethod): Promise<void> {
  const { running, writer, trailers } = delivery;
  const reply = await running.reply;
  if (method.replies === "document") await deliverDocument(delivery, reply, method);
  else await deliverEvents(delivery, reply, method);
  const whole = await writer.finish(metadataOf({ ...returnedAsMetadata(reply.trailers()), ...trailers() }));
  if (!whole) throw whyStopped(delivery);
}

async function deliverDocument(delivery: Delivery, reply: Reply, method: UnaryMethod): Promise<void> {
  const frames = await gather(reply.body);
  const message = method.encode(
    reply.framing === "document" ? parseDocument(frames) : delivery.dialect.fromEvents(frames),
  );
  // The head waits for the message: without one a failure is a status alone, which gRPC clients may retry.
  sendHead(delivery, reply);
  await write(delivery, message);
}

async function deliverEvents(delivery: Delivery, reply: Reply, method: StreamMethod): Promise<void> {
  sendHead(delivery, reply);
  const { dialect, running } = delivery;
  const events =
    reply.framing === "events" ? reply.body : replay(dialect, running.call.request.document(), reply.body);
  let told: AiosError | undefined;
  try {
    for await (const frame of events) {
      const message = told === undefined ? encode(frame) : undefined;
      if (message === undefined) continue;
      const written = write(delivery, message);
      if (written !== undefined) await written;
    }
  } catch (thrown) {
    throw told ?? thrown;
  }
  if (told !== undefined) throw told;

  function encode(frame: Frame): Buffer | undefined {
    try {
      return method.encode(frame);
    } catch (thrown) {
      if (dialect.events?.errorKind(frame) === undefined) throw thrown;
      // The provider's own error event: its words are for the status. The body fails by itself right after it, and is
      // read until then, or the breaker would take it for one that was left.
      told = toAiosError(thrown);
      return undefined;
    }
  }
}

/** A reply that came whole although a stream was asked for, told as one. */
async function* replay(
  dialect: Dialect,
  request: JsonObject,
  body: AsyncIterable<Frame>,
): AsyncIterable<Frame> {
  yield* dialect.toEvents(parseDocument(await gather(body)), request);
}

function sendHead({ writer, decided }: Delivery, reply: Reply): void {
  writer.sendHead(metadataOf({ ...returnedAsMetadata(reply.headers), ...decided() }));
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
  if (!isJsonObject(document)) {
    throw new AiosError("invalid-upstream-reply", "The provider's reply is not a JSON object.");
  }
  return document;
}
