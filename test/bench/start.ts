/** How long the sidecar takes from nothing to all of its listeners, and what it holds then. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { ARTIFACTS, type Artifact, isThere, PROGRAMS } from "./artifacts.ts";
import { readListening } from "./listening.ts";
import { cpuMs, residentMiB } from "./process-usage.ts";
import { sidecarConfig } from "./sidecar-config.ts";
import { type Spread, spread } from "./statistics.ts";

export interface Start {
  readonly artifact: Artifact;
  /** Whether code compiled by an earlier start was there. */
  readonly compileCache: "empty" | "filled";
  /** From spawning the process to the line of its last listener. */
  readonly readyMs: Spread | undefined;
  /** Meanwhile, of all its threads: what a busy machine does not lengthen. */
  readonly cpuMs: Spread | undefined;
  /** Some seconds after it. */
  readonly residentMiB: Spread | undefined;
}

export interface StartPlan {
  readonly starts: number;
  /** After the last listener, until memory is read. */
  readonly settleMs: number;
}

export const START_PLAN: StartPlan = { starts: 5, settleMs: 2_000 };

const LISTENERS = ["http", "grpc", "admin", "status"] as const;
const TIMEOUT_MS = 20_000;
const KEPT_LINES = 20;

/** The provider is called by nobody: nothing listens there. */
const NOWHERE = "127.0.0.1:9";

/**
 * Both artifacts by turns, with an empty and with a filled compile cache. An artifact that was not built is left out.
 * @throws Error with the last words of a process that ended, or took too long, before it listened
 */
export async function measureStarts(
  plan: StartPlan,
  progress: (text: string) => void,
): Promise<readonly Start[]> {
  const folder = mkdtempSync(join(tmpdir(), "aios-bench-start-"));
  const config = join(folder, "bench.yaml");
  writeFileSync(config, sidecarConfig(NOWHERE));
  const start = (artifact: Artifact, cache: string, settleMs: number) =>
    startOnce(artifact, { config, cacheFolder: join(folder, cache), settleMs });
  try {
    const series = ARTIFACTS.filter(isThere).flatMap((artifact) =>
      (["empty", "filled"] as const).map((compileCache) => ({
        artifact,
        compileCache,
        seen: [] as Started[],
      })),
    );
    for (const { artifact, compileCache } of series) {
      // Compiled code is written when a process ends, not when it is killed; what it has run by then is what is kept.
      if (compileCache === "filled") await start(artifact, artifact, 0);
    }
    for (let round = 1; round <= plan.starts; round++) {
      for (const { artifact, compileCache, seen } of series) {
        progress(`start from ${artifact}, compile cache ${compileCache}, ${round} of ${plan.starts}`);
        const cache = compileCache === "filled" ? artifact : `${artifact}-${round}`;
        seen.push(await start(artifact, cache, plan.settleMs));
      }
    }
    return series.map(({ artifact, compileCache, seen }) => ({
      artifact,
      compileCache,
      readyMs: spread(seen.map(({ readyMs }) => readyMs)),
      cpuMs: spread(seen.map((started) => started.cpuMs)),
      residentMiB: spread(seen.map((started) => started.residentMiB)),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Started {
  readonly readyMs: number;
  readonly cpuMs: number | undefined;
  readonly residentMiB: number | undefined;
}

/** Nothing is preloaded, since that would be part of what is measured. */
async function startOnce(
  artifact: Artifact,
  { config, cacheFolder, settleMs }: { config: string; cacheFolder: string; settleMs: number },
): Promise<Started> {
  const anyPort = LISTENERS.flatMap((listener) => [`--${listener}`, "127.0.0.1:0"]);
  const startedAt = performance.now();
  const child = spawn(process.execPath, [PROGRAMS[artifact], "sidecar", "--config", config, ...anyPort], {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(cacheFolder),
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  try {
    await listening(child, artifact);
    const readyMs = performance.now() - startedAt;
    const cpu = readOf(child, cpuMs);
    await sleep(settleMs);
    const resident = readOf(child, residentMiB);
    await stop(child);
    return { readyMs, cpuMs: cpu, residentMiB: resident };
  } finally {
    kill();
    process.off("exit", kill);
  }
}

const readOf = ({ pid }: ChildProcess, read: (pid: number) => number | undefined): number | undefined =>
  pid === undefined ? undefined : read(pid);

/** Resolves at the line of the last listener. */
async function listening(child: ChildProcessByStdio<null, Readable, Readable>, name: string): Promise<void> {
  const ready = Promise.withResolvers<void>();
  const seen = new Set<string>();
  const lastLines: string[] = [];
  const fail = (what: string) => ready.reject(new Error([`${name} ${what}`, ...lastLines].join("\n  ")));
  const keep = (line: string) => {
    lastLines.push(line);
    if (lastLines.length > KEPT_LINES) lastLines.shift();
  };
  createInterface({ input: child.stderr }).on("line", keep);
  createInterface({ input: child.stdout }).on("line", (line) => {
    keep(line);
    const listener = readListening(line)?.listener;
    if (listener !== undefined) seen.add(listener);
    if (LISTENERS.every((each) => seen.has(each))) ready.resolve();
  });
  child.once("error", ready.reject);
  child.once("close", (code, signal) => fail(`ended (${signal ?? `exit code ${code}`})`));
  const tooLong = setTimeout(() => fail(`does not listen after ${TIMEOUT_MS} ms`), TIMEOUT_MS);
  try {
    await ready.promise;
  } finally {
    clearTimeout(tooLong);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, "close");
  child.kill("SIGTERM");
  await gone;
}

/** Every flag of aios has a twin in the environment, and Node's own compile cache would take the place of ours. */
function environment(cacheFolder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AIOS_|NODE_)/.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "production", AIOS_COMPILE_CACHE: cacheFolder };
}
