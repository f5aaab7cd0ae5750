// Original file: aios/inference/v1/inference.proto

import type { ContentParts as _aios_inference_v1_ContentParts, ContentParts__Output as _aios_inference_v1_ContentParts__Output } from '../../../aios/inference/v1/ContentParts.ts';
import type { ToolCall as _aios_inference_v1_ToolCall, ToolCall__Output as _aios_inference_v1_ToolCall__Output } from '../../../aios/inference/v1/ToolCall.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * One turn of the conversation, asked or answered.
 */
export interface Message {
  /**
   * "system", "developer", "user", "assistant" or "tool".
   */
  'role'?: (string);
  /**
   * Plain text; may be empty.
   */
  'text'?: (string);
  /**
   * Several parts, in order.
   */
  'parts'?: (_aios_inference_v1_ContentParts | null);
  /**
   * Tells apart several speakers of one role.
   */
  'name'?: (string);
  /**
   * Role "assistant": the calls that the model asks for.
   */
  'toolCalls'?: (_aios_inference_v1_ToolCall)[];
  /**
   * Role "tool": the call that this content answers.
   */
  'toolCallId'?: (string);
  /**
   * Role "assistant": why the model declined.
   */
  'refusal'?: (string);
  /**
   * Role "assistant": the model's reasoning, from providers that show it.
   */
  'reasoningContent'?: (string);
  /**
   * Other members of the message, e.g. {"annotations": […], "audio": {…}}.
   */
  'extra'?: (_google_protobuf_Struct | null);
  /**
   * Neither is set when there is no content (JSON null), as in an assistant's turn that only calls tools.
   */
  'content'?: "text"|"parts";
  '_name'?: "name";
  '_toolCallId'?: "toolCallId";
  '_refusal'?: "refusal";
  '_reasoningContent'?: "reasoningContent";
}

/**
 * One turn of the conversation, asked or answered.
 */
export interface Message__Output {
  /**
   * "system", "developer", "user", "assistant" or "tool".
   */
  'role': (string);
  /**
   * Plain text; may be empty.
   */
  'text'?: (string);
  /**
   * Several parts, in order.
   */
  'parts'?: (_aios_inference_v1_ContentParts__Output | null);
  /**
   * Tells apart several speakers of one role.
   */
  'name'?: (string);
  /**
   * Role "assistant": the calls that the model asks for.
   */
  'toolCalls': (_aios_inference_v1_ToolCall__Output)[];
  /**
   * Role "tool": the call that this content answers.
   */
  'toolCallId'?: (string);
  /**
   * Role "assistant": why the model declined.
   */
  'refusal'?: (string);
  /**
   * Role "assistant": the model's reasoning, from providers that show it.
   */
  'reasoningContent'?: (string);
  /**
   * Other members of the message, e.g. {"annotations": […], "audio": {…}}.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  /**
   * Neither is set when there is no content (JSON null), as in an assistant's turn that only calls tools.
   */
  'content'?: "text"|"parts";
  '_name'?: "name";
  '_toolCallId'?: "toolCallId";
  '_refusal'?: "refusal";
  '_reasoningContent'?: "reasoningContent";
}
