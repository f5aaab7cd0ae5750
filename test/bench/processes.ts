import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readListening } from "./listening.ts";

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 3_000;
const KEPT_LINES = 20;
const EXIT_WITH_PARENT = fileURLToPath(new URL("exit-with-parent.ts", import.meta.url));
const PROFILE_ON_SIGNAL = new URL("profile-on-signal.ts", import.meta.url);

export interface Command {
  readonly name: string;
  /** A program in TypeScript, and its arguments. */
  readonly program: string;
  readonly arguments: readonly string[];
  /** It has started when it has told the addresses of all of these. */
  readonly listeners: readonly string[];
  /** File for a CPU profile: it begins and ends at a SIGURG each. */
  readonly profileTo?: string | undefined;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** @throws Error when it has no such listener */
  address(listener: string): string;
  /** What became of it when it ended without being asked to, with its last words; undefined as long as it runs. */
  readonly death: string | undefined;
  /** Asks it to end, waits, and makes it end. */
  stop(): Promise<void>;
}

/** Starts processes and sees to it that none outlives this one. */
export class ProcessGroup {
  readonly #children = new Set<ChildProcess>();

  /** @throws Error with the process's last words when it ends, or takes too long, before it listens */
  async start(command: Command): Promise<RunningProcess> {
    const { name, listeners, profileTo } = command;
    const profiling =
      profileTo === undefined
        ? []
        : ["--import", `${PROFILE_ON_SIGNAL.href}?to=${encodeURIComponent(profileTo)}`];
    const child = spawn(
      process.execPath,
      ["--import", EXIT_WITH_PARENT, ...profiling, command.program, ...command.arguments],
      { stdio: ["pipe", "pipe", "pipe"], env: environment() },
    );
    this.#children.add(child);
    const addresses = new Map<string, string>();
    const lastLines: string[] = [];
    const ready = Promise.withResolvers<void>();
    const exited = Promise.withResolvers<void>();
    let death: string | undefined;
    let stopping = false;

    const keep = (line: string) => {
      lastLines.push(line);
      if (lastLines.length > KEPT_LINES) lastLines.shift();
    };
    createInterface({ input: child.stdout }).on("line", (line) => {
      const listening = readListening(line);
      if (listening === undefined) keep(line);
      else addresses.set(listening.listener, listening.address);
      if (listeners.every((listener) => addresses.has(listener))) ready.resolve();
    });
    createInterface({ input: child.stderr }).on("line", keep);
    // Writing to a child that is gone fails; that it is gone, `exit` tells.
    child.stdin.on("error", () => {});
    child.on("error", (error) => ready.reject(error));
    child.on("close", (code, signal) => {
      this.#children.delete(child);
      if (!stopping) death = [`${name} ended (${signal ?? `exit code ${code}`})`, ...lastLines].join("\n  ");
      ready.reject(new Error(death ?? `${name} was stopped`));
      exited.resolve();
    });

    const tooLong = setTimeout(() => {
      ready.reject(
        new Error([`${name} does not listen after ${START_TIMEOUT_MS} ms`, ...lastLines].join("\n  ")),
      );
    }, START_TIMEOUT_MS);
    try {
      await ready.promise;
    } finally {
      clearTimeout(tooLong);
    }

    return {
      name,
      pid: child.pid ?? 0,
      address(listener) {
        const address = addresses.get(listener);
        if (address === undefined) throw new Error(`${name} has no listener "${listener}".`);
        return address;
      },
      get death() {
        return death;
      },
      async stop() {
        stopping = true;
        child.kill("SIGTERM");
        await Promise.race([exited.promise, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
        child.kill("SIGKILL");
        await exited.promise;
      },
    };
  }

  /** At once; for when this process ends. */
  killAll(): void {
    for (const child of this.#children) child.kill("SIGKILL");
  }
}

/** Every flag of aios has a twin in the environment: what is set there is not part of a bench. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("AIOS_"));
  return { ...Object.fromEntries(kept), NODE_ENV: "production" };
}
