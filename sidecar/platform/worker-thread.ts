import { Worker } from "node:worker_threads";

/** A thread of its own, for work that would keep the event loop from its calls. */
export interface WorkerThread<Message> {
  post(message: Message): void;
  /** Ends it at once, whatever it does. `onEnd` is not called any more. */
  terminate(): void;
}

export interface WorkerThreadEvents {
  /** What the thread has sent; copied, of any shape. */
  onMessage(message: unknown): void;
  /** It is no more, by itself: an error that nobody caught, or too much memory. Called once. */
  onEnd(cause: Error): void;
}

/** Starts a thread; a test gives one of its own. */
export type StartThread<Message> = (events: WorkerThreadEvents) => WorkerThread<Message>;

export interface WorkerThreadOptions {
  /** The module that runs in it. */
  readonly module: URL;
  /** What the module reads as `workerData`; copied. */
  readonly data: unknown;
  /** MiB of its heap; beyond that the thread ends, and not the process. */
  readonly maxHeapMiB: number;
}

/** Threads that do not keep the process alive. */
export function threadsOf<Message>({ module, data, maxHeapMiB }: WorkerThreadOptions): StartThread<Message> {
  return ({ onMessage, onEnd }) => {
    const worker = new Worker(module, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMiB },
      // Not those of the process: see muteThread.
      stdout: true,
      stderr: true,
    });
    // Whoever reads them keeps the process alive.
    worker.stdout.destroy();
    worker.stderr.destroy();
    let hasEnded = false;
    const end = (cause: Error) => {
      if (hasEnded) return;
      hasEnded = true;
      onEnd(cause);
    };
    worker.on("message", onMessage);
    worker.on("error", end);
    worker.on("exit", (code) => end(new Error(`The thread has ended with code ${code}.`)));
    // Last of all: listening keeps the process alive.
    worker.unref();
    return {
      post: (message) => worker.postMessage(message),
      terminate() {
        hasEnded = true;
        void worker.terminate();
      },
    };
  };
}

/** For the module of a thread: what a library prints is nobody's log line, and would be kept since nobody reads it. */
export function muteThread(): void {
  const discard = () => true;
  for (const stream of [process.stdout, process.stderr]) stream.write = discard;
}
