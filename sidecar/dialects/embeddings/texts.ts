/** Where the texts stand in embeddings: https://platform.openai.com/docs/api-reference/embeddings */
import { textOrToken } from "../token-ids.ts";
import { from, keep, members, number, skip, texts, textsOf } from "../walk.ts";

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
