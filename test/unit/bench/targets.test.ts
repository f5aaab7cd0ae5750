import assert from "node:assert/strict";
import { test } from "node:test";
import type { Figures } from "../../bench/report-figures.ts";
import type { Start } from "../../bench/start.ts";
import type { Spread } from "../../bench/statistics.ts";
import { type Measured, targetsTable, verdicts } from "../../bench/targets.ts";

const even = (value: number): Spread => ({ median: value, low: value, high: value });

const figures = (shape: string, changes: Partial<Figures> = {}): Figures => ({
  shape,
  throughputRatio: even(0.8),
  cpuRatio: even(1.5),
  cpuPerCallUs: 100,
  allocatedBytesPerCall: undefined,
  addedP50: 0.2,
  addedP99: 1,
  addedFirstByteP99: undefined,
  peers: [],
  ...changes,
});

const NOTHING: Measured = { figures: [], memory: undefined, starts: [] };
const judged = (measured: Partial<Measured>) =>
  verdicts({ ...NOTHING, ...measured }).map(({ target, measured: seen, met }) => [target, seen, met]);

test("only what was run has a target", () => {
  assert.deepEqual(judged({}), []);
  assert.deepEqual(judged({ figures: [figures("grpc-stream")] }), []);
  assert.deepEqual(judged({ figures: [figures("grpc-hit", { throughputRatio: even(0.9) })] }), [
    ["grpc-hit: throughput against the floor at least 0.80×", "0.90×", true],
  ]);
});

test("a target is met at its limit and missed beyond it, whichever way it runs", () => {
  const met = (changes: Partial<Figures>) =>
    judged({ figures: [figures("http-miss", changes)] }).map((row) => row[2]);
  assert.deepEqual(met({ throughputRatio: even(0.75), addedP50: 0.5, addedP99: 2 }), [true, true, true]);
  assert.deepEqual(met({ throughputRatio: even(0.749), addedP50: 0.51, addedP99: 2.01 }), [
    false,
    false,
    false,
  ]);
});

test("what ran and could not be measured is neither met nor missed", () => {
  const rows = verdicts({ ...NOTHING, figures: [figures("pipeline-miss", { cpuPerCallUs: undefined })] });
  assert.deepEqual(targetsTable(rows).rows, [
    ["pipeline-miss: CPU per call at most 40.0 µs", "not measured", "–"],
  ]);
});

test("memory is judged idle and loaded", () => {
  assert.deepEqual(judged({ memory: { name: "aios", idleMiB: 90, loadedMiB: 151 } }), [
    ["resident memory, idle at most 90 MiB", "90 MiB", true],
    ["resident memory, loaded at most 150 MiB", "151 MiB", false],
  ]);
});

test("a start is judged by its artifact, and only without what an earlier start has compiled", () => {
  const start = (artifact: Start["artifact"], compileCache: Start["compileCache"], ms: number): Start => ({
    artifact,
    compileCache,
    readyMs: { median: ms, low: ms, high: ms },
    cpuMs: undefined,
    residentMiB: undefined,
  });
  assert.deepEqual(
    judged({
      starts: [start("bundle", "filled", 100), start("bundle", "empty", 500), start("source", "empty", 900)],
    }),
    [
      ["ready from a cold start, bundle at most 400 ms", "500 ms", false],
      ["ready from a cold start, source at most 1,000 ms", "900 ms", true],
    ],
  );
});

test("a peer is judged by calls per CPU second, when it ran", () => {
  const peers = [{ name: "portkey", callsPerCpuMultiple: 6.5 }];
  assert.deepEqual(judged({ figures: [figures("http-miss", { peers })] }).at(-1), [
    "http-miss: calls per CPU second against portkey at least 5.00×",
    "6.50×",
    true,
  ]);
});
