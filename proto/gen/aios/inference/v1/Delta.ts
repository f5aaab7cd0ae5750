// Original file: aios/inference/v1/inference.proto

import type { ToolCallDelta as _aios_inference_v1_ToolCallDelta, ToolCallDelta__Output as _aios_inference_v1_ToolCallDelta__Output } from '../../../aios/inference/v1/ToolCallDelta.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * Text fields are appended to what came before; absent ones add nothing.
 */
export interface Delta {
  /**
   * "assistant"; usually in the first piece only.
   */
  'role'?: (string);
  /**
   * More of the answer.
   */
  'content'?: (string);
  /**
   * More of the tool calls; pieces of one call share an index.
   */
  'toolCalls'?: (_aios_inference_v1_ToolCallDelta)[];
  /**
   * More of the refusal.
   */
  'refusal'?: (string);
  /**
   * More of the reasoning.
   */
  'reasoningContent'?: (string);
  /**
   * Other members of the delta.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_role'?: "role";
  '_content'?: "content";
  '_refusal'?: "refusal";
  '_reasoningContent'?: "reasoningContent";
}

/**
 * Text fields are appended to what came before; absent ones add nothing.
 */
export interface Delta__Output {
  /**
   * "assistant"; usually in the first piece only.
   */
  'role'?: (string);
  /**
   * More of the answer.
   */
  'content'?: (string);
  /**
   * More of the tool calls; pieces of one call share an index.
   */
  'toolCalls': (_aios_inference_v1_ToolCallDelta__Output)[];
  /**
   * More of the refusal.
   */
  'refusal'?: (string);
  /**
   * More of the reasoning.
   */
  'reasoningContent'?: (string);
  /**
   * Other members of the delta.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_role'?: "role";
  '_content'?: "content";
  '_refusal'?: "refusal";
  '_reasoningContent'?: "reasoningContent";
}
