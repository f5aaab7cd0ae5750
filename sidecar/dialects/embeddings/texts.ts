/** Where the texts stand in embeddings: https://platform.openai.com/docs/api-reference/embeddings */
import { from, keep, members, number, skip, texts, textsOf, type Walk } from "../walk.ts";

/** More than any vocabulary has. */
const TOKEN_IDS = 10_000_000;

/** Token ids are for the model alone; a greater number is none. */
const textOrToken: Walk = (value, visit) =>
  typeof value === "number" && value >= 0 && value < TOKEN_IDS ? value : texts(value, visit);

const request = members({
  model: keep,
  input: from("user", members({}, textOrToken)),
  encoding_format: keep,
  input_type: keep,
  dimensions: number,
  user: texts,
});

// Vectors may be base64 strings.
const reply = members({
  object: keep,
  model: keep,
  id: keep,
  created: number,
  data: members({ object: keep, index: number, embedding: skip }),
  usage: skip,
});

export const rewriteRequest = textsOf(request, "other", "request");
export const rewriteReply = textsOf(reply, "other", "reply");
