import type { NamesSpec } from "../../../config/schema/names.ts";
import { AiosError } from "../../core/errors.ts";
import type { Clock, Timer } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import { type StartThread, threadsOf, type WorkerThread } from "../../platform/worker-thread.ts";
import type { NameEntity } from "./entities.ts";
import type { NameFinding } from "./find-names.ts";
import { checkModel } from "./model-package.ts";
import type { NameDetector } from "./name-detector.ts";
import { isThreadAnswer, type ThreadAnswer, type ThreadData, type ThreadJob } from "./protocol.ts";
import { placed, type Slice, slicesOf } from "./slices.ts";

export interface ThreadDetectorOptions {
  readonly spec: NamesSpec;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, "nameDetectionRefused" | "nameDetectionRestarted">;
  /** In place of a real one. */
  readonly startThread?: StartThread<ThreadJob>;
}

/** UTF-16 code units that the thread is given at once; other calls have their turn in between. */
const BATCH = 65_536;
const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 30_000;
const MIB = 1024 * 1024;

/** The texts of one call. */
interface Job {
  readonly entities: readonly NameEntity[];
  readonly size: number;
  readonly texts: number;
  readonly waiting: Slice[];
  readonly found: NameFinding[][];
  /** It is over: with an answer, or with an error. */
  end(error?: unknown): void;
}

type State =
  | { readonly is: "idle" }
  | { readonly is: "starting" | "ready"; readonly thread: WorkerThread<ThreadJob> }
  | { readonly is: "down"; readonly timer: Timer }
  | { readonly is: "closed" };

/**
 * The tier's own thread. It starts when it is first needed; one that has died starts again after a while that doubles
 * with each death. A call that it cannot answer in time is refused: nothing is sent on that nobody has looked through.
 * @throws Error when a model is configured that cannot be loaded
 */
