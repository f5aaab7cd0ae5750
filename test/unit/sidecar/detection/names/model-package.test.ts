import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { names } from "../../../../../config/schema/names.ts";
import { checkModel, isInstalled } from "../../../../../sidecar/detection/names/model-package.ts";
import { writeTinyNameModel } from "../../../../support/tiny-name-model.ts";

describe("a model that is configured", () => {
  it("is refused at start when its folder does not hold one, by the name of what is missing", () => {
    const { model } = names.parse({ model: { path: "/nowhere/ner" } });
    assert.ok(model);
    assert.throws(() => checkModel(model), /names\.model\.path: \/nowhere\/ner\/config\.json is missing/);
  });

  it("is refused at start when the file of its type of weights is not there, or the package is not installed", async (context) => {
    const path = await mkdtemp(join(tmpdir(), "aios-test-"));
    context.after(() => rm(path, { recursive: true, force: true }));
    await writeTinyNameModel(path);
    const { model } = names.parse({ model: { path } });
    assert.ok(model);
    assert.throws(() => checkModel(model), /onnx\/model_quantized\.onnx is missing/);
    const check = () => checkModel({ ...model, dtype: "fp32" });
    if (isInstalled()) assert.doesNotThrow(check);
    else assert.throws(check, /npm install @huggingface\/transformers@4/);
  });
});
