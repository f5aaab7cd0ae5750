import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { embeddings } from "../../../../config/schema/embeddings.ts";
import {
  type Embedder,
  EmbeddingUnavailable,
  type UnavailableReason,
} from "../../../../sidecar/embedding/embedder.ts";
import type { Embedded, ThreadAnswer, ThreadJob } from "../../../../sidecar/embedding/protocol.ts";
import { createThreadEmbedder } from "../../../../sidecar/embedding/thread-embedder.ts";
import type { WorkerThreadEvents } from "../../../../sidecar/platform/worker-thread.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";

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

  getReady(): void {
    this.say({ type: "ready", dimension: 1 });
  }

  /** A vector is the length of its text, unless told otherwise. */
  answer(resultOf: (text: string) => Embedded = (text) => Float32Array.of(text.length)): void {
    const job = this.jobs.shift();
    assert.ok(job, "the thread has nothing to do");
    this.say({ type: "embedded", id: job.id, results: job.texts.map(resultOf) });
  }

  die(): void {
    this.#events.onEnd(new Error("out of memory"));
  }
}

function setUp(spec: Parameters<typeof embeddings.parse>[0] = {}) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const threads: FakeThread[] = [];
  const embedder = createThreadEmbedder({
    spec: embeddings.parse(spec),
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
  return { clock, telemetry, threads, embedder, thread };
}

function embed(embedder: Embedder, texts: readonly string[], signal = new AbortController().signal) {
  const vectors = embedder.embed(texts, signal);
  // Told by whoever awaits it.
  vectors.catch(() => {});
  return vectors;
}

const is =
  (reason: UnavailableReason) =>
  (error: unknown): boolean =>
    error instanceof EmbeddingUnavailable && error.reason === reason;

const numbersOf = async (vectors: Promise<readonly Float32Array[]>) =>
  (await vectors).map(([first]) => first);

describe("the thread that embeds", () => {
  it("starts when it is told to, or with the first text, and only once", async () => {
    const { embedder, threads, thread } = setUp();
    assert.equal(threads.length, 0);
    assert.equal(embedder.dimension, undefined);
    embedder.start();
    embedder.start();
    const vectors = embed(embedder, ["abc"]);
    assert.equal(threads.length, 1);
    assert.equal(thread().jobs.length, 0, "it is asked before it is ready");
    thread().getReady();
    assert.equal(embedder.dimension, 1);
    thread().answer();
    assert.deepEqual(await numbersOf(vectors), [3]);
    embedder.close();
  });

  it("is given together what came while it worked, and not more than it does in a moment", async () => {
    const { embedder, thread } = setUp();
    embedder.start();
    thread().getReady();
    const first = embed(embedder, ["a"]);
    const others = ["bb", "ccc", "d".repeat(400), "e".repeat(400)].map((text) => embed(embedder, [text]));
    assert.equal(thread().jobs.length, 1);
    thread().answer();
    assert.deepEqual(await numbersOf(first), [1]);
    assert.deepEqual(
      thread().jobs[0]?.texts.map((text) => text.length),
      [2, 3, 400],
    );
    thread().answer();
    thread().answer();
    assert.deepEqual((await Promise.all(others.map(numbersOf))).flat(), [2, 3, 400, 400]);
    embedder.close();
  });

  it("embeds a text once that several wait for, and gives each its vectors in order", async () => {
    const { embedder, thread } = setUp();
    embedder.start();
    thread().getReady();
    const first = embed(embedder, ["a"]);
    const second = embed(embedder, ["bb", "a", "bb"]);
    const third = embed(embedder, ["bb"]);
    assert.deepEqual(thread().jobs.shift()?.texts, ["a"]);
    thread().say({ type: "embedded", id: 1, results: [Float32Array.of(1)] });
    assert.deepEqual(await numbersOf(first), [1]);
    assert.deepEqual(thread().jobs[0]?.texts, ["bb"]);
    thread().answer();
    assert.deepEqual(await numbersOf(second), [2, 1, 2]);
    assert.deepEqual(await numbersOf(third), [2]);
    embedder.close();
  });

  it("does not ask the thread again for a recent text", async () => {
    const { embedder, thread } = setUp();
    embedder.start();
    thread().getReady();
    const first = embed(embedder, ["abc"]);
    thread().answer();
    await first;
    assert.deepEqual(await numbersOf(embed(embedder, ["abc"])), [3]);
    assert.equal(thread().jobs.length, 0);
    embedder.close();
  });

  it("gives up a text that takes longer than its budget, and leaves no timer", async () => {
    const { embedder, thread, clock, telemetry } = setUp({ timeout: "100ms" });
    embedder.start();
    thread().getReady();
    assert.equal(clock.running, 0);
    const running = embed(embedder, ["a"]);
    const queued = embed(embedder, ["b"]);
    await clock.advance(100);
    await assert.rejects(running, is("timeout"));
    await assert.rejects(queued, is("timeout"));
    thread().answer();
    assert.equal(thread().jobs.length, 0, "work that nobody waits for is done all the same");
    assert.equal(clock.running, 0);
    assert.deepEqual(
      telemetry.named("embeddingUnavailable").map(({ values }) => values[1]),
      ["timeout", "timeout"],
    );
    embedder.close();
  });

  it("goes on after a slow answer: the thread is not ended for that", async () => {
    const { embedder, thread, threads, clock } = setUp({ timeout: "100ms" });
    embedder.start();
    thread().getReady();
    const slow = embed(embedder, ["a"]);
    await clock.advance(5_000);
    await assert.rejects(slow, is("timeout"));
    thread().answer();
    const next = embed(embedder, ["bb"]);
    thread().answer();
    assert.deepEqual(await numbersOf(next), [2]);
    assert.equal(threads.length, 1);
    embedder.close();
  });

  it("refuses what its queue has no room for, at once, and has room again afterwards", async () => {
    const { embedder, thread } = setUp({ queue: 2 });
    embedder.start();
    thread().getReady();
    const running = embed(embedder, ["a"]);
    const queued = embed(embedder, ["b", "c"]);
    await assert.rejects(embed(embedder, ["d"]), is("queue-full"));
    const joined = embed(embedder, ["a", "b"]);
    thread().answer();
    thread().answer();
    await Promise.all([running, queued, joined]);
    const next = embed(embedder, ["d"]);
    thread().answer();
    await next;
    embedder.close();
  });

  it("refuses a text that the model could not read to its end without asking it", async () => {
    const { embedder, threads } = setUp();
    await assert.rejects(embed(embedder, ["a", "x".repeat(1_025)]), is("too-long"));
    assert.equal(threads.length, 0);
    embedder.close();
  });

  it("tells of each text why it has no vector, and spares those that came with it from others", async () => {
    const { embedder, thread } = setUp();
    const first = embed(embedder, ["a"]);
    const bad = embed(embedder, ["你好"]);
    const long = embed(embedder, ["b", "long"]);
    const good = embed(embedder, ["b"]);
    thread().getReady();
    const reasons: Readonly<Record<string, Embedded>> = { 你好: "unreadable", long: "too-long" };
    thread().answer((text) => reasons[text] ?? Float32Array.of(text.length));
    await assert.rejects(bad, is("unreadable"));
    await assert.rejects(long, is("too-long"));
    assert.deepEqual(await numbersOf(first), [1]);
    assert.deepEqual(await numbersOf(good), [1]);
    embedder.close();
  });

  it("does not embed what was given up while it waited", async () => {
    const { embedder, thread, clock } = setUp();
    const abort = new AbortController();
    const gone = embed(embedder, ["a", "b"], abort.signal);
    const stays = embed(embedder, ["b"]);
    const reason = new Error("gone");
    abort.abort(reason);
    await assert.rejects(gone, reason);
    thread().getReady();
    assert.deepEqual(thread().jobs[0]?.texts, ["b"]);
    thread().answer();
    await stays;
    assert.equal(clock.running, 0);
    embedder.close();
  });

  it("fails at once while the thread is dead, and waits twice as long after each death", async () => {
    const { embedder, thread, threads, clock, telemetry } = setUp();
    const vectors = embed(embedder, ["a"]);
    thread().die();
    await assert.rejects(vectors, is("failed"));
    await assert.rejects(embed(embedder, ["a"]), is("failed"));
    await clock.advance(100);
    assert.equal(threads.length, 2);
    thread().die();
    await clock.advance(199);
    assert.equal(threads.length, 2);
    await clock.advance(1);
    assert.equal(threads.length, 3);
    assert.deepEqual(
      telemetry.named("embeddingRestarted").map(({ values }) => values[1]),
      [100, 200],
    );
    thread().getReady();
    const again = embed(embedder, ["a"]);
    thread().answer();
    assert.deepEqual(await numbersOf(again), [1]);
    thread().die();
    await clock.advance(100);
    assert.equal(threads.length, 4, "an answer does not end the doubling");
    embedder.close();
    assert.equal(clock.running, 0);
  });

  it("ends a thread that hangs, at work or while it loads, and starts another", async () => {
    const { embedder, thread, threads, clock } = setUp();
    embedder.start();
    await clock.advance(60_000);
    assert.equal(threads[0]?.isTerminated, true);
    await clock.advance(100);
    thread().getReady();
    const vectors = embed(embedder, ["a"]);
    await clock.advance(10_000);
    await assert.rejects(vectors, is("timeout"));
    assert.equal(threads[1]?.isTerminated, true);
    await clock.advance(200);
    assert.equal(threads.length, 3);
    embedder.close();
    assert.equal(clock.running, 0);
  });

  it("takes no notice of a thread that it has ended", async () => {
    const { embedder, threads, clock } = setUp();
    embedder.start();
    threads[0]?.getReady();
    const vectors = embed(embedder, ["a"]);
    await clock.advance(10_000);
    await assert.rejects(vectors);
    const late = embed(embedder, ["a"]);
    threads[0]?.answer();
    await assert.rejects(late, is("failed"));
    await clock.advance(100);
    const next = embed(embedder, ["a"]);
    threads[0]?.getReady();
    assert.equal(threads[1]?.jobs.length, 0);
    threads[1]?.getReady();
    threads[1]?.answer();
    assert.deepEqual(await numbersOf(next), [1]);
    embedder.close();
  });

  it("ends with its engine, and nobody waits any more", async () => {
    const { embedder, clock, threads, thread } = setUp();
    const vectors = embed(embedder, ["a"]);
    thread().getReady();
    embedder.close();
    await assert.rejects(vectors, is("closed"));
    assert.equal(threads[0]?.isTerminated, true);
    assert.equal(clock.running, 0);
    await assert.rejects(embed(embedder, ["a"]), is("closed"));
    embedder.start();
    assert.equal(threads.length, 1);
  });

  it("is not asked about nothing", async () => {
    const { embedder, threads } = setUp();
    assert.deepEqual(await embed(embedder, []), []);
    assert.equal(threads.length, 0);
    embedder.close();
  });

  it("is refused with a model that is not there", () => {
    assert.throws(
      () => setUp({ model: { path: "/nowhere/minilm" } }),
      /embeddings\.model\.path: \/nowhere\/minilm\/config\.json is missing\. The folder has to hold an embedding model/,
    );
  });
});
