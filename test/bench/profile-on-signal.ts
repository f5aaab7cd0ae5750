/**
 * Preloaded into a process that is to be profiled (`node --import <this>?to=FILE`): the first SIGURG starts the profiler,
 * the second one writes the profile, so that neither its start nor its warm-up is in it. Why that signal: the daemon ends at
 * SIGUSR2, V8 profiles by SIGPROF, and a terminal sends SIGWINCH by itself.
 */
import { renameSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { isMainThread } from "node:worker_threads";

/** Four times as often as usual: a call takes less than a millisecond. */
const INTERVAL_US = 250;

const file = new URL(import.meta.url).searchParams.get("to");
if (isMainThread && file !== null) {
  const session = new Session();
  let running = false;
  const toggle = async () => {
    running = !running;
    if (running) {
      session.connect();
      await session.post("Profiler.enable");
      await session.post("Profiler.setSamplingInterval", { interval: INTERVAL_US });
      await session.post("Profiler.start");
      return;
    }
    const { profile } = await session.post("Profiler.stop");
    session.disconnect();
    // Under its name only when all of it is there.
    writeFileSync(`${file}.part`, JSON.stringify(profile));
    renameSync(`${file}.part`, file);
  };
  process.on("SIGURG", () => {
    toggle().catch((error: unknown) => {
      process.stderr.write(`profiler: ${error instanceof Error ? error.message : String(error)}\n`);
    });
  });
}
