import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CallSignal } from "../../../../sidecar/core/call-signal.ts";
import { EmbeddingUnavailable, type UnavailableReason } from "../../../../sidecar/embedding/embedder.ts";
import {
  type AskForEmbeddings,
  createUpstreamEmbedder,
} from "../../../../sidecar/embedding/upstream-embedder.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";

const { signal } = new AbortController();

function setUp(ask: AskForEmbeddings) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const embedder = createUpstreamEmbedder({
    upstream: "openai",
    model: "text-embedding-3-small",
    ask,
    queue: 3,
    timeout: 250,
    clock,
    telemetry,
  });
  return { clock, telemetry, embedder };
}

const is =
  (reason: UnavailableReason) =>
  (error: unknown): boolean =>
    error instanceof EmbeddingUnavailable && error.reason === reason;

const never: AskForEmbeddings = () => new Promise(() => {});

describe("the model of an upstream", () => {
  it("is known by both their names, and its vectors get length 1", async () => {
    const { embedder, clock } = setUp(async (texts) =>
      texts.map((text) => [text.length * 3, text.length * 4]),
    );
    assert.equal(embedder.id, "openai/text-embedding-3-small");
    assert.equal(embedder.dimension, undefined);
    const vectors = await embedder.embed(["a", "bb"], signal);
    assert.deepEqual(
      vectors.map((vector) => [...vector].map((value) => value.toFixed(3))),
      [
        ["0.600", "0.800"],
        ["0.600", "0.800"],
      ],
    );
    assert.equal(embedder.dimension, 2);
    assert.equal(clock.running, 0);
  });

  it("fails when an answer does not have the dimension of the first one, or not a vector for each text", async () => {
    const answers: (readonly (readonly number[])[])[] = [
      [[0, 0]],
      [[1, 2]],
      [[1, 2, 3]],
      [],
      [
        [1, 2],
        [1, 2],
      ],
      [[Number.NaN, 1]],
      [[2, 1]],
    ];
    const { embedder } = setUp(async () => answers.shift() ?? []);
    await assert.rejects(embedder.embed(["no direction"], signal), is("failed"));
    await embedder.embed(["first"], signal);
    for (const text of ["three", "none", "two", "nan"])
      await assert.rejects(embedder.embed([text], signal), is("failed"), text);
    assert.equal((await embedder.embed(["last"], signal)).length, 1);
  });

  it("gives up after its budget, ends the question, and leaves no timer", async () => {
    let asked: CallSignal | undefined;
    const { embedder, clock, telemetry } = setUp((_, signal) => {
      asked = signal;
      return never([], signal);
    });
    const vectors = embedder.embed(["a"], signal);
    vectors.catch(() => {});
    await clock.advance(250);
    await assert.rejects(vectors, is("timeout"));
    assert.equal(asked?.aborted, true);
    assert.equal(clock.running, 0);
    assert.deepEqual(
      telemetry.named("embeddingUnavailable").map(({ values }) => values),
      [["openai/text-embedding-3-small", "timeout"]],
    );
  });

  it("refuses more than its bound at once, and has room again when somebody has gone", async () => {
    const { embedder } = setUp(never);
    const abort = new AbortController();
    const first = embedder.embed(["a", "b"], abort.signal);
    await assert.rejects(embedder.embed(["c", "d"], signal), is("queue-full"));
    const gone = new Error("gone");
    abort.abort(gone);
    await assert.rejects(first, gone);
    const second = embedder.embed(["c", "d"], signal);
    embedder.close();
    await assert.rejects(second, is("closed"));
  });

  it("is not asked for texts that are empty or too long", async () => {
    const { embedder } = setUp(() => assert.fail("it is asked"));
    await assert.rejects(embedder.embed([" "], signal), is("unreadable"));
    await assert.rejects(embedder.embed(["x".repeat(4_001)], signal), is("too-long"));
    assert.deepEqual(await embedder.embed([], signal), []);
  });

  it("fails as the upstream does, with its error as the cause", async () => {
    const broken = new Error("broken");
    const { embedder } = setUp(() => Promise.reject(broken));
    await assert.rejects(
      embedder.embed(["a"], signal),
      (error) => is("failed")(error) && error instanceof Error && error.cause === broken,
    );
  });

  it("is closed for good", async () => {
    const { embedder } = setUp(never);
    const waiting = embedder.embed(["a"], signal);
    embedder.close();
    await assert.rejects(waiting, is("closed"));
    await assert.rejects(embedder.embed(["a"], signal), is("closed"));
  });
});
