/** Where the texts stand: https://docs.cohere.com/reference/rerank, https://docs.vllm.ai/en/latest/serving/openai_compatible_server */
import { from, keep, members, number, skip, texts, textsOf } from "../walk.ts";

const request = members({
  model: keep,
  query: from("user", texts),
  // Texts, `{ text }`, or objects of free keys, of which `rank_fields` names those that count.
  documents: texts,
  rank_fields: keep,
  top_n: number,
  top_k: number,
  return_documents: keep,
  max_chunks_per_doc: number,
  max_tokens_per_doc: number,
  truncate_prompt_tokens: number,
  truncation: keep,
  priority: number,
  user: texts,
});

const reply = members({
  id: keep,
  object: keep,
  model: keep,
  results: members({
    object: keep,
    index: number,
    relevance_score: number,
    document: members({ text: texts }),
  }),
  meta: skip,
  usage: skip,
});

export const rewriteRequest = textsOf(request, "other", "request");
export const rewriteReply = textsOf(reply, "other", "reply");
