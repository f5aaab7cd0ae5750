import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../control-plane/cli/main.ts", import.meta.url));
const EXIT_WITH_PARENT = fileURLToPath(new URL("../bench/exit-with-parent.ts", import.meta.url));
const PROVIDER = fileURLToPath(new URL("provider-process.ts", import.meta.url));

export interface RunningProcess {
  readonly child: ChildProcess;
  /** By listener; port 0 has become a real one. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Every line it has logged, newest last; the last 1,000. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** Waits for a log line that fits. */
  logged(
    fits: (line: Readonly<Record<string, unknown>>) => boolean,
    withinMs?: number,
  ): Promise<Readonly<Record<string, unknown>>>;
  kill(
    signal: NodeJS.Signals,
  ): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** `aios …` as a real process. Resolves once it listens on everything in `listeners`. */
export function startAios(
  args: readonly string[],
  listeners: readonly string[],
  env: Record<string, string> = {},
): Promise<RunningProcess> {
  return start([CLI, ...args], listeners, env);
}

/** `aios …` as it was built: `program` is the file that Node runs. */
export function startBuiltAios(
  program: string,
  args: readonly string[],
  listeners: readonly string[],
  as: StartedAs = {},
): Promise<RunningProcess> {
  return start([program, ...args], listeners, as.env ?? {}, as);
}

export interface StartedAs {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  /** User and group; only root may choose. */
  readonly uid?: number;
}

/** The simulated provider as a real process, on this port. */
export function startProviderProcess(port: number): Promise<RunningProcess> {
  return start([PROVIDER, String(port)], ["provider"], {});
}

async function start(
  args: readonly string[],
  listeners: readonly string[],
  env: Record<string, string>,
  { cwd, uid }: StartedAs = {},
): Promise<RunningProcess> {
  const child = spawn(process.execPath, ["--import", EXIT_WITH_PARENT, ...args], {
    // Standard input is how it learns that this process is gone.
    stdio: ["pipe", "pipe", "pipe"],
    // A terminal's ctrl-c is for this process, which ends its children when it has done with them.
    detached: true,
    env: { ...process.env, NODE_V8_COVERAGE: undefined, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  // Nothing is ever written to it.
  child.stdin.on("error", () => {});
  const addresses = new Map<string, string>();
  const log: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString("utf8")).slice(-10_000);
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    let parsed: Record<string, unknown>;
    try {
      parsed = JSON.parse(line);
    } catch {
      parsed = { text: line };
    }
    log.push(parsed);
    if (log.length > 1_000) log.shift();
    if (parsed.event === "listening") addresses.set(String(parsed.listener), String(parsed.address));
    for (const wake of waiting) wake();
  });
  const exited = once(child, "exit");
  exited.then(() => {
    for (const wake of waiting) wake();
  });

  const running: RunningProcess = {
    child,
    addresses,
    log,
    logged: (fits, withinMs = 10_000) => {
      let from = 0;
      return waitFor(() => {
        const found = log.slice(from).find(fits);
        from = log.length;
        return found;
      }, withinMs);
    },
    async kill(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
      return { code: child.exitCode, signal: child.signalCode };
    },
  };

  function waitFor<Found>(look: () => Found | undefined, withinMs: number): Promise<Found> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        waiting.delete(check);
        act();
      };
      const check = () => {
        const found = look();
        if (found !== undefined) settle(() => resolve(found));
        else if (child.exitCode !== null)
          settle(() => reject(new Error(`it ended with ${child.exitCode}: ${errors}`)));
      };
      const timer = setTimeout(
        () => settle(() => reject(new Error(`waited ${withinMs} ms in vain; ${errors}`))),
        withinMs,
      );
      waiting.add(check);
      check();
    });
  }

  try {
    await waitFor(() => (listeners.every((listener) => addresses.has(listener)) ? true : undefined), 20_000);
  } catch (error) {
    await running.kill("SIGKILL");
    throw error;
  }
  return running;
}
