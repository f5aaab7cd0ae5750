/** `npm run bench`: the sidecar beside bare proxies of the same libraries, in the same run. */
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describeMachine, type Machine, machineBusyMs, takenByOthers } from "./machine.ts";
import { notes } from "./notes.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { systemPace } from "./pace.ts";
import { cpuMs, residentMiB } from "./process-usage.ts";
import { ProcessGroup, profileName, type RunningProcess } from "./processes.ts";
import { profileTable } from "./profile.ts";
import { failureLines, failuresIn, type Memory, memoryTable, shapesTable, summaryTable } from "./report.ts";
import { type Pair, runShape, type ShapeResult } from "./rounds.ts";
import { type Side, startBare, startSidecar, startUpstream } from "./sides.ts";
import { renderMarkdown, renderPlain } from "./table.ts";

const HOT_SPOTS = 15;

const group = new ProcessGroup();
const folder = mkdtempSync(join(tmpdir(), "aios-bench-"));
process.on("exit", () => {
  group.killAll();
  rmSync(folder, { recursive: true, force: true });
});
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.on(signal, () => process.exit(code));
}

function progress(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
}

interface Results {
  readonly machine: Machine;
  readonly labels: Pair<string>;
  readonly shapes: readonly ShapeResult[];
  readonly memory: readonly Memory[];
}

async function run({ plan, shapes, selfCheck, profileTo }: Options): Promise<Results> {
  if (profileTo !== undefined) await mkdir(profileTo, { recursive: true });
  progress("starting");
  const upstream = await startUpstream(group);
  const common = { group, upstream: upstream.address("http"), profileTo };
  const sides: Pair<Side> = selfCheck
    ? [await startBare({ ...common, label: "bare once more" }), await startBare({ ...common, label: "bare" })]
    : [
        await startSidecar({ ...common, label: "aios" }, folder),
        await startBare({ ...common, label: "bare" }),
      ];
  const processes = sides.flatMap((side) => side.processes);

  await sleep(plan.settleMs);
  const idle = new Map(processes.map(({ pid }) => [pid, residentMiB(pid)]));
  const before = readCpu([...processes, upstream]);
  let prompts = 0;
  const results: ShapeResult[] = [];
  for (const shape of shapes) {
    results.push(
      await runShape(shape, sides, { plan, pace: systemPace, progress, newPrompt: () => ++prompts }),
    );
    if (upstream.death !== undefined) throw new Error(upstream.death);
  }
  const after = readCpu([...processes, upstream]);

  progress("stopping");
  await Promise.all([...processes, upstream].map((each) => each.stop()));
  const { cpus } = describeMachine(undefined);
  return {
    machine: describeMachine(takenByOthers(before, after, cpus)),
    labels: [sides[0].label, sides[1].label],
    shapes: results,
    memory: processes.map(({ name, pid }) => ({
      name,
      idleMiB: idle.get(pid),
      loadedMiB: highestResident(results, sides, pid),
    })),
  };
}

function readCpu(processes: readonly RunningProcess[]) {
  const { user, system } = process.cpuUsage();
  const times = processes.map(({ pid }) => cpuMs(pid));
  const benchMs = times.reduce(
    (sum, ms) => (sum === undefined || ms === undefined ? undefined : sum + ms),
    (user + system) / 1_000,
  );
  return { at: performance.now(), machineMs: machineBusyMs(), benchMs };
}

function highestResident(
  results: readonly ShapeResult[],
  sides: Pair<Side>,
  pid: number,
): number | undefined {
  const seen = results.flatMap(({ shape, sides: measured }) =>
    measured.flatMap((measurements, index) =>
      sides[index]?.of(shape).process.pid === pid ? measurements.map(({ residentMiB }) => residentMiB) : [],
    ),
  );
  const known = seen.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

async function main(options: Options): Promise<number> {
  const { plan, markdown, jsonFile, profileTo } = options;
  const { machine, labels, shapes, memory } = await run(options);
  progress("done\n");
  const tables = [(markdown ? summaryTable : shapesTable)(shapes, labels), memoryTable(memory)];
  if (profileTo !== undefined) {
    for (const { name } of memory)
      tables.push(await profileTable(join(profileTo, profileName(name)), name, HOT_SPOTS));
  }
  const remarks = notes(plan, machine, shapes).map((note) => (markdown ? `- ${note}` : note));
  const texts = [...tables.map(markdown ? renderMarkdown : renderPlain), `${remarks.join("\n")}\n`];
  const failures = failureLines(shapes, labels);
  if (failures.length > 0) texts.push(`${failures.join("\n")}\n`);
  process.stdout.write(texts.join("\n"));
  if (jsonFile !== undefined) {
    await writeFile(jsonFile, `${JSON.stringify({ machine, plan, labels, shapes, memory }, undefined, 2)}\n`);
  }
  return shapes.some(({ sides }) => sides.some((side) => failuresIn(side) > 0)) ? 1 : 0;
}

function optionsOrExit(): Options {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options !== "help") return options;
    process.stdout.write(HELP);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exit(2);
  }
}

try {
  process.exitCode = await main(optionsOrExit());
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  // What still runs would keep this process alive.
  process.exit(1);
}
