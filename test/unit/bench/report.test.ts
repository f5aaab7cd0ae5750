import assert from "node:assert/strict";
import { test } from "node:test";
import type { Measurement } from "../../bench/measure.ts";
import { failureLines, memoryTable, shapesTable, summaryTable } from "../../bench/report.ts";
import type { ShapeResult } from "../../bench/rounds.ts";
import { SHAPES } from "../../bench/shapes.ts";

const measurement = (changes: Partial<Measurement> = {}): Measurement => ({
  throughput: 1_000,
  cpuPerCallUs: 400,
  p50: 1,
  p99: 2,
  firstByteP50: 0.5,
  firstByteP99: 0.9,
  latenessP99: 0.1,
  residentMiB: [90],
  calls: 100,
  failures: {},
  ...changes,
});

function result(name: string, left: readonly Measurement[], right: readonly Measurement[]): ShapeResult {
  const shape = SHAPES.find((each) => each.name === name);
  assert.ok(shape);
  return { shape, sides: [left, right] };
}

const LABELS = ["aios", "bare"] as const;

test("each shape has a row a side, then the first against the second: multiples of rates, differences of times", () => {
  const left = [
    measurement({ throughput: 500, p50: 1.5 }),
    measurement({ throughput: 600, p50: 1.2 }),
    measurement({ throughput: 550, p50: 0.9 }),
  ];
  const table = shapesTable(
    [result("http-miss", left, [measurement(), measurement(), measurement()])],
    LABELS,
  );
  assert.deepEqual(
    table.rows.map((row) => row?.slice(0, 4)),
    [
      ["HTTP unary, cache miss, calls/s; the floor: fastify + undici"],
      ["  aios", "550", "400", "1.20"],
      ["  bare", "1,000", "400", "1.00"],
      ["  against bare", "0.55×", "1.00×", "+0.20"],
      ["", "0.50…0.60", "1.00…1.00", "−0.10…0.50"],
    ],
  );
});

test("a stream's throughput is told in frames, its ratio is the same", () => {
  const table = shapesTable([result("http-sse", [measurement()], [measurement()])], LABELS);
  const [title, aios, , against] = table.rows;
  assert.equal(title?.[0], "HTTP SSE, 100 tokens, frames/s; the floor: fastify + undici");
  assert.equal(aios?.[1], "103,000");
  assert.equal(against?.[1], "1.00×");
});

test("the time to the first byte is told of streams alone", () => {
  const rows = (name: string) => {
    const table = shapesTable([result(name, [measurement()], [measurement()])], LABELS);
    const column = table.head.indexOf("TTFB p99 ms");
    return table.rows.map((row) => row?.[column] ?? "");
  };
  assert.deepEqual(rows("http-miss"), ["", "", "", "", ""]);
  assert.deepEqual(rows("http-sse"), ["", "0.90", "0.90", "+0.00", "0.00…0.00"]);
});

test("a document has a row a shape: both medians with their ratio, and what is added", () => {
  const slower = measurement({ throughput: 500, p99: 3 });
  const table = summaryTable([result("http-miss", [slower], [measurement()])], LABELS);
  assert.deepEqual(table.rows, [
    [
      "HTTP unary, cache miss, calls/s",
      "500 / 1,000: 0.50× (0.50…0.50)",
      "400 / 400: 1.00× (1.00…1.00)",
      "+0.00",
      "+1.00",
      "",
      "0",
    ],
  ]);
});

test("what could not be measured is a dash and not a zero", () => {
  const unknown = measurement({ cpuPerCallUs: undefined });
  const table = shapesTable([result("http-miss", [unknown], [measurement()])], LABELS);
  const column = table.head.indexOf("CPU µs/call");
  assert.deepEqual(
    table.rows.slice(1).map((row) => row?.[column]),
    ["–", "400", "–", ""],
  );
  assert.deepEqual(memoryTable([{ name: "aios", idleMiB: undefined, loadedMiB: 120.4 }]).rows, [
    ["aios", "–", "120", "–"],
  ]);
});

test("failed calls are counted in the table and told by their reasons", () => {
  const left = [
    measurement({ failures: { "status 503": 2 } }),
    measurement({ failures: { "status 503": 1, ECONNRESET: 1 } }),
  ];
  const results = [result("http-miss", left, [measurement(), measurement()])];
  assert.deepEqual(
    shapesTable(results, LABELS).rows.map((row) => row?.at(-1)),
    ["HTTP unary, cache miss, calls/s; the floor: fastify + undici", "4", "0", "", ""],
  );
  assert.deepEqual(failureLines(results, LABELS), [
    "HTTP unary, cache miss: aios: 3 × status 503",
    "HTTP unary, cache miss: aios: 1 × ECONNRESET",
  ]);
});
