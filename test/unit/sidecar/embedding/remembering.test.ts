import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Embedder, EmbeddingUnavailable } from "../../../../sidecar/embedding/embedder.ts";
import { remembering } from "../../../../sidecar/embedding/remembering.ts";

const { signal } = new AbortController();

function setUp(most?: number) {
  const asked: (readonly string[])[] = [];
  const embedder: Embedder = {
    id: "counting",
    dimension: 1,
    start() {},
    async embed(texts) {
      asked.push(texts);
      if (texts.includes("bad")) throw new EmbeddingUnavailable("failed");
      return texts.map((text) => Float32Array.of(text.length));
    },
    close() {},
  };
  return { asked, embedder: remembering(embedder, most) };
}

describe("an embedder that remembers", () => {
  it("is asked once for a text, and gives all vectors in the order of their texts", async () => {
    const { asked, embedder } = setUp();
    await embedder.embed(["a", "ccc"], signal);
    const vectors = await embedder.embed(["ccc", "bb", "a", "dddd"], signal);
    assert.deepEqual(
      vectors.map(([first]) => first),
      [3, 2, 1, 4],
    );
    assert.deepEqual(asked, [
      ["a", "ccc"],
      ["bb", "dddd"],
    ]);
    await embedder.embed(["a", "bb"], signal);
    assert.equal(asked.length, 2);
  });

  it("forgets what was not asked for longest", async () => {
    const { asked, embedder } = setUp(2);
    for (const text of ["a", "b", "a", "c", "a", "b"]) await embedder.embed([text], signal);
    assert.deepEqual(asked.flat(), ["a", "b", "c", "b"]);
  });

  it("does not remember failures", async () => {
    const { asked, embedder } = setUp();
    await assert.rejects(embedder.embed(["bad"], signal), EmbeddingUnavailable);
    await assert.rejects(embedder.embed(["bad"], signal), EmbeddingUnavailable);
    assert.equal(asked.length, 2);
  });

  it("answers nobody who is gone", async () => {
    const { embedder } = setUp();
    await embedder.embed(["a"], signal);
    const gone = new Error("gone");
    await assert.rejects(embedder.embed(["a"], AbortSignal.abort(gone)), gone);
  });

  it("has forgotten everything once it is closed", async () => {
    const { asked, embedder } = setUp();
    await embedder.embed(["a"], signal);
    embedder.close();
    await embedder.embed(["a"], signal);
    assert.equal(asked.length, 2);
  });
});
