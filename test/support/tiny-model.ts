import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The first of every vocabulary. */
export const SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];

export interface TinyModel {
  readonly architecture: string;
  /** Besides what every model has. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Words that are a token of their own, the special ones included; all others are unknown. */
  readonly vocabulary: readonly string[];
  /** What the model gives for each token. */
  readonly table: readonly (readonly number[])[];
  readonly output: "logits" | "last_hidden_state";
  /** Tokens that it reads. */
  readonly maxTokens: number;
}

/**
 * A model of a few words in the form in which real ones come: a WordPiece tokenizer, and an ONNX graph that looks each
 * token up in a table (`Gather`).
 */
export async function writeTinyModel(
  folder: string,
  { architecture, config, vocabulary, table, output, maxTokens }: TinyModel,
): Promise<void> {
  await mkdir(join(folder, "onnx"), { recursive: true });
  const json = (name: string, content: unknown) => writeFile(join(folder, name), JSON.stringify(content));
  await json("config.json", {
    model_type: "bert",
    architectures: [architecture],
    ...config,
    vocab_size: vocabulary.length,
    hidden_size: 8,
    num_hidden_layers: 1,
    num_attention_heads: 1,
    max_position_embeddings: maxTokens,
  });
  await json("tokenizer_config.json", {
    tokenizer_class: "BertTokenizer",
    do_lower_case: true,
    model_max_length: maxTokens,
    cls_token: "[CLS]",
    sep_token: "[SEP]",
    unk_token: "[UNK]",
    pad_token: "[PAD]",
  });
  await json("tokenizer.json", tokenizer(vocabulary));
  await writeFile(join(folder, "onnx", "model.onnx"), lookUpModel(table, output));
}

function tokenizer(vocabulary: readonly string[]): unknown {
  const special = (content: string, id: number) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: SPECIAL_TOKENS.map(special),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [
        { SpecialToken: { id: "[CLS]", type_id: 0 } },
        { Sequence: { id: "A", type_id: 0 } },
        { SpecialToken: { id: "[SEP]", type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
        "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
      },
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  };
}

/** onnx.proto3: a graph of one node, `output = Gather(table, input_ids)`. */
function lookUpModel(table: readonly (readonly number[])[], output: string): Uint8Array {
  const width = table[0]?.length ?? 0;
  const tensor = message(
    packed(1, [table.length, width]),
    varint(2, FLOAT),
    text(8, "table"),
    bytes(9, new Uint8Array(new Float32Array(table.flat()).buffer)),
  );
  const node = message(text(1, "table"), text(1, "input_ids"), text(2, output), text(4, "Gather"));
  const graph = message(
    bytes(1, node),
    text(2, "tiny"),
    bytes(5, tensor),
    ...["input_ids", "attention_mask", "token_type_ids"].map((name) =>
      bytes(11, valueInfo(name, INT64, ["batch", "sequence"])),
    ),
    bytes(12, valueInfo(output, FLOAT, ["batch", "sequence", width])),
  );
  return message(varint(1, IR_VERSION), bytes(7, graph), bytes(8, message(varint(2, OPSET))));
}

const FLOAT = 1;
const INT64 = 7;
const IR_VERSION = 8;
const OPSET = 13;

function valueInfo(name: string, type: number, dimensions: readonly (string | number)[]): Uint8Array {
  const shape = message(
    ...dimensions.map((each) =>
      bytes(1, message(typeof each === "number" ? varint(1, each) : text(2, each))),
    ),
  );
  return message(text(1, name), bytes(2, message(bytes(1, message(varint(1, type), bytes(2, shape))))));
}

function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

function varint(field: number, value: number): Uint8Array {
  return Buffer.from([...encoded(field << 3), ...encoded(value)]);
}

function bytes(field: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([
    Buffer.from([...encoded((field << 3) | 2), ...encoded(content.byteLength)]),
    content,
  ]);
}

function text(field: number, content: string): Uint8Array {
  return bytes(field, Buffer.from(content));
}

function packed(field: number, values: readonly number[]): Uint8Array {
  return bytes(field, Buffer.from(values.flatMap(encoded)));
}

function encoded(value: number): number[] {
  const parts: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    parts.push(rest < 128 ? rest : (rest % 128) | 0x80);
    if (rest < 128) return parts;
  }
}
