import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOptions } from "../options.ts";
import { systemPace } from "../pace.ts";
import { ProcessGroup } from "../processes.ts";
import { failureLines, shapesTable } from "../report.ts";
import { runShape, type ShapeResult } from "../rounds.ts";
import { startBare, startSidecar, startUpstream } from "../sides.ts";
import type { CacheSection, SectionResult } from "./section.ts";

export const exactHitSection: CacheSection = { name: "exact-hit", measure };

/** Hits over HTTP and gRPC, by turns with a static reply of the same libraries: the shapes of `npm run bench`. */
async function measure(effort: number): Promise<SectionResult> {
  const options = readOptions(["--quick", "--shape", "http-hit", "--shape", "grpc-hit"]);
  if (options === "help") throw new TypeError("Nobody asked for help.");
  const plan = { ...options.plan, rounds: options.plan.rounds * effort };
  const group = new ProcessGroup();
  const folder = mkdtempSync(join(tmpdir(), "aios-bench-"));
  const killAll = () => group.killAll();
  process.on("exit", killAll);
  try {
    const upstream = await startUpstream(group);
    const { shapes } = options;
    const common = { group, upstream: upstream.address("http"), folder, shapes, profileTo: undefined };
    const sides = [
      await startSidecar({ ...common, label: "aios" }),
      await startBare({ ...common, label: "bare" }),
    ] as const;
    let prompts = 0;
    const results: ShapeResult[] = [];
    for (const shape of shapes) {
      const pace = systemPace;
      results.push(await runShape(shape, sides, { plan, pace, progress() {}, newPrompt: () => ++prompts }));
    }
    const labels = [sides[0].label, sides[1].label] as const;
    return {
      tables: [shapesTable(results, labels)],
      notes: ["`bare` answers with the same bytes every time: fastify for HTTP, grpc-js for gRPC."],
      missed: failureLines(results, labels),
    };
  } finally {
    killAll();
    process.off("exit", killAll);
    rmSync(folder, { recursive: true, force: true });
  }
}
