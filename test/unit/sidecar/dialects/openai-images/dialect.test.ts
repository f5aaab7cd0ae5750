import assert from "node:assert/strict";
import { test } from "node:test";
import { openaiImages } from "../../../../../sidecar/dialects/openai-images/dialect.ts";
import { assertCoverage } from "../../../../support/canaries.ts";

test("the prompt is seen; sizes, formats and pictures are not", () => {
  assertCoverage(openaiImages.rewriteRequest, {
    model: "gpt-image-1",
    prompt: "T-1",
    size: "1024x1024",
    quality: "low",
    n: 2,
    stream: true,
    partial_images: 2,
    user: "T-2",
    unheard_of: "T-3",
  });
  assertCoverage(openaiImages.rewriteReply, {
    created: 1,
    size: "1024x1024",
    data: [{ b64_json: "QUJD" }, { url: "https://images.example/T-1", revised_prompt: "T-2" }],
    usage: { input_tokens: 1 },
  });
});

test("a request needs a model and may be streamed; what streams is told by no event of ours", () => {
  assert.deepEqual(openaiImages.readRequest({ model: "m", stream: true }), { model: "m", stream: true });
  assert.throws(() => openaiImages.readRequest({ prompt: "x" }), { param: "model" });
  assert.equal(openaiImages.events, undefined);
});

test("a reply with pictures is whole, and tells its tokens", () => {
  assert.equal(openaiImages.isWhole({ data: [{}] }), true);
  assert.equal(openaiImages.isWhole({ data: [] }), false);
  assert.equal(openaiImages.isWhole({ error: { message: "no" } }), false);
  assert.deepEqual(openaiImages.usage({ usage: { input_tokens: 3, output_tokens: 9 } }), {
    inputTokens: 3,
    outputTokens: 9,
  });
  assert.equal(openaiImages.usage({ created: 1 }), undefined);
});
