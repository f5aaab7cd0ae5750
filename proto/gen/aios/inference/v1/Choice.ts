// Original file: aios/inference/v1/inference.proto

import type { Message as _aios_inference_v1_Message, Message__Output as _aios_inference_v1_Message__Output } from '../../../aios/inference/v1/Message.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * One of the answers.
 */
export interface Choice {
  /**
   * From 0.
   */
  'index'?: (number);
  /**
   * The answer.
   */
  'message'?: (_aios_inference_v1_Message | null);
  /**
   * "stop", "length", "tool_calls", "content_filter", …
   */
  'finishReason'?: (string);
  /**
   * {"content": […], "refusal": […]} as the provider sent it. Absent: not asked for.
   */
  'logprobs'?: (_google_protobuf_Struct | null);
  /**
   * Other members of the choice.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_finishReason'?: "finishReason";
}

/**
 * One of the answers.
 */
export interface Choice__Output {
  /**
   * From 0.
   */
  'index': (number);
  /**
   * The answer.
   */
  'message': (_aios_inference_v1_Message__Output | null);
  /**
   * "stop", "length", "tool_calls", "content_filter", …
   */
  'finishReason'?: (string);
  /**
   * {"content": […], "refusal": […]} as the provider sent it. Absent: not asked for.
   */
  'logprobs': (_google_protobuf_Struct__Output | null);
  /**
   * Other members of the choice.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_finishReason'?: "finishReason";
}
