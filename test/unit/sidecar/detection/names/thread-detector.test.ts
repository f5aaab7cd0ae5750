import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { names as namesSchema } from "../../../../../config/schema/names.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { NameDetector } from "../../../../../sidecar/detection/names/name-detector.ts";
import type { ThreadAnswer, ThreadJob } from "../../../../../sidecar/detection/names/protocol.ts";
import { createThreadDetector } from "../../../../../sidecar/detection/names/thread-detector.ts";
import type { WorkerThreadEvents } from "../../../../../sidecar/platform/worker-thread.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";

/** A thread of which a test decides what it says and when. */
class FakeThread {
  readonly jobs: ThreadJob[] = [];
  isTerminated = false;
  readonly #events: WorkerThreadEvents;

  constructor(events: WorkerThreadEvents) {
    this.#events = events;
  }

  say(answer: ThreadAnswer): void {
    this.#events.onMessage(answer);
  }

  /** Finds the whole of each text to be a person. */
  answer(): void {
    const job = this.jobs.shift();
    assert.ok(job, "the thread has nothing to do");
    this.say({
      type: "found",
      id: job.id,
      found: job.texts.map(({ text }) => [{ entity: "person", start: 0, end: text.length, score: 0.9 }]),
    });
  }

  die(): void {
    this.#events.onEnd(new Error("out of memory"));
  }
}

function setUp(spec: Parameters<typeof namesSchema.parse>[0] = {}) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const threads: FakeThread[] = [];
  const detector = createThreadDetector({
    spec: namesSchema.parse(spec),
    clock,
    telemetry,
    startThread: (events) => {
      const thread = new FakeThread(events);
      threads.push(thread);
      return {
        post: (job) => thread.jobs.push(job),
        terminate: () => {
          thread.isTerminated = true;
        },
      };
    },
  });
  const thread = (): FakeThread => {
    const last = threads.at(-1);
    assert.ok(last, "no thread was started");
    return last;
  };
  return { clock, telemetry, threads, detector, thread };
}

function detect(detector: NameDetector, texts: readonly string[], signal = new AbortController().signal) {
  const found = detector.detect(
    texts.map((text) => ({ text })),
    ["person"],
    signal,
  );
  // Told by whoever awaits it.
  found.catch(() => {});
  return found;
}

const isOverloaded = (error: unknown): boolean => error instanceof AiosError && error.kind === "overloaded";

