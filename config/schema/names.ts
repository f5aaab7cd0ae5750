import { z } from "zod";
import { absolutePath, positiveDuration, size } from "./units.ts";

const label = z.string().min(1).max(64);

/** What a model may call a token, and what that is here; CoNLL-2003, OntoNotes 5 and models for personal data. */
export const NAME_LABELS = {
  PER: "person",
  PERSON: "person",
  NAME: "person",
  PATIENT: "person",
  STAFF: "person",
  FIRSTNAME: "person",
  MIDDLENAME: "person",
  LASTNAME: "person",
  GIVENNAME: "person",
  SURNAME: "person",
  private_person: "person",
  LOC: "address",
  LOCATION: "address",
  ADDRESS: "address",
  STREET: "address",
  private_address: "address",
  ORG: "organization",
  ORGANIZATION: "organization",
  HOSP: "organization",
  VENDOR: "organization",
} as const satisfies Readonly<Record<string, "person" | "address" | "organization">>;

const model = z
  .strictObject({
    path: absolutePath.describe(
      "Folder of a token-classification model as Hugging Face lays it out: `config.json`, `tokenizer.json`, `tokenizer_config.json` and the ONNX file. Nothing is ever downloaded. It needs the package `@huggingface/transformers` (4), which is not installed with aios because of its size.",
    ),
    dtype: z
      .enum(["fp32", "fp16", "q8", "int8", "uint8", "q4", "q4f16", "bnb4"])
      .default("q8")
      .describe(
        "Which of the model's files: `onnx/model_quantized.onnx` for `q8`, `onnx/model.onnx` for `fp32`.",
      ),
    labels: z
      .record(label, z.enum(["person", "address", "organization", "none"]))
      .prefault(NAME_LABELS)
      .describe("What the model's labels are, without `B-` and `I-`; others are nothing."),
    windowWords: z
      .int()
      .min(16)
      .max(4_096)
      .default(200)
      .describe("Words that the model reads at once; more have to fit into its context."),
  })
  .describe(
    "A model of one's own in addition to the rules and lists, for persons and organisations above all.",
  );

export const names = z
  .strictObject({
    timeBudget: positiveDuration
      .prefault("2s")
      .describe(
        "How long the search for names may take in one call, waiting included; a call beyond it is refused.",
      ),
    maxQueuedTexts: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(20_000)
      .describe("Texts that are waiting at once; a call that would add more is refused."),
    maxQueuedSize: size.prefault("32MiB").describe("UTF-16 bytes of all texts that are waiting."),
    maxMemory: size
      .prefault("512MiB")
      .describe(
        "Heap of the thread at most; a model's weights are not in it. Beyond that the thread starts anew.",
      ),
    model: model.optional(),
  })
  .describe(
    "The tier that finds persons, postal addresses and organisations. It runs in a thread of its own, which starts with the first policy that names one of them; when it cannot answer in time, calls are refused and not sent unredacted.",
  );

export type NamesSpec = z.output<typeof names>;
export type NameModelSpec = z.output<typeof model>;