export function createThreadDetector({
  spec,
  clock,
  telemetry,
  startThread,
}: ThreadDetectorOptions): NameDetector {
  if (spec.model !== undefined) checkModel(spec.model);
  const data: ThreadData = { model: spec.model };
  const startOne =
    startThread ??
    threadsOf<ThreadJob>({
      module: new URL("./thread.ts", import.meta.url),
      data,
      maxHeapMiB: Math.max(32, Math.round(spec.maxMemory / MIB)),
    });

  let state: State = { is: "idle" };
  let deaths = 0;
  let nextId = 1;
  let queuedTexts = 0;
  let queuedSize = 0;
  const queue: Job[] = [];
  /** What the thread works on at the moment. */
  let running:
    | { readonly id: number; readonly job: Job; readonly slices: readonly Slice[]; readonly timer: Timer }
    | undefined;

  function refusal(reason: "queue" | "time" | "thread", message: string, retryAfterMs?: number): AiosError {
    telemetry.nameDetectionRefused(reason);
    return new AiosError("overloaded", message, retryAfterMs === undefined ? {} : { retryAfterMs });
  }

  function start(): void {
    if (state.is === "starting" || state.is === "ready" || state.is === "closed") return;
    if (state.is === "down") state.timer.cancel();
    const thread = startOne({
      onMessage: (message) => {
        if (state.is === "closed" || !("thread" in state) || state.thread !== thread) return;
        if (isThreadAnswer(message)) onAnswer(message, thread);
      },
      onEnd: (cause) => {
        if ("thread" in state && state.thread === thread) restart(cause.message);
      },
    });
    state = { is: "starting", thread };
  }

  function onAnswer(answer: ThreadAnswer, thread: WorkerThread<ThreadJob>): void {
    if (answer.type === "ready") {
      state = { is: "ready", thread };
      next();
      return;
    }
    const done = running;
    if (done === undefined || done.id !== answer.id) return;
    done.timer.cancel();
    running = undefined;
    if (answer.type === "failed") {
      done.job.end(refusal("thread", "The search for names has failed; the call was not sent."));
    } else {
      deaths = 0;
      answer.found.forEach((found, index) => {
        const slice = done.slices[index];
        if (slice !== undefined) done.job.found[slice.of]?.push(...placed(slice, found));
      });
      if (done.job.waiting.length === 0) done.job.end();
    }
    next();
  }

  /** Gives the thread the next piece of work: calls take turns. */
  function next(): void {
    if (state.is !== "ready" || running !== undefined) return;
    const job = queue.shift();
    if (job === undefined) return;
    const slices: Slice[] = [];
    for (let size = 0; size < BATCH; ) {
      const slice = job.waiting.shift();
      if (slice === undefined) break;
      slices.push(slice);
      size += slice.text.length;
    }
    if (job.waiting.length > 0) queue.push(job);
    const id = nextId++;
    // A piece is small: a thread that takes as long as all of a call may take will not come back.
    const timer = clock.after(spec.timeBudget, () => {
      if ("thread" in state) state.thread.terminate();
      restart("it did not answer");
    });
    running = { id, job, slices, timer };
    state.thread.post({
      id,
      texts: slices.map(({ text, name }) => ({ text, name })),
      entities: job.entities,
    });
  }

  function restart(reason: string): void {
    running?.timer.cancel();
    running = undefined;
    const wait = Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** Math.min(deaths, 20));
    deaths++;
    telemetry.nameDetectionRestarted(reason, wait);
    state = { is: "down", timer: clock.after(wait, start) };
    for (const job of [...jobs]) job.end(refusal("thread", DOWN, wait));
  }

  /** All that have no answer yet. */
  const jobs = new Set<Job>();

  return {
    start() {
      if (state.is === "idle") start();
    },
    async detect(texts, entities, signal) {
      signal.throwIfAborted();
      const size = texts.reduce((sum, { text }) => sum + text.length, 0);
      if (size === 0) return texts.map(() => []);
      if (state.is === "closed") throw refusal("thread", DOWN);
      if (state.is === "down") throw refusal("thread", DOWN, FIRST_RESTART_MS);
      if (state.is === "idle") start();
      if (queuedTexts + texts.length > spec.maxQueuedTexts || 2 * (queuedSize + size) > spec.maxQueuedSize)
        throw refusal(
          "queue",
          "Too much text waits for the search for names (names.maxQueuedTexts, names.maxQueuedSize); the call was not sent. Try again later.",
          1_000,
        );
      return new Promise((resolve, reject) => {
        const job: Job = {
          entities,
          size,
          texts: texts.length,
          waiting: [...slicesOf(texts)],
          found: texts.map(() => []),
          end(error) {
            if (!jobs.delete(job)) return;
            timer.cancel();
            signal.removeEventListener("abort", onAbort);
            queuedTexts -= job.texts;
            queuedSize -= job.size;
            job.waiting.length = 0;
            const at = queue.indexOf(job);
            if (at >= 0) queue.splice(at, 1);
            if (error === undefined) resolve(job.found);
            else reject(error);
          },
        };
        const onAbort = () => job.end(signal.reason);
        const timer = clock.after(spec.timeBudget, () =>
          job.end(
            refusal(
              "time",
              `The search for names took longer than ${spec.timeBudget} ms (names.timeBudget); the call was not sent. Try again later, or with less text.`,
              1_000,
            ),
          ),
        );
        signal.addEventListener("abort", onAbort, { once: true });
        jobs.add(job);
        queuedTexts += job.texts;
        queuedSize += job.size;
        queue.push(job);
        next();
      });
    },
    close() {
      if ("thread" in state) state.thread.terminate();
      if (state.is === "down") state.timer.cancel();
      running?.timer.cancel();
      running = undefined;
      state = { is: "closed" };
      for (const job of [...jobs]) job.end(new AiosError("draining", "The process is shutting down."));
    },
  };
}

const DOWN = "The search for names is not available at the moment; the call was not sent. Try again later.";
