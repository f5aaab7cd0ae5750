import assert from "node:assert/strict";
import { test } from "node:test";
import type { Measurement } from "../../bench/measure.ts";
import { failureLines, memoryTable, shapesTable } from "../../bench/report.ts";
import type { ShapeResult } from "../../bench/rounds.ts";
import { SHAPES, type ShapeName } from "../../bench/shapes.ts";
import { renderMarkdown, renderPlain } from "../../bench/table.ts";

const measurement = (changes: Partial<Measurement> = {}): Measurement => ({
  throughput: 1_000,
  cpuPerCallUs: 400,
  p50: 1,
  p99: 2,
  firstByteP50: 0.5,
  latenessP99: 0.1,
  residentMiB: 90,
  calls: 100,
  failures: {},
  ...changes,
});

function result(name: ShapeName, left: readonly Measurement[], right: readonly Measurement[]): ShapeResult {
  const shape = SHAPES.find((each) => each.name === name);
  assert.ok(shape);
  return { shape, sides: [left, right] };
}

const LABELS = ["aios", "bare"] as const;

test("each shape has a row a side, and the ratio of the two", () => {
  const left = [
    measurement({ throughput: 500 }),
    measurement({ throughput: 600 }),
    measurement({ throughput: 550 }),
  ];
  const table = shapesTable(
    [result("http-miss", left, [measurement(), measurement(), measurement()])],
    LABELS,
  );
  const calls = table.rows.map((row) => row?.slice(0, 2));
  assert.deepEqual(calls, [
    ["HTTP unary, cache miss"],
    ["  aios", "550 (500–600)"],
    ["  bare: fastify + undici", "1,000 (1,000–1,000)"],
    ["  ratio", "0.55× (0.50–0.60)"],
  ]);
});

test("the time to the first token is told of streams alone", () => {
  const rows = (name: ShapeName) => {
    const table = shapesTable([result(name, [measurement()], [measurement()])], LABELS);
    const column = table.head.indexOf("first token ms");
    return table.rows.map((row) => row?.[column] ?? "");
  };
  assert.deepEqual(rows("http-miss"), ["", "", "", ""]);
  assert.deepEqual(rows("http-sse"), ["", "0.50 (0.50–0.50)", "0.50 (0.50–0.50)", "1.00× (1.00–1.00)"]);
});

test("what could not be measured is a dash and not a zero", () => {
  const unknown = measurement({ cpuPerCallUs: undefined });
  const table = shapesTable([result("http-miss", [unknown], [measurement()])], LABELS);
  const column = table.head.indexOf("CPU µs/call");
  assert.deepEqual(
    table.rows.slice(1).map((row) => row?.[column]),
    ["–", "400 (400–400)", "–"],
  );
  assert.deepEqual(memoryTable([{ name: "aios", idleMiB: undefined, loadedMiB: 120.4 }]).rows, [
    ["aios", "–", "120"],
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
    ["HTTP unary, cache miss", "4", "0", ""],
  );
  assert.deepEqual(failureLines(results, LABELS), [
    "HTTP unary, cache miss: aios: 3 × status 503",
    "HTTP unary, cache miss: aios: 1 × ECONNRESET",
  ]);
});

test("a plain table aligns names to the left and numbers to the right", () => {
  const text = renderPlain({ head: ["", "ms"], rows: [["aios", "1.25"], undefined, ["b", "10"]] });
  assert.equal(text, ["        ms", "──────────", "aios  1.25", "──────────", "b       10", ""].join("\n"));
});

test("a Markdown table keeps its columns whatever the cells hold", () => {
  const text = renderMarkdown({ head: ["", "ms"], rows: [["a|b", "1"], undefined, ["only a name"]] });
  assert.equal(text, ["|  | ms |", "| --- | --: |", "| a\\|b | 1 |", "| only a name |  |", ""].join("\n"));
});
