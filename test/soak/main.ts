import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../support/until.ts";
import { CALL_KINDS } from "./calls.ts";
import { FAULTS } from "./faults.ts";
import { startLoad, type Tally } from "./load.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { type Reading, readProcess } from "./reading.ts";
import { type SoakStack, startSoakStack } from "./stack.ts";
import { leftovers, memoryFault, memoryTrend } from "./verdict.ts";

const SAMPLE_MS = 1_000;
const FIRST_PROGRESS_MS = 2_000;
const PROGRESS_MS = 15_000;
/** Longer than calls take by their timeouts; who ended it early does not wait for one that hangs. */
const LAST_CALLS_MS = 8_000;
/** Each fault strikes at the beginning of such a time, and is healed at its end. */
const FAULT_MS = 4_000;
/** Connections that are kept for nobody are closed within this, and timers of the last calls have run. */
const QUIET_MS = 40_000;

/** With the exit code that a shell would tell. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof SIGNALS;

/** The signal that asked for an early end, once it has come; a second one is not waited for. */
interface EarlyEnd {
  readonly signal: Signal | undefined;
}

function watchSignals(): EarlyEnd {
  const early: { signal: Signal | undefined } = { signal: undefined };
  const onSignal = (signal: Signal) => {
    if (early.signal !== undefined) process.exit(SIGNALS[signal]);
    early.signal = signal;
    process.stdout.write(`\n${signal}: ending early\n`);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  return early;
}

async function main(flags: readonly string[]): Promise<number> {
  let options: Options | "help";
  try {
    options = readOptions(flags);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    return 2;
  }
  if (options === "help") {
    process.stdout.write(HELP);
    return 0;
  }
  const early = watchSignals();
  const stack = await startSoakStack();
  try {
    const faults = await soak(stack, options, early);
    for (const fault of faults) process.stdout.write(`FOUND ${fault}\n`);
    const until = early.signal === undefined ? "" : " until then";
    process.stdout.write(
      faults.length === 0 ? `Nothing was found${until}.\n` : `${faults.length} faults were found${until}.\n`,
    );
    if (early.signal !== undefined) return SIGNALS[early.signal];
    return faults.length === 0 ? 0 : 1;
  } finally {
    await stack.close();
  }
}

async function soak(
  stack: SoakStack,
  { minutes, workers }: Options,
  early: EarlyEnd,
): Promise<readonly string[]> {
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const readings = new Map<string, Reading[]>(stack.processes.map(({ name }) => [name, []]));
  const read = async () => {
    for (const { name, process: running, status } of stack.processes) {
      readings.get(name)?.push(await readProcess(running.child.pid ?? 0, status, elapsed()));
    }
  };
  await read();
  const load = startLoad(CALL_KINDS, stack, workers);
  const endsAt = minutes * 60_000;
  let faultTurn = 0;
  let tellAt = FIRST_PROGRESS_MS;
  for (let next = SAMPLE_MS; elapsed() < endsAt; next += SAMPLE_MS) {
    await until(
      () => elapsed() >= Math.min(next, endsAt) || early.signal !== undefined,
      "the next reading",
      SAMPLE_MS + 60_000,
    );
    if (early.signal !== undefined) break;
    await read();
    if (elapsed() >= faultTurn * FAULT_MS) {
      // Half of the time it is healthy, the last quarter of a short run included.
      const fault = faultTurn % 2 === 1 ? FAULTS[((faultTurn - 1) / 2) % FAULTS.length] : undefined;
      await setFault(stack.provider, fault);
      faultTurn++;
    }
    if (elapsed() >= tellAt) {
      tellAt += PROGRESS_MS;
      tellProgress(elapsed(), readings, load.tallies);
    }
  }
  await setFault(stack.provider, undefined);
  const endEarly = async () => {
    await Promise.race([load.stop(), sleep(LAST_CALLS_MS, undefined, { ref: false })]);
    report(load.tallies, readings);
    process.stdout.write("Memory and what is left over were not judged: it was ended early.\n");
    return wrongAnswers(load.tallies);
  };
  if (early.signal !== undefined) return endEarly();
  process.stdout.write("The load ends; what is left over is looked for.\n");
  await load.stop();
  await idle(stack, readings, early);
  await read();
  if (early.signal !== undefined) return endEarly();
  const faults = [...wrongAnswers(load.tallies), ...unanswered(load.tallies)];
  for (const { name } of stack.processes) {
    const [before, ...others] = readings.get(name) ?? [];
    const after = others.at(-1);
    if (before === undefined || after === undefined) continue;
    faults.push(...leftovers(name, before, after));
    const memory = memoryFault(name, others.slice(0, -1));
    if (memory !== undefined) faults.push(memory);
  }
  faults.push(...(await stillOpen(stack.admin)));
  report(load.tallies, readings);
  if (endsAt < 120_000) process.stdout.write("Memory was not judged: that takes 2 minutes.\n");
  return faults;
}

/** Waits until the processes have let go, as far as they will. */
async function idle(
  stack: SoakStack,
  readings: ReadonlyMap<string, readonly Reading[]>,
  early: EarlyEnd,
): Promise<void> {
  const quiet = async () => {
    if (early.signal !== undefined) return true;
    for (const { name, process: running, status } of stack.processes) {
      const [before] = readings.get(name) ?? [];
      const now = await readProcess(running.child.pid ?? 0, status, 0);
      if (before === undefined || leftovers(name, before, now).length > 0) return false;
    }
    return true;
  };
  await until(quiet, "quiet", QUIET_MS).catch(() => undefined);
}

/** Breakers that have not closed again, and calls that an upstream still holds. */
async function stillOpen(admin: string): Promise<readonly string[]> {
  const response = await fetch(`http://${admin}/upstreams`);
  const upstreams = (await response.json()) as {
    readonly upstreams: readonly {
      readonly name: string;
      readonly running: number;
      readonly pending: number;
    }[];
  };
  return upstreams.upstreams
    .filter(({ running, pending }) => running > 0 || pending > 0)
    .map(
      ({ name, running, pending }) =>
        `upstream ${name}: ${running} running and ${pending} waiting calls are left`,
    );
}

async function setFault(provider: string, fault: (typeof FAULTS)[number] | undefined): Promise<void> {
  const url = `http://${provider}/simulated/fault`;
  const headers = { "content-type": "application/json" };
  if (fault === undefined) await fetch(url, { method: "DELETE" });
  else await fetch(url, { method: "POST", headers, body: JSON.stringify(fault) });
}

function wrongAnswers(tallies: ReadonlyMap<string, Tally>): string[] {
  return [...tallies].flatMap(([name, { wrong, wrongCount }]) =>
    wrongCount > 0 ? [`${name}: ${wrongCount} wrong, such as: ${wrong.join("; ")}`] : [],
  );
}

function unanswered(tallies: ReadonlyMap<string, Tally>): string[] {
  return [...tallies].flatMap(([name, { answered }]) =>
    answered === 0 && !name.startsWith("a client that leaves") ? [`${name}: not one call was answered`] : [],
  );
}

function tellProgress(
  elapsedMs: number,
  readings: ReadonlyMap<string, readonly Reading[]>,
  tallies: ReadonlyMap<string, Tally>,
): void {
  const answered = [...tallies.values()].reduce((sum, tally) => sum + tally.answered, 0);
  const memory = [...readings]
    .map(([name, all]) => `${name} ${all.at(-1)?.residentMiB.toFixed(0)} MiB`)
    .join(", ");
  process.stdout.write(`${Math.round(elapsedMs / 1_000)} s: ${answered} calls answered; ${memory}\n`);
}

function report(
  tallies: ReadonlyMap<string, Tally>,
  readings: ReadonlyMap<string, readonly Reading[]>,
): void {
  for (const [name, { answered, failed, wrongCount }] of tallies) {
    const told = [...failed]
      .sort((left, right) => right[1] - left[1])
      .map(([how, count]) => `${count} ${how}`);
    process.stdout.write(
      `${name}: ${answered} answered, ${wrongCount} wrong${told.length === 0 ? "" : `; failed as told: ${told.slice(0, 4).join(", ")}`}\n`,
    );
  }
  for (const [name, all] of readings) {
    const last = all.at(-1);
    const trend = memoryTrend(all.slice(1, -1));
    if (trend !== undefined)
      process.stdout.write(
        `${name}: ${trend.from.toFixed(0)} MiB when warm, ${trend.to.toFixed(0)} MiB at the end of the load: ${trend.mibPerHour.toFixed(0)} MiB an hour\n`,
      );
    process.stdout.write(
      `${name}: ${all[0]?.residentMiB.toFixed(0)} MiB before, ${last?.residentMiB.toFixed(0)} MiB after; ${last?.descriptors ?? "?"} open files and sockets\n`,
    );
  }
}

const exitCode = await main(process.argv.slice(2));
// Calls that hang would keep it alive; what was printed goes out first.
process.stdout.write("", () => process.exit(exitCode));
