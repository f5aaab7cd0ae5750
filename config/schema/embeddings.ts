import { z } from "zod";
import { absolutePath, positiveDuration, size } from "./units.ts";

const model = z
  .strictObject({
    path: absolutePath.describe(
      "Folder of a sentence-embedding model as Hugging Face lays it out: `config.json`, `tokenizer.json`, `tokenizer_config.json` and the ONNX file. Nothing is ever downloaded. It needs the package `@huggingface/transformers` (4), which is not installed with aios because of its size.",
    ),
    dtype: z
      .enum(["fp32", "fp16", "q8", "int8", "uint8", "q4", "q4f16", "bnb4"])
      .default("q8")
      .describe(
        "Which of the model's files: `onnx/model_quantized.onnx` for `q8`, `onnx/model.onnx` for `fp32`.",
      ),
  })
  .describe(
    "A model of one's own in place of the one that comes with aios, which reads English in up to 128 tokens (some 500 characters); texts that it cannot read to their end, or in scripts that it does not know, are not looked up.",
  );

export const embeddings = z
  .strictObject({
    timeout: positiveDuration
      .prefault("250ms")
      .describe("How long a question may take to become a vector, waiting included."),
    queue: z.int().min(1).max(10_000).default(64).describe("Questions that wait at once."),
    maxMemory: size
      .prefault("256MiB")
      .describe(
        "Heap of the thread at most; a model's weights are not in it. Beyond that the thread starts anew.",
      ),
    model: model.optional(),
  })
  .describe(
    "Turns questions into vectors for the semantic cache. It runs in one thread of its own, which starts with the first route that needs it; a question that it cannot answer in time is not looked up, and its call goes on as if there were no such cache.",
  );

export type EmbeddingsSpec = z.output<typeof embeddings>;
export type EmbeddingModelSpec = z.output<typeof model>;
