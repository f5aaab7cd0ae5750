import type { EmbeddingsSpec } from "../../config/schema/embeddings.ts";
import type { CallSignal } from "../core/call-signal.ts";
import type { Clock, Timer } from "../platform/clock.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import { type StartThread, threadsOf, type WorkerThread } from "../platform/worker-thread.ts";
import { type Embedder, EmbeddingUnavailable } from "./embedder.ts";
import { EmbeddingRequests } from "./embedding-requests.ts";
import { ENGLISH_MAX_LENGTH, ENGLISH_MODEL_ID } from "./english-model.ts";
import { identifyOnnxModel, ONNX_MAX_LENGTH } from "./onnx-model.ts";
import { isThreadAnswer, type ThreadAnswer, type ThreadData, type ThreadJob } from "./protocol.ts";
import { remembering } from "./remembering.ts";

export interface ThreadEmbedderOptions {
  readonly spec: EmbeddingsSpec;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, "embedded" | "embeddingUnavailable" | "embeddingRestarted">;
  /** In place of a real one. */
  readonly startThread?: StartThread<ThreadJob>;
}

const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 30_000;
/** A thread that has taken so long will not come back. Its callers have gone on without long before. */
const HANGING_MS = 10_000;
const LOADING_MS = 60_000;
const MIB = 1024 * 1024;

type State =
  | { readonly is: "idle" }
  | { readonly is: "starting" | "ready"; readonly thread: WorkerThread<ThreadJob> }
  | { readonly is: "down"; readonly timer: Timer }
  | { readonly is: "closed" };

/**
 * A model in a thread of its own, which starts when it is first needed; one that has died starts again after a while that
 * doubles with each death. Texts that come while it works are embedded together afterwards; the vectors of recent ones are
 * kept.
 * @throws Error when a model is configured that cannot be loaded
 */
export function createThreadEmbedder({
  spec,
  clock,
  telemetry,
  startThread,
}: ThreadEmbedderOptions): Embedder {
  const id = spec.model === undefined ? ENGLISH_MODEL_ID : identifyOnnxModel(spec.model);
  const longest = spec.model === undefined ? ENGLISH_MAX_LENGTH : ONNX_MAX_LENGTH;
  const data: ThreadData = { model: spec.model };
  const startOne =
    startThread ??
    threadsOf<ThreadJob>({
      module: new URL("./thread.ts", import.meta.url),
      data,
      maxHeapMiB: Math.max(32, Math.round(spec.maxMemory / MIB)),
    });

  let state: State = { is: "idle" };
  let dimension: number | undefined;
  let deaths = 0;
  let nextId = 1;
  const requests = new EmbeddingRequests({ clock, queue: spec.queue, timeout: spec.timeout });
  /** Until it is ready, or while it works: when it is given up. */
  let watch: Timer | undefined;
  let running: { readonly id: number; readonly texts: readonly string[] } | undefined;

  function start(): void {
    if (state.is === "starting" || state.is === "ready" || state.is === "closed") return;
    if (state.is === "down") state.timer.cancel();
    const thread = startOne({
      onMessage: (message) => {
        if ("thread" in state && state.thread === thread && isThreadAnswer(message))
          onAnswer(message, thread);
      },
      onEnd: (cause) => {
        if ("thread" in state && state.thread === thread) restart(cause.message);
      },
    });
    state = { is: "starting", thread };
    giveUpAfter(LOADING_MS, thread);
  }

  function giveUpAfter(ms: number, thread: WorkerThread<ThreadJob>): void {
    watch?.cancel();
    watch = clock.after(ms, () => {
      thread.terminate();
      restart("it did not answer");
    });
  }

  function onAnswer(answer: ThreadAnswer, thread: WorkerThread<ThreadJob>): void {
    if (answer.type === "ready") {
      state = { is: "ready", thread };
      dimension = answer.dimension;
    } else {
      const done = running;
      if (done === undefined || done.id !== answer.id) return;
      running = undefined;
      deaths = 0;
      done.texts.forEach((text, index) => {
        requests.answer(text, answer.results[index] ?? "failed");
      });
    }
    watch?.cancel();
    next();
  }

  function next(): void {
    if (state.is !== "ready" || running !== undefined) return;
    const texts = requests.takeBatch();
    if (texts.length === 0) return;
    running = { id: nextId++, texts };
    giveUpAfter(HANGING_MS, state.thread);
    state.thread.post(running);
  }

  function restart(reason: string): void {
    watch?.cancel();
    running = undefined;
    const wait = Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** Math.min(deaths, 20));
    deaths++;
    telemetry.embeddingRestarted(reason, wait);
    state = { is: "down", timer: clock.after(wait, start) };
    requests.endAll("failed");
  }

  async function embed(texts: readonly string[], signal: CallSignal): Promise<readonly Float32Array[]> {
    if (state.is === "closed") throw new EmbeddingUnavailable("closed");
    if (state.is === "down") throw new EmbeddingUnavailable("failed");
    if (texts.some((text) => text.length > longest)) throw new EmbeddingUnavailable("too-long");
    if (state.is === "idle") start();
    const vectors = requests.add(texts, signal);
    next();
    return vectors;
  }

  return remembering({
    id,
    get dimension() {
      return dimension;
    },
    start() {
      if (state.is === "idle") start();
    },
    async embed(texts, signal) {
      const begun = clock.monotonic();
      try {
        const vectors = await embed(texts, signal);
        telemetry.embedded(id, clock.monotonic() - begun);
        return vectors;
      } catch (error) {
        if (error instanceof EmbeddingUnavailable) telemetry.embeddingUnavailable(id, error.reason);
        throw error;
      }
    },
    close() {
      if ("thread" in state) state.thread.terminate();
      if (state.is === "down") state.timer.cancel();
      watch?.cancel();
      running = undefined;
      state = { is: "closed" };
      requests.endAll("closed");
    },
  });
}
