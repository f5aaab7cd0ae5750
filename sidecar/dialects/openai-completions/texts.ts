/** Where the texts stand in text completions: https://platform.openai.com/docs/api-reference/completions */
import { isJsonObject } from "../../core/json.ts";
import { textOrToken } from "../token-ids.ts";
import { choose, each, from, keep, members, number, skip, texts, textsOf, type Walk } from "../walk.ts";

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

// Log probabilities spell out the provider's own tokens: beside a text that was replaced they would tell the old one.
const choice: Walk = (value, visit) => {
  const next = choiceMembers(value, visit);
  return next === value || !isJsonObject(next) || !isJsonObject(next.logprobs)
    ? next
    : { ...next, logprobs: null };
};

const choices: Walk = choose(() => choice);

const reply = members({
  id: keep,
  object: keep,
  created: number,
  model: keep,
  service_tier: keep,
  system_fingerprint: keep,
  choices,
  usage: skip,
});

export const rewriteRequest = textsOf(request, "other", "request");
export const rewriteReply = textsOf(reply, "assistant", "reply");
