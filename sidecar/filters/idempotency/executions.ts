import type { CallSignal } from "../../core/call-signal.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import { type Answer, Answers, type AnswersOptions, type SharedDecisions } from "./answers.ts";

/** How an execution came out, for everybody with its key. */
export type Outcome =
  | { readonly type: "answered"; readonly answer: Answer }
  /** A refusal that a repeat would meet as well. */
  | { readonly type: "refused"; readonly error: AiosError; readonly decided: SharedDecisions };

/** The right, and the duty, to execute. The first of the two that is called counts. */
export interface Lease {
  /** Tells everybody who waits; with `keep`, an answer also those who come later. */
  settle(outcome: Outcome, keep: boolean): void;
  /** It came to nothing that could be shared: whoever waits longest executes next. */
  abandon(): void;
}

export type Turn = { readonly type: "execute"; readonly lease: Lease } | Outcome;

interface Waiter {
  readonly resolve: (turn: Turn) => void;
}

interface Execution {
  readonly key: string;
  readonly fingerprint: string;
  /** In order of arrival. */
  readonly waiting: Set<Waiter>;
}

/** Who executes, who waits, and what came of it. Bounded by the calls in flight and by the bytes of kept answers. */
export interface Executions {
  /**
   * Resolves when it is clear what to do: at once for the first call with its key and for one that was answered before,
   * when the first one is over for those in between. Rejects with the signal's reason when that aborts first.
   * @throws AiosError `idempotency-conflict` when the key was used for another request
   */
  join(key: string, fingerprint: string, signal: CallSignal): Promise<Turn>;
  /** Keys that are being executed. */
  readonly running: number;
  readonly keptBytes: number;
}

export function createExecutions(options: AnswersOptions): Executions {
  const answers = new Answers(options);
  const running = new Map<string, Execution>();

  function leaseOf(execution: Execution): Lease {
    let held = true;
    return {
      settle(outcome, keep) {
        if (!held) return;
        held = false;
        const { key, fingerprint, waiting } = execution;
        running.delete(key);
        if (keep && outcome.type === "answered") answers.keep(key, fingerprint, outcome.answer);
        for (const waiter of waiting) waiter.resolve(outcome);
        waiting.clear();
      },
      abandon() {
        if (!held) return;
        held = false;
        const [next] = execution.waiting;
        if (next === undefined) {
          running.delete(execution.key);
          return;
        }
        execution.waiting.delete(next);
        next.resolve({ type: "execute", lease: leaseOf(execution) });
      },
    };
  }

  return {
    async join(key, fingerprint, signal) {
      const execution = running.get(key);
      if (execution !== undefined) {
        if (execution.fingerprint !== fingerprint) throw conflict();
        return turnAfter(execution.waiting, signal);
      }
      const kept = answers.get(key);
      if (kept !== undefined) {
        if (kept.fingerprint !== fingerprint) throw conflict();
        return { type: "answered", answer: kept.answer };
      }
      const first: Execution = { key, fingerprint, waiting: new Set() };
      running.set(key, first);
      return { type: "execute", lease: leaseOf(first) };
    },
    get running() {
      return running.size;
    },
    get keptBytes() {
      return answers.bytes;
    },
  };
}

function turnAfter(waiting: Set<Waiter>, signal: CallSignal): Promise<Turn> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(toAiosError(signal.reason));
      return;
    }
    const leave = () => {
      waiting.delete(waiter);
      reject(toAiosError(signal.reason));
    };
    const waiter: Waiter = {
      resolve: (turn) => {
        signal.removeEventListener("abort", leave);
        resolve(turn);
      },
    };
    signal.addEventListener("abort", leave, { once: true });
    waiting.add(waiter);
  });
}

function conflict(): AiosError {
  return new AiosError(
    "idempotency-conflict",
    "This idempotency-key was used for another request; take a new key for each request, and send a repeat unchanged.",
    { param: "idempotency-key" },
  );
}
