// Original file: aios/inference/v1/inference.proto

import type { Message as _aios_inference_v1_Message, Message__Output as _aios_inference_v1_Message__Output } from '../../../aios/inference/v1/Message.ts';
import type { Tool as _aios_inference_v1_Tool, Tool__Output as _aios_inference_v1_Tool__Output } from '../../../aios/inference/v1/Tool.ts';
import type { ToolChoice as _aios_inference_v1_ToolChoice, ToolChoice__Output as _aios_inference_v1_ToolChoice__Output } from '../../../aios/inference/v1/ToolChoice.ts';
import type { ResponseFormat as _aios_inference_v1_ResponseFormat, ResponseFormat__Output as _aios_inference_v1_ResponseFormat__Output } from '../../../aios/inference/v1/ResponseFormat.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What to answer, and how.
 */
export interface ChatRequest {
  /**
   * Name of the model as the caller knows it; routes may map it to another.
   */
  'model'?: (string);
  /**
   * The conversation so far, oldest first.
   */
  'messages'?: (_aios_inference_v1_Message)[];
  /**
   * What the model may call. Empty: nothing.
   */
  'tools'?: (_aios_inference_v1_Tool)[];
  /**
   * Whether the model must, may or must not call a tool. Absent: the provider's default.
   */
  'toolChoice'?: (_aios_inference_v1_ToolChoice | null);
  /**
   * Whether one turn may hold several tool calls.
   */
  'parallelToolCalls'?: (boolean);
  /**
   * The form of the answer. Absent: text.
   */
  'responseFormat'?: (_aios_inference_v1_ResponseFormat | null);
  /**
   * Sampling temperature, 0 to 2.
   */
  'temperature'?: (number | string);
  /**
   * Nucleus sampling: share of the probability mass considered, 0 to 1.
   */
  'topP'?: (number | string);
  /**
   * Upper bound of generated tokens, reasoning included.
   */
  'maxCompletionTokens'?: (number);
  /**
   * The older name of that bound, in tokens; sent on as it is, since some providers know only this one.
   */
  'maxTokens'?: (number);
  /**
   * Texts that end the generation, at most 4.
   */
  'stop'?: (string)[];
  /**
   * Asks for repeatable sampling. Exact up to 2^53.
   */
  'seed'?: (number | string | Long);
  /**
   * Number of choices to generate.
   */
  'n'?: (number);
  /**
   * -2 to 2; above zero favours new topics.
   */
  'presencePenalty'?: (number | string);
  /**
   * -2 to 2; above zero discourages repetition.
   */
  'frequencyPenalty'?: (number | string);
  /**
   * Token id (decimal) to bias, -100 to 100.
   */
  'logitBias'?: ({[key: string]: number | string});
  /**
   * Whether to return log probabilities of the output tokens.
   */
  'logprobs'?: (boolean);
  /**
   * How many alternatives to return for each token, 0 to 20; needs logprobs.
   */
  'topLogprobs'?: (number);
  /**
   * The end user, as the application names them.
   */
  'user'?: (string);
  /**
   * Free tags for the provider's own records.
   */
  'metadata'?: ({[key: string]: string});
  /**
   * "none", "minimal", "low", "medium", "high", …
   */
  'reasoningEffort'?: (string);
  /**
   * "auto", "default", "flex", "priority", …
   */
  'serviceTier'?: (string);
  /**
   * Top-level parameters without a field here, e.g. {"verbosity": "low", "top_k": 40}. `stream` and
   * `stream_options` are implied by the method called and are ignored.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_parallelToolCalls'?: "parallelToolCalls";
  '_temperature'?: "temperature";
  '_topP'?: "topP";
  '_maxCompletionTokens'?: "maxCompletionTokens";
  '_maxTokens'?: "maxTokens";
  '_seed'?: "seed";
  '_n'?: "n";
  '_presencePenalty'?: "presencePenalty";
  '_frequencyPenalty'?: "frequencyPenalty";
  '_logprobs'?: "logprobs";
  '_topLogprobs'?: "topLogprobs";
  '_user'?: "user";
  '_reasoningEffort'?: "reasoningEffort";
  '_serviceTier'?: "serviceTier";
}

/**
 * What to answer, and how.
 */
export interface ChatRequest__Output {
  /**
   * Name of the model as the caller knows it; routes may map it to another.
   */
  'model': (string);
  /**
   * The conversation so far, oldest first.
   */
  'messages': (_aios_inference_v1_Message__Output)[];
  /**
   * What the model may call. Empty: nothing.
   */
  'tools': (_aios_inference_v1_Tool__Output)[];
  /**
   * Whether the model must, may or must not call a tool. Absent: the provider's default.
   */
  'toolChoice': (_aios_inference_v1_ToolChoice__Output | null);
  /**
   * Whether one turn may hold several tool calls.
   */
  'parallelToolCalls'?: (boolean);
  /**
   * The form of the answer. Absent: text.
   */
  'responseFormat': (_aios_inference_v1_ResponseFormat__Output | null);
  /**
   * Sampling temperature, 0 to 2.
   */
  'temperature'?: (number);
  /**
   * Nucleus sampling: share of the probability mass considered, 0 to 1.
   */
  'topP'?: (number);
  /**
   * Upper bound of generated tokens, reasoning included.
   */
  'maxCompletionTokens'?: (number);
  /**
   * The older name of that bound, in tokens; sent on as it is, since some providers know only this one.
   */
  'maxTokens'?: (number);
  /**
   * Texts that end the generation, at most 4.
   */
  'stop': (string)[];
  /**
   * Asks for repeatable sampling. Exact up to 2^53.
   */
  'seed'?: (number);
  /**
   * Number of choices to generate.
   */
  'n'?: (number);
  /**
   * -2 to 2; above zero favours new topics.
   */
  'presencePenalty'?: (number);
  /**
   * -2 to 2; above zero discourages repetition.
   */
  'frequencyPenalty'?: (number);
  /**
   * Token id (decimal) to bias, -100 to 100.
   */
  'logitBias': ({[key: string]: number});
  /**
   * Whether to return log probabilities of the output tokens.
   */
  'logprobs'?: (boolean);
  /**
   * How many alternatives to return for each token, 0 to 20; needs logprobs.
   */
  'topLogprobs'?: (number);
  /**
   * The end user, as the application names them.
   */
  'user'?: (string);
  /**
   * Free tags for the provider's own records.
   */
  'metadata': ({[key: string]: string});
  /**
   * "none", "minimal", "low", "medium", "high", …
   */
  'reasoningEffort'?: (string);
  /**
   * "auto", "default", "flex", "priority", …
   */
  'serviceTier'?: (string);
  /**
   * Top-level parameters without a field here, e.g. {"verbosity": "low", "top_k": 40}. `stream` and
   * `stream_options` are implied by the method called and are ignored.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_parallelToolCalls'?: "parallelToolCalls";
  '_temperature'?: "temperature";
  '_topP'?: "topP";
  '_maxCompletionTokens'?: "maxCompletionTokens";
  '_maxTokens'?: "maxTokens";
  '_seed'?: "seed";
  '_n'?: "n";
  '_presencePenalty'?: "presencePenalty";
  '_frequencyPenalty'?: "frequencyPenalty";
  '_logprobs'?: "logprobs";
  '_topLogprobs'?: "topLogprobs";
  '_user'?: "user";
  '_reasoningEffort'?: "reasoningEffort";
  '_serviceTier'?: "serviceTier";
}
