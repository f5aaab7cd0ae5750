/** aios.inference.v1 embeddings and their documents on OpenAI's wire. */

import type { Embedding } from "../../../proto/gen/aios/inference/v1/Embedding.ts";
import type { EmbedReply } from "../../../proto/gen/aios/inference/v1/EmbedReply.ts";
import type { EmbedRequest__Output } from "../../../proto/gen/aios/inference/v1/EmbedRequest.ts";
import { AiosError } from "../../core/errors.ts";
import { isJsonArray, isRawNumber, type Json, type JsonObject } from "../../core/json.ts";
import { Rest } from "./rest.ts";
import { structToJson } from "./struct.ts";
import { usageFromJson } from "./usage.ts";

/** @throws AiosError `invalid-request` */
export function embedRequestToDocument(message: EmbedRequest__Output): JsonObject {
  return {
    ...structToJson(message.extra),
    model: message.model,
    input: toInput(message),
    ...(message.dimensions === undefined ? {} : { dimensions: message.dimensions }),
    ...(message.user === undefined ? {} : { user: message.user }),
    encoding_format: "float",
  };
}

function toInput(message: EmbedRequest__Output): readonly Json[] {
  const tokens = message.inputTokens.map((list) => list.tokens);
  if (message.input.length > 0 && tokens.length > 0) {
    throw new AiosError("invalid-request", "Set `input` or `input_tokens`, not both.", { param: "input" });
  }
  if (message.input.length === 0 && tokens.length === 0) {
    throw new AiosError("invalid-request", "`input` is missing; send the texts to embed.", {
      param: "input",
    });
  }
  return tokens.length > 0 ? tokens : message.input;
}

/** @throws AiosError `invalid-upstream-reply` */
export function embedReplyFromDocument(document: JsonObject): EmbedReply {
  const rest = new Rest(document);
  rest.drop("object");
  const data = rest.objects("data");
  if (data === undefined)
    throw new AiosError("invalid-upstream-reply", "The provider's reply holds no embeddings.");
  const reply: EmbedReply = {
    model: rest.string("model") ?? "",
    embeddings: data.map(embeddingFromJson),
    usage: usageFromJson(rest.object("usage")),
  };
  reply.extra = rest.extra();
  return reply;
}

function embeddingFromJson(json: JsonObject, position: number): Embedding {
  const index = json.index;
  return { index: typeof index === "number" ? index : position, values: vector(json.embedding) };
}

/** Of more digits than a double has as near as it comes; the wire's floats have fewer. */
function coordinate(value: Json): number | readonly number[] {
  if (typeof value === "number") return value;
  return isRawNumber(value) ? Number(value.rawJSON) : [];
}

/** Some providers answer in base64 (little-endian floats) whatever they are asked for. */
function vector(embedding: Json | undefined): number[] {
  if (isJsonArray(embedding)) return embedding.flatMap(coordinate);
  if (typeof embedding === "string") {
    const bytes = Buffer.from(embedding, "base64");
    return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readFloatLE(4 * index));
  }
  throw new AiosError(
    "invalid-upstream-reply",
    "The provider's reply holds an embedding that is neither numbers nor base64.",
  );
}
