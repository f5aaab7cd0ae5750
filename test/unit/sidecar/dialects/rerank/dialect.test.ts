import assert from "node:assert/strict";
import { test } from "node:test";
import { rerank } from "../../../../../sidecar/dialects/rerank/dialect.ts";
import { assertCoverage } from "../../../../support/canaries.ts";

test("the query, documents of any shape, and whatever else is not structure are seen", () => {
  assertCoverage(rerank.rewriteRequest, {
    model: "m",
    query: "T-1",
    documents: ["T-2", { text: "T-3" }, { title: "T-4", body: "T-5" }],
    rank_fields: ["title", "body"],
    top_n: 3,
    return_documents: true,
    unheard_of: "T-6",
  });
});

test("documents that come back are seen; scores and counts are not", () => {
  assertCoverage(rerank.rewriteReply, {
    id: "r",
    model: "m",
    results: [{ index: 0, relevance_score: 0.5, document: { text: "T-1" } }],
    meta: { billed_units: { search_units: 1 } },
    usage: { total_tokens: 7 },
  });
});

test("a request needs a model, a query and documents, and cannot be streamed", () => {
  const request = { model: "m", query: "q", documents: [] };
  assert.deepEqual(rerank.readRequest(request), { model: "m", stream: false });
  for (const [param, wrong] of [
    ["model", undefined],
    ["query", undefined],
    ["documents", undefined],
    ["documents", "text"],
    ["stream", true],
  ] as const) {
    assert.throws(() => rerank.readRequest({ ...request, [param]: wrong }), {
      kind: "invalid-request",
      param,
    });
  }
});

test("tokens are counted as the provider tells them, and searches are none", () => {
  assert.deepEqual(rerank.usage({ usage: { prompt_tokens: 5, total_tokens: 7 } }), {
    inputTokens: 5,
    outputTokens: 0,
  });
  assert.deepEqual(rerank.usage({ usage: { total_tokens: 7 } }), { inputTokens: 7, outputTokens: 0 });
  assert.equal(rerank.usage({ meta: { billed_units: { search_units: 1 } } }), undefined);
});

test("a ranking is whole, an error is not, and its words are found", () => {
  assert.equal(rerank.isWhole({ results: [] }), true);
  assert.equal(rerank.isWhole({ error: { message: "no" }, results: [] }), false);
  assert.equal(rerank.errorMessage({ message: "Cohere's way" }), "Cohere's way");
  assert.equal(rerank.errorMessage({ error: { message: "OpenAI's way" } }), "OpenAI's way");
});
