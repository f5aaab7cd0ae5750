import assert from "node:assert/strict";
import { test } from "node:test";
import { type CallFrame, type CpuProfile, foldProfile, functionOf } from "../../bench/profile.ts";
import { areaOf } from "../../bench/profile-areas.ts";
import { profileTables } from "../../bench/profile-tables.ts";

const ROOT = "file:///x/";
const frame = (functionName: string, url = ""): CallFrame => ({ functionName, url, lineNumber: 9 });
const node = (id: number, callFrame: CallFrame, children: readonly number[] = []) => ({
  id,
  callFrame,
  children,
});

/** (root) -> parse -> walk -> parse -> writev; (root) -> (idle). */
const PROFILE: CpuProfile = {
  nodes: [
    node(1, frame("(root)"), [2, 6]),
    node(2, frame("parse", "file:///x/sidecar/core/a.ts"), [3]),
    node(3, frame("walk", "file:///x/sidecar/core/b.ts"), [4]),
    node(4, frame("parse", "file:///x/sidecar/core/a.ts"), [5]),
    node(5, frame("writev")),
    node(6, frame("(idle)")),
  ],
  samples: [2, 4, 5, 6, 3],
  timeDeltas: [1_000, 2_000, 3_000, 50_000, 4_000],
};

test("own time is that on top of the stack, without the time in which there was nothing to do", () => {
  const { busyMs, idleMs, spots } = foldProfile(PROFILE, functionOf);
  assert.equal(busyMs, 10);
  assert.equal(idleMs, 50);
  assert.deepEqual(
    spots.map(({ name, selfMs }) => [name, selfMs]),
    [
      ["walk sidecar/core/b.ts:10", 4],
      ["parse sidecar/core/a.ts:10", 3],
      ["writev", 3],
    ],
  );
});

test("a function that calls itself is counted once for each sample", () => {
  const { spots } = foldProfile(PROFILE, functionOf);
  const inclusive = Object.fromEntries(spots.map(({ name, inclusiveMs }) => [name, inclusiveMs]));
  assert.deepEqual(inclusive, {
    "parse sidecar/core/a.ts:10": 10,
    "walk sidecar/core/b.ts:10": 9,
    writev: 3,
  });
});

test("what a frame that is left out has called is not in any sum", () => {
  const { busyMs, spots } = foldProfile(PROFILE, functionOf, ({ functionName }) => functionName === "walk");
  assert.equal(busyMs, 1);
  assert.deepEqual(spots, [{ name: "parse sidecar/core/a.ts:10", selfMs: 1, inclusiveMs: 1 }]);
});

test("frames are taken together to areas", () => {
  const area = (functionName: string, url?: string) => areaOf(frame(functionName, url), ROOT);
  assert.equal(area("(garbage collector)"), "gc");
  assert.equal(area("writev"), "native");
  assert.equal(area("f", "wasm://wasm/0001"), "wasm");
  assert.equal(area("f", "node:_http_outgoing"), "node:http");
  assert.equal(area("f", "node:internal/http"), "node:http");
  assert.equal(area("f", "node:internal/streams/writable"), "node:stream");
  assert.equal(area("f", "file:///x/sidecar/edge/http.ts"), "sidecar/edge");
  assert.equal(area("f", "file:///x/sidecar/filters/redact/filter.ts"), "sidecar/filters/redact");
  assert.equal(area("f", "file:///x/sidecar/pipeline.ts"), "sidecar");
  assert.equal(area("f", "file:///x/node_modules/undici/lib/a.js"), "undici");
  assert.equal(area("f", "file:///x/node_modules/@grpc/grpc-js/build/a.js"), "@grpc/grpc-js");
  assert.equal(area("f", "file:///x/node_modules/a/node_modules/b/c.js"), "b");
  assert.equal(area("f", "file:///elsewhere/a.ts"), "elsewhere");
});

test("a name is short enough for a table, and says its file to the end", () => {
  const long = functionOf(frame("f".repeat(90), "file:///x/sidecar/core/a.ts?to=1"));
  assert.equal(long.length, 70);
  assert.match(long, /^…f+ sidecar\/core\/a\.ts:10$/);
});

test("time is told as a share, and for each call when they were counted", () => {
  const [areas] = profileTables({ profile: PROFILE, calls: 5, root: ROOT });
  assert.deepEqual(areas?.rows, [
    ["sidecar/core", "70.0 %", "1,400.0", "100.0 %", "2,000.0"],
    ["native", "30.0 %", "600.0", "30.0 %", "600.0"],
  ]);
  const [uncounted] = profileTables({ profile: PROFILE, calls: undefined, root: ROOT });
  assert.deepEqual(uncounted?.head, ["area", "self", "inclusive"]);
});
