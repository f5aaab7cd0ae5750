/** Where the texts stand in embeddings: https://platform.openai.com/docs/api-reference/embeddings */
import { from, keep, members, skip, texts, textsOf } from "../walk.ts";

// Token ids in `input` are numbers, which nobody but the model can read.
const request = members({ model: keep, input: from("user", texts), encoding_format: keep, input_type: keep });

// Vectors may be base64 strings.
const reply = members({
  object: keep,
  model: keep,
  id: keep,
  data: members({ object: keep, embedding: skip }),
});

export const rewriteRequest = textsOf(request, "other", "invalid-request");
export const rewriteReply = textsOf(reply, "other", "invalid-upstream-reply");
