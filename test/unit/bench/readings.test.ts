import assert from "node:assert/strict";
import { test } from "node:test";
import { readListening } from "../../bench/listening.ts";
import { takenByOthers } from "../../bench/machine.ts";
import { readOptions } from "../../bench/options.ts";
import { PIPELINE_SHAPES } from "../../bench/pipeline.ts";
import { cpuMsOf, residentMiBOf } from "../../bench/process-usage.ts";
import { SHAPES } from "../../bench/shapes.ts";
import {
  type Asking,
  chatBodies,
  label,
  MODELS,
  PERSONAL_DATA,
  saidBeforeQuestion,
} from "../../bench/traffic.ts";
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

const asking: Asking = {
  model: MODELS.plain,
  wire: "openai",
  promptKiB: 1,
  hasPersonalData: false,
  stream: false,
};

for (const wire of ["openai", "anthropic"] as const) {
  for (const promptKiB of [1, 16, 100]) {
    for (const hasPersonalData of [false, true]) {
      test(`${wire} requests are ${promptKiB} KiB, ${hasPersonalData ? "with" : "without"} personal data`, () => {
        const bodyOf = chatBodies({ ...asking, wire, promptKiB, hasPersonalData });
        assert.equal(bodyOf(1).byteLength, promptKiB * 1_024);
        assert.doesNotThrow(() => JSON.parse(String(bodyOf(2))));
        assert.equal(bodyOf(1).includes("@"), hasPersonalData);
        assert.equal(saidBeforeQuestion(String(bodyOf(3))), hasPersonalData ? PERSONAL_DATA : "");
      });
    }
  }
}

test("each number has a prompt of its own, and none has digits that look like personal data", () => {
  const bodyOf = chatBodies({ ...asking, stream: true });
  assert.deepEqual(bodyOf(7), bodyOf(7));
  assert.ok(bodyOf(7).includes(`Question ${label(7)}:`));
  const labels = new Set(Array.from({ length: 2_000 }, (_, number) => label(number * 31)));
  assert.equal(labels.size, 2_000);
  assert.doesNotMatch(String(bodyOf(123_456)), /\d{2}/);
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
  assert.throws(() => readOptions(["--profile", "http"]), /http-miss, http-hit/);
  assert.throws(() => readOptions(["--fast"]));
  for (const kept of ["--check", "--write-baseline", "--write-readme"]) {
    assert.throws(() => readOptions(["--self-check", kept]), /need a run that measures the sidecar/, kept);
  }
});

test("flags: starts are part of a whole run, and with --start alone they are all of it", () => {
  const ran = (flags: readonly string[]) => {
    const options = readOptions(flags);
    assert.ok(options !== "help");
    return { start: options.start, shapes: options.shapes.length };
  };
  assert.deepEqual(ran([]), { start: true, shapes: SHAPES.length });
  assert.deepEqual(ran(["--shape", "http-hit"]), { start: false, shapes: 1 });
  assert.deepEqual(ran(["--start"]), { start: true, shapes: 0 });
  assert.deepEqual(ran(["--start", "--shape", "http-hit"]), { start: true, shapes: 1 });
  assert.equal(ran(["--quick"]).start, false);
});

test("flags: a quick run measures what has a target and says what it leaves out", () => {
  const read = (...flags: readonly string[]) => {
    const options = readOptions(flags);
    assert.ok(options !== "help");
    return options;
  };
  const { shapes, pipelines, leftOut } = read("--quick");
  const measured = [...shapes, ...pipelines].map(({ name }) => name);
  const all = [...SHAPES, ...PIPELINE_SHAPES].map(({ name }) => name);
  assert.ok(measured.includes("http-miss") && measured.includes("pipeline-miss"));
  assert.ok(leftOut.includes("http-sse-paced") && leftOut.includes("pipeline-miss-16k"));
  assert.deepEqual([...measured, ...leftOut].sort(), all.sort());
  assert.deepEqual(read().leftOut, []);
  assert.deepEqual(read("--quick", "--shape", "http-hit").leftOut, []);
});
