import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Baseline,
  baselineOf,
  check,
  checkLines,
  fellTable,
  mustBeOf,
  parseBaseline,
} from "../../bench/check.ts";
import type { Figures } from "../../bench/report-figures.ts";
import type { Spread } from "../../bench/statistics.ts";

const even = (value: number | undefined): Spread | undefined =>
  value === undefined ? undefined : { median: value, low: value, high: value };

const figures = (
  shape: string,
  throughputRatio: number | undefined,
  cpuRatio: number | undefined,
  allocatedBytesPerCall?: number,
): Figures => ({
  shape,
  throughputRatio: even(throughputRatio),
  cpuRatio: even(cpuRatio),
  cpuPerCallUs: 1_000_000,
  allocatedBytesPerCall: even(allocatedBytesPerCall),
  addedP50: 1_000,
  addedP99: 1_000,
  addedFirstByteP99: 1_000,
  peers: [],
});

const BASELINE: Baseline = {
  tolerance: { throughputRatio: 0.25, cpuRatio: 0.2, allocatedBytesPerCall: 0.05 },
  artifact: "bundle",
  shapes: { "http-miss": { throughputRatio: 0.8, cpuRatio: 2 }, "grpc-hit": { cpuRatio: 1.5 } },
};

const TIGHT: Baseline["tolerance"] = { throughputRatio: 0.1, cpuRatio: 0.05, allocatedBytesPerCall: 0.02 };

test("ratios may fall behind the baseline by the tolerance and no further; times do not matter", () => {
  assert.deepEqual(check([figures("http-miss", 0.61, 2.39)], BASELINE).fell, []);
  const { fell, compared } = check([figures("http-miss", 0.59, 2.41)], BASELINE);
  assert.equal(compared, 2);
  assert.deepEqual(
    fell.map(({ metric, measured }) => [metric, measured]),
    [
      ["throughputRatio", 0.59],
      ["cpuRatio", 2.41],
    ],
  );
});

test("a noisy neighbour in some rounds fails nothing: the best one counts", () => {
  const noisy = {
    ...figures("http-miss", 0.5, 3),
    throughputRatio: { median: 0.5, low: 0.2, high: 0.61 },
    cpuRatio: { median: 3, low: 2.39, high: 4 },
  };
  assert.deepEqual(check([noisy], BASELINE).fell, []);
  const worse = { ...noisy, cpuRatio: { median: 3, low: 2.41, high: 4 } };
  assert.deepEqual(
    check([worse], BASELINE).fell.map(({ metric, measured }) => [metric, measured]),
    [["cpuRatio", 2.41]],
  );
});

test("what is better than the baseline holds", () => {
  assert.deepEqual(check([figures("http-miss", 5, 0.1)], BASELINE).fell, []);
});

test("what cannot be measured any more has fallen", () => {
  const { fell } = check([figures("grpc-hit", undefined, undefined)], BASELINE);
  assert.deepEqual(
    fell.map(({ metric }) => metric),
    ["cpuRatio"],
  );
});

test("a shape that the baseline does not know is said, and fails nothing", () => {
  const checked = check([figures("http-sse", 0.1, 9)], BASELINE);
  assert.deepEqual(checked, { compared: 0, fell: [], unknown: ["http-sse"] });
  assert.match(checkLines(checked, TIGHT).join(" "), /Not in the baseline.*http-sse/);
  assert.equal(fellTable(checked), undefined);
});

test("what a call allocates is compared in bytes, where there is no floor as well", () => {
  const baseline = baselineOf([figures("pipeline-miss", undefined, undefined, 20_480)], "bundle", BASELINE);
  assert.deepEqual(baseline.shapes["pipeline-miss"], { allocatedBytesPerCall: 20_500 });
  const within = figures("pipeline-miss", undefined, undefined, 21_500);
  assert.deepEqual(check([within], baseline).fell, []);
  const beyond = figures("pipeline-miss", undefined, undefined, 21_600);
  assert.deepEqual(fellTable(check([beyond], baseline))?.rows, [
    ["pipeline-miss", "allocated per call", "20.0 KiB", "≤ 21.0 KiB", "21.1 KiB"],
  ]);
});

test("a shape of which nothing is compared is no part of a baseline", () => {
  const pipeline = figures("pipeline-miss", undefined, undefined);
  assert.deepEqual(check([pipeline], BASELINE), { compared: 0, fell: [], unknown: [] });
  assert.deepEqual(baselineOf([pipeline], "bundle", BASELINE), BASELINE);
});

test("it is said how far figures may fall behind, and what is not compared", () => {
  const [line = ""] = checkLines(check([figures("http-miss", 0.8, 2)], BASELINE), BASELINE.tolerance);
  assert.match(
    line,
    /2 of 2 figures hold in their best round \(throughput within 25 %, CPU per call within 20 %, allocated/,
  );
  assert.match(line, /Targets, latency and memory are not compared/);
});

test("a run of the source is not compared with a baseline of the bundle", () => {
  mustBeOf("bundle", BASELINE, "b.json");
  assert.throws(() => mustBeOf("source", BASELINE, "b.json"), /b\.json is of the bundle.*--artifact bundle/);
});

test("the table says what fell, from where, and how far it might have", () => {
  assert.deepEqual(fellTable(check([figures("http-miss", 0.5, 2)], BASELINE))?.rows, [
    ["http-miss", "throughput", "0.80×", "≥ 0.60×", "0.50×"],
  ]);
});

test("a new baseline keeps the tolerances, and the shapes that did not run", () => {
  const before = { ...BASELINE, tolerance: TIGHT };
  assert.deepEqual(baselineOf([figures("http-miss", 0.98765, undefined)], "bundle", before), {
    tolerance: TIGHT,
    artifact: "bundle",
    shapes: { "http-miss": { throughputRatio: 0.988 }, "grpc-hit": { cpuRatio: 1.5 } },
  });
  assert.deepEqual(baselineOf([figures("pipeline-hit", undefined, undefined)], "source", undefined), {
    tolerance: { throughputRatio: 0.25, cpuRatio: 0.2, allocatedBytesPerCall: 0.05 },
    artifact: "source",
    shapes: {},
  });
});

test("a baseline is read as it was written, and a wrong one is refused with the place", () => {
  assert.deepEqual(parseBaseline(JSON.stringify(BASELINE), "b.json"), BASELINE);
  assert.throws(() => parseBaseline("{", "b.json"), /b\.json is not JSON/);
  const wrong = { ...BASELINE, tolerance: { ...TIGHT, throughputRatio: 25 } };
  assert.throws(() => parseBaseline(JSON.stringify(wrong), "b.json"), /tolerance\.throughputRatio/);
});
