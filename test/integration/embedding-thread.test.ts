import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { promisify } from "node:util";
import { embeddings } from "../../config/schema/embeddings.ts";
import { EmbeddingUnavailable } from "../../sidecar/embedding/embedder.ts";
import { createThreadEmbedder } from "../../sidecar/embedding/thread-embedder.ts";
import { similarityOf } from "../../sidecar/embedding/unit-vector.ts";
import { systemClock } from "../../sidecar/platform/clock.ts";
import { isModelPackageInstalled } from "../../sidecar/platform/model-folder.ts";
import { recordTelemetry } from "../support/recorded-telemetry.ts";
import { writeTinyEmbeddingModel } from "../support/tiny-embedding-model.ts";

const { signal } = new AbortController();

function startEmbedder(context: TestContext, spec: Readonly<Record<string, unknown>>) {
  const embedder = createThreadEmbedder({
    spec: embeddings.parse({ timeout: "50s", ...spec }),
    clock: systemClock,
    telemetry: recordTelemetry(),
  });
  context.after(() => embedder.close());
  // The thread does not keep the process alive.
  const hold = setInterval(() => {}, 1_000);
  context.after(() => clearInterval(hold));
  return embedder;
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof EmbeddingUnavailable ? error.reason : error),
  );

describe("the thread that embeds, with its model", () => {
  it("gives vectors of its model, and says what it cannot read", async (context) => {
    const embedder = startEmbedder(context, {});
    assert.equal(embedder.id, "energetic-en-0.2.0");
    const vectors = await embedder.embed(["How do I pay?", "How can I pay?"], signal);
    assert.equal(embedder.dimension, 512);
    assert.deepEqual(
      vectors.map(({ length }) => length),
      [512, 512],
    );
    assert.equal(await reasonOf(embedder.embed(["你好"], signal)), "unreadable");
    assert.equal(await reasonOf(embedder.embed(["no ".repeat(200)], signal)), "too-long");
  });

  it("does not keep the process alive", async (context) => {
    const folder = await mkdtemp(join(tmpdir(), "aios-test-"));
    context.after(() => rm(folder, { recursive: true, force: true }));
    const url = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);
    const script = `
      import { embeddings } from ${url("config/schema/embeddings.ts")};
      import { createThreadEmbedder } from ${url("sidecar/embedding/thread-embedder.ts")};
      import { systemClock } from ${url("sidecar/platform/clock.ts")};
      const telemetry = { embedded() {}, embeddingUnavailable() {}, embeddingRestarted() {} };
      const embedder = createThreadEmbedder({ spec: embeddings.parse({ timeout: "1h" }), clock: systemClock, telemetry });
      embedder.start();
      const hold = setInterval(() => {}, 1_000);
      await embedder.embed(["hello"], new AbortController().signal);
      clearInterval(hold);
      process.stdout.write("embedded");
    `;
    const path = join(folder, "embed.mjs");
    await writeFile(path, script);
    const { stdout } = await promisify(execFile)(process.execPath, [path], { timeout: 50_000 });
    assert.equal(stdout, "embedded");
  });
});

/** Of a real model, fp32: `onnx/model.onnx`. */
const realModel = process.env["AIOS_TEST_EMBEDDING_MODEL"];
const withoutPackage = isModelPackageInstalled()
  ? false
  : "@huggingface/transformers is not installed: npm install --no-save @huggingface/transformers@4";

describe("a model of one's own for embeddings", () => {
  it("is loaded from its folder: the mean of what its tokens mean", {
    skip: withoutPackage,
  }, async (context) => {
    const path = await mkdtemp(join(tmpdir(), "aios-test-"));
    context.after(() => rm(path, { recursive: true, force: true }));
    await writeTinyEmbeddingModel(path);
    const embedder = startEmbedder(context, { model: { path, dtype: "fp32" } });
    assert.match(embedder.id, new RegExp(`^${basename(path)}-[0-9a-f]{12}-fp32$`));
    const vectors = await embedder.embed(["red", "green red", "Blue"], signal);
    assert.equal(embedder.dimension, 3);
    const half = Math.SQRT1_2.toFixed(3);
    assert.deepEqual(
      vectors.map((vector) => [...vector].map((value) => value.toFixed(3))),
      [
        ["1.000", "0.000", "0.000"],
        [half, half, "0.000"],
        ["0.000", "0.000", "1.000"],
      ],
    );
    assert.equal(await reasonOf(embedder.embed(["red purple"], signal)), "unreadable");
    assert.equal(await reasonOf(embedder.embed([" "], signal)), "unreadable");
    assert.equal(await reasonOf(embedder.embed(["red ".repeat(7)], signal)), "too-long");
  });

  const withoutModel =
    withoutPackage ||
    (realModel === undefined && "AIOS_TEST_EMBEDDING_MODEL names no folder of a model (fp32)");
  it("has questions of like meaning closer together than others", { skip: withoutModel }, async (context) => {
    const embedder = startEmbedder(context, { model: { path: realModel ?? "", dtype: "fp32" } });
    const [one, like, unlike] = await embedder.embed(
      ["How do I reset my password?", "How can I change my password?", "What is the capital of France?"],
      signal,
    );
    assert.ok(one !== undefined && like !== undefined && unlike !== undefined);
    assert.ok(similarityOf(one, like) > 0.7 && similarityOf(one, unlike) < 0.5);
  });
});
