import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { loadEnglishModel } from "../../../../sidecar/embedding/english-model.ts";
import type { EmbeddingModel } from "../../../../sidecar/embedding/model.ts";
import { similarityOf } from "../../../../sidecar/embedding/unit-vector.ts";

describe("the model that comes with the product", () => {
  let model: EmbeddingModel;
  before(async () => {
    model = await loadEnglishModel();
  });

  async function embedOne(text: string) {
    const [result] = await model.embed([text]);
    return result;
  }

  async function similarity(left: string, right: string): Promise<number> {
    const [one, other] = await model.embed([left, right]);
    assert.ok(one instanceof Float32Array && other instanceof Float32Array);
    return similarityOf(one, other);
  }

  it("gives vectors of length 1 and its dimension, the same for a text alone as for one among others", async () => {
    assert.equal(model.dimension, 512);
    const texts = ["hi", "How do I reset my password on the website?", "What is the weather like today?"];
    const together = await model.embed(texts);
    for (const [index, text] of texts.entries()) {
      const alone = await embedOne(text);
      const other = together[index];
      assert.ok(alone instanceof Float32Array && other instanceof Float32Array);
      assert.equal(alone.length, 512);
      assert.ok(Math.abs(similarityOf(alone, alone) - 1) < 1e-5);
      assert.ok(similarityOf(alone, other) > 0.999_99);
    }
  });

  it("has questions of like meaning closer together than others", async () => {
    const like = await similarity("How do I reset my password?", "How can I change my password?");
    const unlike = await similarity("How do I reset my password?", "What is the capital of France?");
    assert.ok(like > 0.75 && unlike < 0.5, `${like} and ${unlike}`);
  });

  it("refuses a text that it does not read to its end", async () => {
    const question = "How do I reset my password when I have lost my phone? ";
    assert.equal(await embedOne(question.repeat(12)), "too-long");
    assert.equal(await embedOne("x".repeat(1_025)), "too-long");
    assert.ok((await embedOne(question.repeat(5))) instanceof Float32Array);
  });

  it("takes notice of the last word of the longest text that it takes", async () => {
    const words = (count: number) => "red ".repeat(count);
    let [fits, doesNot] = [1, 1_000];
    while (doesNot - fits > 1) {
      const middle = Math.floor((fits + doesNot) / 2);
      if ((await embedOne(words(middle))) === "too-long") doesNot = middle;
      else fits = middle;
    }
    const longest = words(fits - 1);
    assert.ok((await similarity(`${longest}red`, `${longest}no`)) < 0.999_99);
  });

  it("refuses scripts and signs that would all be the same to it", async () => {
    for (const text of [
      "今日の天気は？",
      "Как сбросить пароль?",
      "كيف الحال",
      "What does 👍 mean?",
      "What does 你好 mean?",
    ])
      assert.equal(await embedOne(text), "unreadable", text);
    for (const text of ["", " \n\t", "\u200b"]) assert.equal(await embedOne(text), "unreadable");
  });

  it("reads European letters, and lines as words", async () => {
    for (const text of [
      "Wie groß ist der Fuß?",
      "Où est l'Œuvre?",
      "¿Dónde está el baño?",
      "a naïve café in Łódź",
    ])
      assert.ok((await embedOne(text)) instanceof Float32Array, text);
    assert.ok((await similarity("How do I\n\nreset it?", "How do I reset it?")) > 0.999_99);
  });

  it("answers each text of several on its own", async () => {
    const results = await model.embed(["hello", "", "你好", "how are you"]);
    assert.deepEqual(
      results.map((result) => (typeof result === "string" ? result : "vector")),
      ["vector", "unreadable", "unreadable", "vector"],
    );
  });
});
