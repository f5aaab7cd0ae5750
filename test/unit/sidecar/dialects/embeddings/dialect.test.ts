import assert from "node:assert/strict";
import { test } from "node:test";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { embeddings } from "../../../../../sidecar/dialects/embeddings/dialect.ts";
import { assertCoverage, seenBy } from "../../../../support/canaries.ts";

test("texts to embed are seen, one or many, and whatever else is not structure", () => {
  assertCoverage(embeddings.rewriteRequest, {
    model: "m",
    input: "T-1",
    encoding_format: "base64",
    user: "T-2",
  });
  assertCoverage(embeddings.rewriteRequest, {
    model: "m",
    input: ["T-1", "T-2"],
    dimensions: 3,
    x: { id: "T-3" },
  });
  assert.equal(seenBy(embeddings.rewriteRequest, { model: "m", input: "T-1" })[0]?.origin, "user");
});

test("token ids pass", () => {
  assert.deepEqual(seenBy(embeddings.rewriteRequest, { model: "m", input: [[1, 2], [3]] }), []);
});

test("a number that is no token id is seen, and so are the keys of an input", () => {
  const seen = seenBy(embeddings.rewriteRequest, {
    model: "m",
    input: [4111111111111111, { "ada@example.com": "x" }],
  });
  assert.deepEqual(
    seen.map(({ text }) => text),
    ["4111111111111111", "ada@example.com", "x"],
  );
});

test("vectors are not texts, in base64 neither", () => {
  const data = [{ object: "embedding", index: 0, embedding: "AAAAAA==" }];
  assert.deepEqual(seenBy(embeddings.rewriteReply, { object: "list", model: "m", data }), []);
});

test("a request needs a model and an input, and cannot be streamed", () => {
  assert.deepEqual(embeddings.readRequest({ model: "m", input: "x", anything: 1 }), {
    model: "m",
    stream: false,
  });
  for (const [document, param] of [
    [{ input: "x" }, "model"],
    [{ model: "m" }, "input"],
    [{ model: "m", input: "x", stream: true }, "stream"],
  ] as const) {
    assert.throws(
      () => embeddings.readRequest(document),
      (error) => error instanceof AiosError && error.param === param,
    );
  }
});

test("there are no streams and no replies that say a text", () => {
  assert.equal(embeddings.events, undefined);
  assert.equal(embeddings.fixedReply("x", { id: "1", model: "m", createdAt: 1 }), undefined);
  const unsupported = (error: unknown) => error instanceof AiosError && error.kind === "unsupported";
  assert.throws(() => embeddings.toEvents({}, {}), unsupported);
  assert.throws(() => embeddings.fromEvents([]), unsupported);
});

test("usage counts the input", () => {
  assert.deepEqual(embeddings.usage({ usage: { prompt_tokens: 5, total_tokens: 5 } }), {
    inputTokens: 5,
    outputTokens: 0,
  });
  assert.equal(embeddings.usage({}), undefined);
});
