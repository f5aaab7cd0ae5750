import type { Call, DialectName, Frame, Handler, Target } from "./core/call.ts";
import { CallAbort } from "./core/call-signal.ts";
import { deadlineAfter, NO_DEADLINE } from "./core/deadline.ts";
import type { Dialect } from "./core/dialect.ts";
import { Ending } from "./core/ending.ts";
import { AiosError, toAiosError } from "./core/errors.ts";
import { isJsonArray, isJsonObject, isRawNumber, type Json, parseJson } from "./core/json.ts";
import { payloadFromDocument } from "./core/payload.ts";
import { DecisionRecord } from "./core/record.ts";
import type { AskForEmbeddings } from "./embedding/upstream-embedder.ts";
import type { Clock } from "./platform/clock.ts";
import { uuidv7 } from "./platform/ids.ts";
import type { Random } from "./platform/random.ts";
import type { Telemetry } from "./platform/telemetry.ts";

export interface EmbeddingsCallOptions {
  readonly target: Target;
  /** What a call goes through; its target is set. */
  readonly handler: Handler;
  readonly timeoutMs: number;
  /** A call runs on this configuration; the returned function gives it back. */
  readonly enter: () => () => void;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Pick<Telemetry, "internalError">;
}

/** Bytes of one reply: a vector of 16,384 numbers as text, and room. */
const MAX_REPLY_BYTES = 4 * 1024 * 1024;

/**
 * Asks an upstream for embeddings by a call of the process's own. It says nothing of who has asked what the texts are of:
 * no header of theirs, no user, no workload.
 */
export function askForEmbeddings(options: EmbeddingsCallOptions): AskForEmbeddings {
  const { target, handler, timeoutMs, enter, dialectOf, clock, random, telemetry } = options;
  const dialect = dialectOf("embeddings");
  return async (texts, signal) => {
    signal.throwIfAborted();
    const startedAt = clock.monotonic();
    const abort = new CallAbort();
    const onAbort = () =>
      abort.abort(new AiosError("client-closed", "Nobody waits for this embedding any more."));
    signal.addEventListener("abort", onAbort, { once: true });
    const ending = new Ending((error) => telemetry.internalError("the end of a call for embeddings", error));
    const document = { model: target.model, input: [...texts], encoding_format: "float" };
    const call: Call = {
      id: uuidv7(clock, random),
      protocol: "embedded",
      operation: dialect.operation,
      dialect: dialect.name,
      model: target.model,
      stream: false,
      headers: {},
      request: payloadFromDocument(document, dialect.rewriteRequest),
      opaque: undefined,
      workload: { namespace: "", serviceAccount: "", labels: {} },
      user: undefined,
      session: undefined,
      policies: [],
      dryRuns: [],
      preferred: undefined,
      target,
      stale: undefined,
      startedAt,
      deadline: deadlineAfter(startedAt, timeoutMs),
      routeTimeoutMs: undefined,
      firstFrameBy: NO_DEADLINE,
      signal: abort.signal,
      record: new DecisionRecord(),
      onEnd: (callback) => ending.add(callback),
    };
    const leave = enter();
    try {
      const { body } = await handler(call);
      const vectors = vectorsIn(await textOf(body));
      ending.run({ outcome: "completed" });
      return vectors;
    } catch (error) {
      ending.run({ outcome: "failed", error: toAiosError(error) });
      throw error;
    } finally {
      signal.removeEventListener("abort", onAbort);
      leave();
    }
  };
}

async function textOf(body: AsyncIterable<Frame>): Promise<string> {
  const frames: Frame[] = [];
  let bytes = 0;
  for await (const frame of body) {
    bytes += frame.byteLength;
    if (bytes > MAX_REPLY_BYTES) throw unreadable();
    frames.push(frame);
  }
  return Buffer.concat(frames).toString("utf8");
}

/** In the order of the texts: `index` says which vector is whose. */
function vectorsIn(text: string): readonly (readonly number[])[] {
  const document = parseJson(text);
  const data = isJsonObject(document) ? document["data"] : undefined;
  if (!isJsonArray(data)) throw unreadable();
  const vectors: (readonly number[])[] = [];
  for (const [at, item] of data.entries()) {
    if (!isJsonObject(item) || !isJsonArray(item["embedding"])) throw unreadable();
    const place = typeof item["index"] === "number" ? item["index"] : at;
    if (!Number.isInteger(place) || place < 0 || place >= data.length) throw unreadable();
    vectors[place] = item["embedding"].map(numberOf);
  }
  if (Object.keys(vectors).length !== data.length) throw unreadable();
  return vectors;
}

function numberOf(value: Json): number {
  if (typeof value === "number") return value;
  if (isRawNumber(value)) return Number(value.rawJSON);
  throw unreadable();
}

function unreadable(): AiosError {
  return new AiosError("invalid-upstream-reply", "The upstream's embeddings cannot be read.");
}
