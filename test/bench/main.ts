/** `npm run bench`: the sidecar beside bare proxies of the same libraries, in the same run. */
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  BASELINE_FILE,
  type Baseline,
  baselineOf,
  check,
  checkLines,
  fellTable,
  mustBeOf,
  readBaseline,
  writeBaseline,
} from "./check.ts";
import { describeMachine, machineBusyMs, takenByOthers } from "./machine.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { systemPace } from "./pace.ts";
import { readPeer, startPeer } from "./peers.ts";
import { measurePipeline, type PipelineResult } from "./pipeline.ts";
import { cpuMs, residentMiB } from "./process-usage.ts";
import { ProcessGroup, type RunningProcess } from "./processes.ts";
import { profileShape } from "./profile-run.ts";
import { commandOf, renderMeasured, replaceMeasured } from "./readme-table.ts";
import { failuresIn } from "./report.ts";
import { figuresOfRun, markdownReport, measuredParts, plainReport, type Run } from "./report-run.ts";
import { runShape, type ShapeResult } from "./rounds.ts";
import type { Shape } from "./shapes.ts";
import { type Side, startBare, startSidecar, startUpstream } from "./sides.ts";
import { measureStarts, START_PLAN } from "./start.ts";
import { renderMarkdown, renderPlain } from "./table.ts";

const README = fileURLToPath(new URL("../../README.md", import.meta.url));

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

type Measured = Omit<Run, "starts" | "pipelines" | "selfCheck" | "leftOut">;

async function run({ plan, shapes, selfCheck, artifact, peers, peersFolder }: Options): Promise<Measured> {
  progress("starting");
  const upstream = await startUpstream(group);
  const common = { group, upstream: upstream.address("http"), folder, shapes, profileTo: undefined };
  const sides: readonly Side[] = selfCheck
    ? [await startBare({ ...common, label: "bare once more" }), await startBare({ ...common, label: "bare" })]
    : [
        await startSidecar({ ...common, label: "aios" }, artifact),
        await startBare({ ...common, label: "bare" }),
        ...(await Promise.all(
          peers.map(async (peer) => startPeer(await readPeer(peer, peersFolder), common.upstream)),
        )),
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
  progress("waiting until memory has settled");
  await sleep(plan.afterMs);
  const settled = new Map(processes.map(({ pid }) => [pid, residentMiB(pid)]));

  progress("stopping");
  await Promise.all([...processes, upstream].map((each) => each.stop()));
  const { cpus } = describeMachine(undefined);
  return {
    machine: describeMachine(takenByOthers(before, after, cpus)),
    plan,
    labels: sides.map(({ label }) => label),
    shapes: results,
    memory: processes.map(({ name, pid }) => ({
      name,
      idleMiB: idle.get(pid),
      loadedMiB: highestResident(results, sides, pid),
      afterMiB: settled.get(pid),
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
  sides: readonly Side[],
  pid: number,
): number | undefined {
  const seen = results.flatMap(({ shape, sides: measured }) =>
    measured.flatMap((measurements, index) => {
      const contact = sides[index]?.of(shape);
      if (contact === undefined) return [];
      const place = [contact.process, ...contact.others].findIndex((each) => each.pid === pid);
      return measurements.map(({ residentMiB: resident }) => resident[place]);
    }),
  );
  const known = seen.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

async function main(options: Options): Promise<number> {
  if (options.profileShape !== undefined) return profile(options.profileShape, options);
  const baselineFile = options.baselineFile ?? BASELINE_FILE;
  const before = options.check || options.writeBaseline ? await readBaseline(baselineFile) : undefined;
  if (options.check && before === undefined) {
    throw new Error(`There is no ${baselineFile} to check against. --write-baseline makes it.`);
  }
  if (before !== undefined) mustBeOf(options.artifact, before, baselineFile);
  const measured: Measured =
    options.shapes.length === 0
      ? { machine: describeMachine(undefined), plan: options.plan, labels: [], shapes: [], memory: [] }
      : await run(options);
  const starts = options.start ? await measureStarts(START_PLAN, progress) : [];
  const pipelines: PipelineResult[] = [];
  for (const shape of options.pipelines) {
    progress(`${shape.name}: measuring`);
    pipelines.push(await measurePipeline(shape));
  }
  const { selfCheck, leftOut } = options;
  const results: Run = { ...measured, starts, pipelines, selfCheck, leftOut };
  progress("done\n");
  process.stdout.write(`${options.markdown ? markdownReport(results) : plainReport(results)}\n`);
  if (options.jsonFile !== undefined) {
    await writeFile(options.jsonFile, `${JSON.stringify(results, undefined, 2)}\n`);
  }
  const failed = results.shapes.some(({ sides }) => sides.some((side) => failuresIn(side) > 0));
  if (options.writeReadme) await writeReadme(results);
  const fell = options.check && before !== undefined && fellBehind(results, before);
  if (options.writeBaseline && !failed) {
    await writeBaseline(baselineFile, baselineOf(figuresOfRun(results), options.artifact, before));
  }
  return failed || fell ? 1 : 0;
}

async function profile(shape: Shape, { plan, profileTo, markdown, artifact }: Options): Promise<number> {
  const { tables, notes, failed } = await profileShape({
    shape,
    plan,
    pace: systemPace,
    group,
    folder,
    artifact,
    profileTo,
    progress,
  });
  progress("done\n");
  const texts = tables.map((table) => (markdown ? renderMarkdown(table) : renderPlain(table)));
  process.stdout.write(`${texts.join("\n")}\n${notes.join("\n")}\n`);
  return failed > 0 ? 1 : 0;
}

function fellBehind(results: Run, baseline: Baseline): boolean {
  const checked = check(figuresOfRun(results), baseline);
  const table = fellTable(checked);
  const lines = checkLines(checked, baseline.tolerance).join("\n");
  process.stdout.write(`${lines}\n${table === undefined ? "" : `\n${renderPlain(table)}`}`);
  return table !== undefined;
}

async function writeReadme(results: Run): Promise<void> {
  const command = commandOf(process.argv.slice(2));
  const measured = renderMeasured({ ...measuredParts(results), command, at: new Date() });
  await writeFile(README, replaceMeasured(await readFile(README, "utf8"), measured));
}

function optionsOrExit(): Options {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options !== "help") return options;
    process.stdout.write(HELP);
    process.exit(0);
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n\`npm run bench -- --help\` lists all flags.\n`,
    );
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
