import { CallAbort, type CallSignal } from "../core/call-signal.ts";
import type { Clock } from "../platform/clock.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import { type Embedder, EmbeddingUnavailable } from "./embedder.ts";
import { remembering } from "./remembering.ts";
import { unitVector } from "./unit-vector.ts";

/** `POST /v1/embeddings`: one vector for each text, in their order. Rejects when it cannot, or is aborted. */
export type AskForEmbeddings = (
  texts: readonly string[],
  signal: CallSignal,
) => Promise<readonly (readonly number[])[]>;

export interface UpstreamEmbedderOptions {
  readonly upstream: string;
  readonly model: string;
  readonly ask: AskForEmbeddings;
  /** Texts that are asked for at the same time at most. */
  readonly queue: number;
  /** ms for one answer. */
  readonly timeout: number;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, "embedded" | "embeddingUnavailable">;
}

/** UTF-16 code units: longer ones are documents, not questions. */
const MAX_LENGTH = 4_000;
const MAX_DIMENSION = 16_384;

/** The model of an upstream. What it has answered with is normalised, and of one dimension from the first one on. */
export function createUpstreamEmbedder({
  upstream,
  model,
  ask,
  queue,
  timeout,
  clock,
  telemetry,
}: UpstreamEmbedderOptions): Embedder {
  const id = `${upstream}/${model}`;
  let dimension: number | undefined;
  let asking = 0;
  const closing = new CallAbort();

  /** What stands in an answer, checked. */
  function read(vectors: readonly (readonly number[])[], count: number): readonly Float32Array[] {
    if (vectors.length !== count)
      throw failed(`${count} texts were sent, and ${vectors.length} vectors came back.`);
    return vectors.map((values) => {
      if (values.length > MAX_DIMENSION || values.length !== (dimension ?? values.length))
        throw failed(
          `A vector has ${values.length} numbers in place of ${dimension ?? `${MAX_DIMENSION} at most`}.`,
        );
      const vector = unitVector(values);
      if (vector === undefined) throw failed("A vector has no direction.");
      dimension = vector.length;
      return vector;
    });
  }

  async function askInTime(texts: readonly string[], signal: CallSignal): Promise<readonly Float32Array[]> {
    signal.throwIfAborted();
    if (closing.aborted) throw new EmbeddingUnavailable("closed");
    if (texts.length === 0) return [];
    if (texts.some((text) => text.trim() === "")) throw new EmbeddingUnavailable("unreadable");
    if (texts.some((text) => text.length > MAX_LENGTH)) throw new EmbeddingUnavailable("too-long");
    if (asking + texts.length > queue) throw new EmbeddingUnavailable("queue-full");
    const over = new CallAbort();
    const timer = clock.after(timeout, () => over.abort(new EmbeddingUnavailable("timeout")));
    const onAbort = () => over.abort(signal.reason ?? new EmbeddingUnavailable("closed"));
    const onClose = () => over.abort(new EmbeddingUnavailable("closed"));
    signal.addEventListener("abort", onAbort);
    closing.addEventListener("abort", onClose);
    asking += texts.length;
    try {
      return read(await untilAborted(ask(texts, over), over), texts.length);
    } catch (error) {
      over.throwIfAborted();
      throw error instanceof EmbeddingUnavailable
        ? error
        : new EmbeddingUnavailable("failed", { cause: error });
    } finally {
      asking -= texts.length;
      timer.cancel();
      signal.removeEventListener("abort", onAbort);
      closing.removeEventListener("abort", onClose);
    }
  }

  return remembering({
    id,
    get dimension() {
      return dimension;
    },
    start() {},
    async embed(texts, signal) {
      const begun = clock.monotonic();
      try {
        const vectors = await askInTime(texts, signal);
        telemetry.embedded(id, clock.monotonic() - begun);
        return vectors;
      } catch (error) {
        if (error instanceof EmbeddingUnavailable) telemetry.embeddingUnavailable(id, error.reason);
        throw error;
      }
    },
    close: () => closing.abort(new EmbeddingUnavailable("closed")),
  });
}

function failed(message: string): EmbeddingUnavailable {
  return new EmbeddingUnavailable("failed", { cause: new Error(message) });
}

/** Does not wait for work that takes no notice of its signal. */
function untilAborted<Value>(work: Promise<Value>, signal: CallSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
