import assert from "node:assert/strict";
import { test } from "node:test";
import { readListening } from "../../bench/listening.ts";
import { takenByOthers } from "../../bench/machine.ts";
import { readOptions } from "../../bench/options.ts";
import { cpuMsOf, residentMiBOf } from "../../bench/process-usage.ts";
import { hotSpots } from "../../bench/profile.ts";
import { SHAPES } from "../../bench/shapes.ts";
import { chatBody, label } from "../../bench/traffic.ts";
import { chunkOf, eventsIn } from "../../bench/transcode.ts";

test("CPU time is user and system time, whatever the program is called", () => {
  const fields = "S 1 2 3 0 -1 4194304 99 0 0 0 150 25 0 0 20 0 11 0 237161 3133440 383";
  assert.equal(cpuMsOf(`42 (node) ${fields}`), 1_750);
  assert.equal(cpuMsOf(`42 (a) b) ${fields}`), 1_750);
  assert.equal(cpuMsOf(""), undefined);
});

test("resident memory is read in MiB", () => {
  assert.equal(residentMiBOf("VmHWM:\t  4096 kB\nVmRSS:\t  2048 kB\nThreads:\t1\n"), 2);
  assert.equal(residentMiBOf("Threads:\t1\n"), undefined);
});

test("what other programs took is what the machine worked and the bench did not", () => {
  const share = takenByOthers(
    { at: 0, machineMs: 1_000, benchMs: 500 },
    { at: 1_000, machineMs: 2_500, benchMs: 1_500 },
    2,
  );
  assert.equal(share, 0.25);
  assert.equal(
    takenByOthers({ at: 0, machineMs: 0, benchMs: undefined }, { at: 1, machineMs: 1, benchMs: 1 }, 2),
    undefined,
  );
});

test("only a log line that tells an address is taken for one", () => {
  const line = '{"level":"info","event":"listening","listener":"http","address":"127.0.0.1:4711"}';
  assert.deepEqual(readListening(line), { listener: "http", address: "127.0.0.1:4711" });
  for (const other of [
    "",
    "listening",
    "{",
    "[1]",
    '{"event":"stopped"}',
    '{"event":"listening","listener":1,"address":"a"}',
  ]) {
    assert.equal(readListening(other), undefined, other);
  }
});

test("hot spots are the functions' own time, without the time in which there was nothing to do", () => {
  const node = (id: number, functionName: string, url = "") => ({
    id,
    callFrame: { functionName, url, lineNumber: 9 },
  });
  const profile = {
    nodes: [
      node(1, "(idle)"),
      node(2, "parse", "file:///x/sidecar/core/a.ts"),
      node(3, "parse", "file:///x/sidecar/core/a.ts"),
      node(4, "", "node:net"),
    ],
    samples: [1, 2, 4, 3],
    timeDeltas: [5_000, 1_000, 1_000, 2_000],
  };
  assert.deepEqual(hotSpots(profile, 5), [
    { name: "parse sidecar/core/a.ts:10", selfMs: 3, share: 0.75 },
    { name: "(anonymous) node:net:10", selfMs: 1, share: 0.25 },
  ]);
  assert.equal(hotSpots(profile, 1).length, 1);
});

test("requests are 1 KiB, each number has a prompt of its own, and none has digits that look like personal data", () => {
  assert.equal(Buffer.byteLength(chatBody(1, false)), 1_024);
  assert.equal(chatBody(7, true), chatBody(7, true));
  const labels = new Set(Array.from({ length: 2_000 }, (_, number) => label(number * 31)));
  assert.equal(labels.size, 2_000);
  assert.doesNotMatch(chatBody(123_456, true), /\d{2}/);
});

test("the floor reads events whatever way they are cut", async () => {
  const bytes = Buffer.from('data: {"a":"ä"}\n\ndata: {"b":2}\n\ndata: [DONE]\n\n');
  for (let cut = 0; cut <= bytes.byteLength; cut++) {
    const body = (async function* () {
      yield bytes.subarray(0, cut);
      yield bytes.subarray(cut);
    })();
    assert.deepEqual(await Array.fromAsync(eventsIn(body)), ['{"a":"ä"}', '{"b":2}'], `cut at ${cut}`);
  }
});

test("the floor's message says what its event said", () => {
  const head = { id: "x", created: 1, model: "m", system_fingerprint: "f" };
  const chunk = chunkOf(
    JSON.stringify({ ...head, choices: [{ index: 0, delta: { content: "a " }, finish_reason: null }] }),
  );
  assert.deepEqual(chunk.choices, [{ index: 0, delta: { content: "a " } }]);
});

test("flags: shapes keep their order, and a wrong name is refused with those there are", () => {
  const chosen = readOptions(["--quick", "--shape", "grpc-hit", "--shape", "http-miss"]);
  assert.ok(chosen !== "help");
  assert.deepEqual(
    chosen.shapes.map(({ name }) => name),
    ["http-miss", "grpc-hit"],
  );
  const all = readOptions([]);
  assert.ok(all !== "help");
  assert.deepEqual(all.shapes, SHAPES);
  assert.ok(chosen.plan.openLoopMs < all.plan.openLoopMs);
  assert.equal(readOptions(["--help"]), "help");
  assert.throws(() => readOptions(["--shape", "http"]), /http-miss, http-hit/);
  assert.throws(() => readOptions(["--fast"]));
});
