import { randomUUID } from "node:crypto";
import type { Addresses, CallKind, Outcome } from "./calls.ts";

/** Far above every timeout of the configuration: who is still waiting then hangs. */
const HUNG_AFTER_MS = 30_000;

const AFTER_FAILURE_MS = 50;

export interface Tally {
  answered: number;
  readonly failed: Map<string, number>;
  /** The first few; each one is a fault. */
  readonly wrong: string[];
  wrongCount: number;
}

export interface Load {
  /** By kind of call. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Resolves when the calls in flight have ended. */
  stop(): Promise<void>;
}

export function startLoad(kinds: readonly CallKind[], addresses: Addresses, workers: number): Load {
  const tallies = new Map<string, Tally>();
  let stopped = false;
  const loops = kinds.flatMap((kind) => {
    const tally: Tally = { answered: 0, failed: new Map(), wrong: [], wrongCount: 0 };
    tallies.set(kind.name, tally);
    return Array.from({ length: workers }, async () => {
      while (!stopped) {
        const outcome = await outcomeOf(kind, addresses);
        count(tally, outcome);
        // A refused connection must not become a busy loop, nor those who leave all that there is: others would wait
        // seconds for their connections to be accepted behind theirs.
        if (outcome.result !== "answered")
          await new Promise<void>((resolve) => void setTimeout(resolve, AFTER_FAILURE_MS));
      }
    });
  });
  return {
    tallies,
    async stop() {
      stopped = true;
      await Promise.all(loops);
    },
  };
}

async function outcomeOf(kind: CallKind, addresses: Addresses): Promise<Outcome> {
  // An address to redact and restore, and a marker that nobody else's answer has.
  const word = `marker-${randomUUID()} of ${randomUUID().slice(0, 8)}@example.com`;
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<Outcome>((resolve) => {
    timer = setTimeout(
      () => resolve({ result: "wrong", how: `no end after ${HUNG_AFTER_MS} ms` }),
      HUNG_AFTER_MS,
    );
  });
  try {
    return await Promise.race([kind.call(addresses, word), hung]);
  } catch (error) {
    return { result: "failed", how: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

function count(tally: Tally, outcome: Outcome): void {
  if (outcome.result === "answered") tally.answered++;
  else if (outcome.result === "failed")
    tally.failed.set(outcome.how, (tally.failed.get(outcome.how) ?? 0) + 1);
  else {
    tally.wrongCount++;
    if (tally.wrong.length < 5) tally.wrong.push(outcome.how);
  }
}
