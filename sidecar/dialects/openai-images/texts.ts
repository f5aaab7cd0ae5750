/** Where the texts stand in images: https://platform.openai.com/docs/api-reference/images */
import { from, keep, members, number, skip, texts, textsOf } from "../walk.ts";

const request = members({
  model: keep,
  prompt: from("user", texts),
  negative_prompt: from("user", texts),
  n: number,
  size: keep,
  quality: keep,
  style: keep,
  background: keep,
  moderation: keep,
  response_format: keep,
  output_format: keep,
  output_compression: number,
  partial_images: number,
  seed: number,
  stream: keep,
  user: texts,
});

const reply = members({
  created: number,
  background: keep,
  output_format: keep,
  quality: keep,
  size: keep,
  data: members({ b64_json: skip, url: texts, revised_prompt: texts }),
  usage: skip,
});

export const rewriteRequest = textsOf(request, "other", "request");
export const rewriteReply = textsOf(reply, "assistant", "reply");
