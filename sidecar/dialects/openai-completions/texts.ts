import { textsOfChoices } from "../choices.ts";
import { textOrToken } from "../token-ids.ts";
import { each, from, keep, members, number, skip, texts, textsOf } from "../walk.ts";

const request = members({
  model: keep,
  // A text, token ids, or a list of either.
  prompt: from("user", members({}, textOrToken)),
  suffix: from("user", texts),
  stream: keep,
  stream_options: members({ include_usage: keep, include_obfuscation: keep }),
  echo: keep,
  n: number,
  best_of: number,
  logprobs: number,
  logit_bias: each(number),
  temperature: number,
  top_p: number,
  top_k: number,
  min_p: number,
  seed: number,
  max_tokens: number,
  presence_penalty: number,
  frequency_penalty: number,
  repetition_penalty: number,
  stop: texts,
  user: texts,
});

const choiceMembers = members({
  index: number,
  finish_reason: keep,
  stop_reason: keep,
  logprobs: skip,
  text: texts,
});

export const rewriteRequest = textsOf(request, "other", "request");
export const rewriteReply = textsOfChoices(choiceMembers);
