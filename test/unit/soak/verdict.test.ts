import assert from "node:assert/strict";
import { test } from "node:test";
import { readOptions } from "../../soak/options.ts";
import type { Reading } from "../../soak/reading.ts";
import { leftovers, memoryFault } from "../../soak/verdict.ts";

const READING: Reading = {
  at: 0,
  residentMiB: 100,
  descriptors: 30,
  callsInFlight: 0,
  resources: { Timeout: 4 },
};

/** One reading a second, with as much memory as `mibAt` says. */
function run(seconds: number, mibAt: (second: number) => number): readonly Reading[] {
  return Array.from({ length: seconds }, (_, second) => ({
    ...READING,
    at: second * 1_000,
    residentMiB: mibAt(second),
  }));
}

test("memory that keeps growing is found, memory that is taken once or comes and goes is not", () => {
  assert.match(
    memoryFault(
      "sidecar",
      run(300, (second) => 150 + second / 2),
    ) ?? "",
    /^sidecar: memory grows by 18\d\d MiB an hour, from \d+ to \d+ MiB$/,
  );
  assert.equal(
    memoryFault(
      "sidecar",
      run(300, (second) => Math.min(300, 150 + second * 5)),
    ),
    undefined,
  );
  assert.equal(
    memoryFault(
      "sidecar",
      run(300, (second) => 200 + (second % 20) * 5),
    ),
    undefined,
  );
});

test("memory is judged by its slope, not by the moments at which it was looked at", () => {
  const slow = (second: number) => 150 + second / 40;
  const collected = (second: number) => (second % 300 < 20 ? 90 : 0);
  // It grows all the time, and the last that was seen of it was right after a collection.
  assert.match(
    memoryFault(
      "sidecar",
      run(3_600, (second) => slow(second) - (second > 3_500 ? 90 : collected(second))),
    ) ?? "",
    /^sidecar: memory grows by 9\d MiB an hour/,
  );
  // It does not, and a peak came at the end.
  assert.equal(
    memoryFault(
      "sidecar",
      run(3_600, (second) => (second > 3_400 ? 260 : 150)),
    ),
    undefined,
  );
});

test("a run that is too short tells nothing about memory", () => {
  assert.equal(
    memoryFault(
      "sidecar",
      run(60, (second) => 100 + second * 100),
    ),
    undefined,
  );
});

test("calls, timers and sockets that are left over are found; what was there before is not", () => {
  assert.deepEqual(leftovers("sidecar", READING, { ...READING, residentMiB: 900 }), []);
  const after = {
    ...READING,
    callsInFlight: 2,
    descriptors: 45,
    resources: { Timeout: 5, TCPSocketWrap: 9 },
  };
  assert.deepEqual(leftovers("sidecar", READING, after), [
    "sidecar: 2 calls are still in flight",
    "sidecar: 9 of TCPSocketWrap are left, 0 before the load",
    "sidecar: 45 open files and sockets, 30 before the load",
  ]);
});

test("flags are read, and what cannot be meant is refused", () => {
  assert.deepEqual(readOptions([]), { minutes: 5, workers: 2 });
  assert.deepEqual(readOptions(["--minutes", "0.5", "--workers", "4"]), { minutes: 0.5, workers: 4 });
  assert.equal(readOptions(["--help"]), "help");
  for (const flags of [
    ["--minutes", "0"],
    ["--minutes", "soon"],
    ["--workers", "1.5"],
    ["--hours", "1"],
  ])
    assert.throws(() => readOptions(flags), Error);
});
