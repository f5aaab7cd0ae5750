/** `--profile SHAPE`: where the sidecar spends its time under load. */
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Artifact } from "./artifacts.ts";
import { closedLoop, type Pace } from "./load.ts";
import type { Plan } from "./options.ts";
import type { ProcessGroup } from "./processes.ts";
import type { CpuProfile } from "./profile.ts";
import { profileTables } from "./profile-tables.ts";
import { contender } from "./rounds.ts";
import type { Shape } from "./shapes.ts";
import { startSidecar, startUpstream } from "./sides.ts";
import type { Table } from "./table.ts";

const POLL_MS = 20;
const TIMEOUT_MS = 20_000;
/** Enough that V8 has optimised what is hot, whatever the plan's own warm-up is. */
const SHORTEST_WARM_UP_MS = 3_000;
const PROFILED_MS = 4_000;
const ROOT = new URL("../../", import.meta.url).href;

export interface ProfileOptions {
  readonly shape: Shape;
  readonly plan: Plan;
  readonly pace: Pace;
  readonly group: ProcessGroup;
  readonly artifact: Artifact;
  /** An empty one, for the configuration. */
  readonly folder: string;
  /** Where the profile is kept. */
  readonly profileTo: string | undefined;
  readonly progress: (text: string) => void;
}

export interface ProfileOutcome {
  readonly tables: readonly Table[];
  readonly notes: readonly string[];
  readonly failed: number;
}

/** @throws Error when a process died, no call was answered or no profile was written */
export async function profileShape(options: ProfileOptions): Promise<ProfileOutcome> {
  const { shape, plan, pace, group, folder, artifact, profileTo, progress } = options;
  const kept = profileTo ?? folder;
  await mkdir(kept, { recursive: true });
  const file = join(kept, `${shape.name}.${process.pid}.cpuprofile`);
  progress("starting");
  const upstream = await startUpstream(group);
  const side = await startSidecar(
    { group, upstream: upstream.address("http"), label: "aios", folder, shapes: [shape], profileTo: file },
    artifact,
  );
  let prompts = 0;
  const contending = contender(shape, side, { newPrompt: () => ++prompts });
  if (contending === undefined) throw new Error(`The sidecar has no part in ${shape.name}.`);
  const { caller, prime, process: profiled } = contending;
  const load = (durationMs: number) =>
    closedLoop(caller.send, pace, { concurrency: plan.concurrency, durationMs });
  progress(`${shape.title}: warming up`);
  await prime();
  await load(Math.max(SHORTEST_WARM_UP_MS, plan.warmUpMs));
  progress(`${shape.title}: profiling`);
  const { profile, result } = await profileDuring({ pid: profiled.pid, file }, () => load(PROFILED_MS));
  await caller.close();
  await Promise.all([...side.processes, upstream].map((each) => each.stop()));
  if (result.calls === 0) throw new Error(`No call was answered: ${[...result.failures.keys()].join(", ")}`);
  const failed = [...result.failures.values()].reduce((sum, count) => sum + count, 0);
  return {
    failed,
    tables: profileTables({ profile, calls: result.calls, root: ROOT }),
    notes: [
      `${shape.title}: the sidecar in ${result.calls} calls of ${plan.concurrency} callers at once, after a warm-up; ${failed} calls failed. Shares are of the time in which it was not idle.`,
      "Inclusive: while it was anywhere on the stack. What a function awaits is not in it.",
      ...(profileTo === undefined ? [] : [`The profile is ${file}.`]),
    ],
  };
}

/**
 * @param pid of a process in which `profile-on-signal.ts` is loaded with this file
 * @param load what is profiled; called when the profiler has been asked to start
 * @throws Error when the process writes no profile
 */
async function profileDuring<Result>(
  { pid, file }: { readonly pid: number; readonly file: string },
  load: () => Promise<Result>,
): Promise<{ readonly profile: CpuProfile; readonly result: Result }> {
  process.kill(pid, "SIGURG");
  const result = await load();
  process.kill(pid, "SIGURG");
  for (let waited = 0; !existsSync(file); waited += POLL_MS) {
    if (waited > TIMEOUT_MS) throw new Error(`Process ${pid} wrote no profile within ${TIMEOUT_MS} ms.`);
    await sleep(POLL_MS);
  }
  const profile: CpuProfile = JSON.parse(await readFile(file, "utf8"));
  return { profile, result };
}
