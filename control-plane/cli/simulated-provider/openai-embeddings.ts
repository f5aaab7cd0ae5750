/**
 * `POST /v1/embeddings`. The vector of a text is the sum of one fixed vector for each of its words, brought to length
 * one: the same text always has the same vector, and texts that share words are near each other.
 */
import { tokensOf } from "./answer.ts";
import { Refusal } from "./errors.ts";
import type { JsonObject } from "./json.ts";
import { requiredModel } from "./openai-chat.ts";
import { type CallContext, documentReply, type WireReply } from "./wire.ts";

const MAX_INPUTS = 2_048;

export function embeddings(context: CallContext, body: JsonObject): WireReply {
  const model = requiredModel(body);
  const inputs = readInputs(body.input);
  const dimensions = readDimensions(model, body.dimensions);
  const format = body.encoding_format ?? "float";
  if (format !== "float" && format !== "base64") {
    throw new Refusal(
      400,
      "Invalid 'encoding_format': must be 'float' or 'base64'.",
      null,
      "encoding_format",
    );
  }
  const promptTokens = inputs.reduce((sum, words) => sum + words.length, 0);
  return documentReply(context, {
    object: "list",
    data: inputs.map((words, index) => {
      const vector = vectorOf(words, sizeOf(model), dimensions);
      return {
        object: "embedding",
        index,
        embedding: format === "float" ? [...vector] : Buffer.from(vector.buffer).toString("base64"),
      };
    }),
    model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  });
}

const sizeOf = (model: string): number => (model.includes("3-large") ? 3_072 : 1_536);

/** The words of each input; an input may also be given as the numbers of its tokens. */
function readInputs(input: unknown): readonly (readonly string[])[] {
  const invalid = () =>
    new Refusal(
      400,
      "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.",
    );
  if (input === undefined)
    throw new Refusal(400, "Missing required parameter: 'input'.", "missing_required_parameter", "input");
  const list: readonly unknown[] =
    Array.isArray(input) && !input.every((item) => typeof item === "number") ? input : [input];
  if (list.length > MAX_INPUTS) {
    throw new Refusal(
      400,
      `Invalid 'input': maximum length is ${MAX_INPUTS} items.`,
      "array_above_max_length",
      "input",
    );
  }
  return list.map((item) => {
    if (typeof item === "string") {
      if (item === "")
        throw new Refusal(400, "Invalid 'input': input cannot be an empty string.", null, "input");
      return tokensOf(item).map((token) => token.trim().toLowerCase());
    }
    if (!Array.isArray(item) || item.length === 0) throw invalid();
    return item.map((token: unknown) => {
      if (typeof token !== "number") throw invalid();
      return String(token);
    });
  });
}

function readDimensions(model: string, dimensions: unknown): number {
  const full = sizeOf(model);
  if (dimensions === undefined || dimensions === null) return full;
  if (model === "text-embedding-ada-002") {
    throw new Refusal(400, "This model does not support specifying dimensions.", null, "dimensions");
  }
  if (
    typeof dimensions !== "number" ||
    !Number.isInteger(dimensions) ||
    dimensions < 1 ||
    dimensions > full
  ) {
    throw new Refusal(
      400,
      `Invalid 'dimensions': expected an integer from 1 to ${full}.`,
      null,
      "dimensions",
    );
  }
  return dimensions;
}

/** A shorter vector is the beginning of the full one, brought to length one again, as with the real models. */
function vectorOf(words: readonly string[], size: number, dimensions: number): Float32Array {
  const sum = new Float64Array(Math.min(size, dimensions));
  for (const word of words) {
    let state = seedOf(word);
    for (let at = 0; at < sum.length; at += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      sum[at] = (sum[at] ?? 0) + (state | 0) / 2 ** 31;
    }
  }
  const length = Math.hypot(...sum) || 1;
  return Float32Array.from(sum, (value) => value / length);
}

/** FNV-1a; never zero, where the generator above would stay for ever. */
function seedOf(word: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0 || 1;
}