describe("the thread that searches for names", () => {
  it("starts when it is told to, or with the first call, and only once", async () => {
    const { detector, threads, thread } = setUp();
    assert.equal(threads.length, 0);
    detector.start();
    detector.start();
    assert.equal(threads.length, 1);
    const found = detect(detector, ["Anna"]);
    assert.equal(thread().jobs.length, 0, "it is asked before it is ready");
    thread().say({ type: "ready" });
    thread().answer();
    assert.deepEqual(await found, [[{ entity: "person", start: 0, end: 4, score: 0.9 }]]);
    assert.equal(threads.length, 1);
    detector.close();
  });

  it("is given one piece of work at a time, and calls take turns", async () => {
    const { detector, thread } = setUp();
    const long = detect(detector, ["x".repeat(60_000), "y".repeat(60_000), "z".repeat(60_000)]);
    const short = detect(detector, ["Anna"]);
    thread().say({ type: "ready" });
    assert.equal(thread().jobs.length, 1);
    thread().answer();
    assert.equal(
      thread().jobs[0]?.texts[0]?.text,
      "Anna",
      "the short call has to wait for all of the long one",
    );
    thread().answer();
    assert.equal((await short).length, 1);
    while (thread().jobs.length > 0) thread().answer();
    assert.equal((await long).length, 3);
    detector.close();
  });

  it("refuses a call that takes longer than its budget, and leaves no timer", async () => {
    const { detector, thread, clock, telemetry } = setUp({ timeBudget: "500ms" });
    const found = detect(detector, ["Anna"]);
    await clock.advance(500);
    await assert.rejects(found, isOverloaded);
    assert.deepEqual(
      telemetry.named("nameDetectionRefused").map(({ values }) => values),
      [["time"]],
    );
    assert.equal(clock.running, 0);
    thread().say({ type: "ready" });
    assert.equal(thread().jobs.length, 0, "work that nobody waits for is done all the same");
    detector.close();
  });

  it("ends a thread that hangs, and starts another", async () => {
    const { detector, thread, threads, clock } = setUp({ timeBudget: "500ms" });
    detector.start();
    thread().say({ type: "ready" });
    const found = detect(detector, ["Anna"]);
    await clock.advance(500);
    await assert.rejects(found, isOverloaded);
    assert.equal(threads[0]?.isTerminated, true);
    await clock.advance(100);
    assert.equal(threads.length, 2);
    thread().say({ type: "ready" });
    const again = detect(detector, ["Anna"]);
    thread().answer();
    assert.equal((await again).length, 1);
    detector.close();
    assert.equal(clock.running, 0);
  });

  it("refuses calls while it is dead, and waits twice as long after each death", async () => {
    const { detector, thread, threads, clock, telemetry } = setUp();
    const found = detect(detector, ["Anna"]);
    thread().die();
    await assert.rejects(found, isOverloaded);
    await assert.rejects(detect(detector, ["Anna"]), isOverloaded);
    await clock.advance(100);
    assert.equal(threads.length, 2);
    thread().die();
    await clock.advance(199);
    assert.equal(threads.length, 2);
    await clock.advance(1);
    assert.equal(threads.length, 3);
    assert.deepEqual(
      telemetry.named("nameDetectionRestarted").map(({ values }) => values[1]),
      [100, 200],
    );
    detector.close();
    assert.equal(clock.running, 0);
  });

  it("refuses what its queue has no room for, and counts it free again", async () => {
    const { detector, thread } = setUp({ maxQueuedTexts: 2, maxQueuedSize: "1KiB" });
    detector.start();
    thread().say({ type: "ready" });
    const first = detect(detector, ["a", "b"]);
    await assert.rejects(detect(detector, ["c"]), isOverloaded);
    thread().answer();
    await first;
    await assert.rejects(detect(detector, ["x".repeat(513)]), isOverloaded);
    const second = detect(detector, ["x".repeat(512)]);
    thread().answer();
    assert.equal((await second).length, 1);
    detector.close();
  });

  it("refuses a call whose texts it could not look through", async () => {
    const { detector, thread } = setUp();
    const found = detect(detector, ["Anna"]);
    thread().say({ type: "ready" });
    thread().say({ type: "failed", id: thread().jobs[0]?.id ?? 0, reason: "a fault" });
    await assert.rejects(found, isOverloaded);
    detector.close();
  });

  it("lets go of a call that is gone, with its reason", async () => {
    const { detector, clock, thread } = setUp();
    const abort = new AbortController();
    const found = detect(detector, ["Anna"], abort.signal);
    const gone = new AiosError("client-closed", "gone");
    abort.abort(gone);
    await assert.rejects(found, gone);
    assert.equal(clock.running, 0);
    thread().say({ type: "ready" });
    assert.equal(thread().jobs.length, 0);
    detector.close();
  });

  it("ends with its engine, and nobody waits any more", async () => {
    const { detector, clock, threads } = setUp();
    const found = detect(detector, ["Anna"]);
    detector.close();
    await assert.rejects(found, (error) => error instanceof AiosError && error.kind === "draining");
    assert.equal(threads[0]?.isTerminated, true);
    assert.equal(clock.running, 0);
    await assert.rejects(detect(detector, ["Anna"]), isOverloaded);
  });

  it("is not asked about nothing", async () => {
    const { detector, threads } = setUp();
    assert.deepEqual(await detect(detector, ["", ""]), [[], []]);
    assert.equal(threads.length, 0);
  });
});
