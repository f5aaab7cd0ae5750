import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { EmbeddingModelSpec } from "../../config/schema/embeddings.ts";
import { checkModelFolder, MODEL_PACKAGE } from "../platform/model-folder.ts";
import type { EmbeddingModel } from "./model.ts";
import type { Embedded } from "./protocol.ts";
import { unitVector } from "./unit-vector.ts";

/** UTF-16 code units; the tokens that the model reads are counted besides. */
export const ONNX_MAX_LENGTH = 4_000;

/** What is used of transformers.js, whose own types are not there when it is not installed. */
interface Transformers {
  readonly env: { allowRemoteModels: boolean; allowLocalModels: boolean; localModelPath: string };
  readonly AutoTokenizer: { from_pretrained(name: string, options: object): Promise<Tokenizer> };
  readonly AutoModel: { from_pretrained(name: string, options: object): Promise<Model> };
  readonly Tensor: new (type: "int64", data: BigInt64Array, dims: readonly number[]) => unknown;
}

interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): number[];
  readonly unk_token_id?: number | null;
  /** Beyond any length when the model has no bound of its own. */
  readonly model_max_length?: number | null;
}

interface Model {
  (inputs: Readonly<Record<string, unknown>>): Promise<{ readonly last_hidden_state?: Hidden }>;
  readonly config: { readonly max_position_embeddings?: number };
}

/** Shape: 1, tokens, dimension. */
interface Hidden {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * Whether the model can be loaded, and what it is called: after its folder, its configuration and the form of its weights.
 * @throws Error that says what is missing and how to get it
 */
export function identifyOnnxModel({ path, dtype }: EmbeddingModelSpec): string {
  checkModelFolder({ setting: "embeddings.model", task: "an embedding", path, dtype });
  const config = createHash("sha256")
    .update(readFileSync(join(path, "config.json")))
    .digest("hex");
  return `${basename(path)}-${config.slice(0, 12)}-${dtype}`;
}

/**
 * Loads the model from its folder, and nothing from anywhere else. A text's vector is the mean of those of its tokens.
 * @throws Error when it cannot be loaded
 */
export async function loadOnnxModel({ path, dtype }: EmbeddingModelSpec): Promise<EmbeddingModel> {
  const { env, AutoTokenizer, AutoModel, Tensor }: Transformers = await import(MODEL_PACKAGE);
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = dirname(path);
  const options = { local_files_only: true };
  const [tokenizer, model] = await Promise.all([
    AutoTokenizer.from_pretrained(basename(path), options),
    AutoModel.from_pretrained(basename(path), { ...options, dtype, device: "cpu" }),
  ]);
  const mostTokens = Math.min(
    tokenizer.model_max_length ?? Number.POSITIVE_INFINITY,
    model.config.max_position_embeddings ?? Number.POSITIVE_INFINITY,
  );

  async function vectorOf(ids: readonly number[]): Promise<Float32Array | undefined> {
    const tensor = (value: (id: number) => number) =>
      new Tensor(
        "int64",
        BigInt64Array.from(ids, (id) => BigInt(value(id))),
        [1, ids.length],
      );
    // Models take of these what they need.
    const { last_hidden_state: hidden } = await model({
      input_ids: tensor((id) => id),
      attention_mask: tensor(() => 1),
      token_type_ids: tensor(() => 0),
    });
    return hidden === undefined ? undefined : unitVector(meanOf(hidden));
  }

  const idsOf = (text: string) => tokenizer.encode(text, { add_special_tokens: true });

  async function embedOne(text: string): Promise<Embedded> {
    if (text.length > ONNX_MAX_LENGTH) return "too-long";
    const ids = idsOf(text);
    if (ids.length > mostTokens) return "too-long";
    if (text.trim() === "" || ids.some((id) => id === tokenizer.unk_token_id)) return "unreadable";
    return (await vectorOf(ids)) ?? "failed";
  }

  async function embed(texts: readonly string[]): Promise<readonly Embedded[]> {
    const results: Embedded[] = [];
    for (const text of texts) results.push(await embedOne(text));
    return results;
  }

  const first = await vectorOf(idsOf("a"));
  if (first === undefined) throw new Error("The model gives no last_hidden_state for a text.");
  return { dimension: first.length, embed };
}

function meanOf({ dims, data }: Hidden): Float64Array {
  const width = dims.at(-1) ?? 0;
  const sum = new Float64Array(width);
  for (let index = 0; index < data.length; index++)
    sum[index % width] = (sum[index % width] ?? 0) + (data[index] ?? 0);
  return sum;
}
