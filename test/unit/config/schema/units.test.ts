import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  duration,
  formatDuration,
  formatSize,
  guessDuration,
  guessSize,
  parseDuration,
  parseSize,
  positiveDuration,
  resourceName,
  size,
} from "../../../../config/schema/units.ts";

describe("a duration", () => {
  for (const [text, ms] of [
    ["0s", 0],
    ["1ms", 1],
    ["250ms", 250],
    ["5s", 5_000],
    ["1.5s", 1_500],
    ["10m", 600_000],
    ["24h", 86_400_000],
    ["7d", 604_800_000],
  ] as const) {
    test(`${text} is ${ms} ms`, () => assert.equal(duration.parse(text), ms));
  }
  for (const text of [
    "",
    "5",
    "s",
    "-5s",
    "5 s",
    "5S",
    "1h30m",
    "1e3s",
    ".5s",
    "5.s",
    "+5s",
    "Infinitys",
    `${"9".repeat(13)}s`,
  ]) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(parseDuration(text), undefined));
  }

  test("is at most a year, and above 0 where nothing would work without", () => {
    assert.equal(duration.safeParse("366d").success, true);
    assert.equal(duration.safeParse("367d").success, false);
    assert.equal(positiveDuration.safeParse("0s").success, false);
    assert.equal(positiveDuration.safeParse("0.4ms").success, false);
  });

  for (const [value, guess] of [
    [30, "30s"],
    [5_000, "5000ms"],
    ["30", "30s"],
    ["30 sec", "30s"],
    ["5 Minutes", "5m"],
    ["1h30m", "90m"],
    ["1 h", "1h"],
    ["soon", undefined],
    [-1, undefined],
    [null, undefined],
    [Number.NaN, undefined],
  ] as const) {
    test(`${JSON.stringify(value)} was probably meant as ${guess}`, () =>
      assert.equal(guessDuration(value), guess));
  }

  test("is written in a unit that gives it back", () => {
    fc.assert(fc.property(fc.nat(10 ** 10), (ms) => assert.equal(parseDuration(formatDuration(ms)), ms)));
  });
});

describe("a size", () => {
  for (const [text, bytes] of [
    ["1B", 1],
    ["64KiB", 65_536],
    ["1.5MiB", 1_572_864],
    ["1GiB", 1_073_741_824],
  ] as const) {
    test(`${text} is ${bytes} bytes`, () => assert.equal(size.parse(text), bytes));
  }
  for (const text of ["", "64", "64KB", "64kib", "64 KiB", "-1B"]) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(parseSize(text), undefined));
  }
  for (const [value, guess] of [
    [1_048_576, "1MiB"],
    [1_000, "1000B"],
    ["64MB", "64MiB"],
    ["64Mi", "64MiB"],
    ["64 k", "64KiB"],
    ["2g", "2GiB"],
    ["10 bytes", "10B"],
    ["big", undefined],
  ] as const) {
    test(`${JSON.stringify(value)} was probably meant as ${guess}`, () =>
      assert.equal(guessSize(value), guess));
  }

  test("is never 0", () => assert.equal(size.safeParse("0B").success, false));

  test("is written in a unit that gives it back", () => {
    fc.assert(fc.property(fc.nat(2 ** 31), (bytes) => assert.equal(parseSize(formatSize(bytes)), bytes)));
  });
});

test("a resource's name is a DNS label", () => {
  for (const name of ["a", "0", "a-b", "a".repeat(63)]) assert.ok(resourceName.safeParse(name).success, name);
  for (const name of ["", "-a", "a-", "A", "a_b", "a.b", "a".repeat(64), "a\n"])
    assert.ok(!resourceName.safeParse(name).success, name);
});

test("guessing takes no time over hostile texts", () => {
  const hostile = [`${"1".repeat(100_000)}x`, "1a".repeat(50_000), " ".repeat(100_000), "a-".repeat(50_000)];
  const before = process.cpuUsage().user;
  for (const text of hostile) {
    guessDuration(text);
    guessSize(text);
    duration.safeParse(text);
    resourceName.safeParse(text);
  }
  assert.ok(process.cpuUsage().user - before < 1_000_000);
});
