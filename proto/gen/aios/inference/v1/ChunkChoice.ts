// Original file: aios/inference/v1/inference.proto

import type { Delta as _aios_inference_v1_Delta, Delta__Output as _aios_inference_v1_Delta__Output } from '../../../aios/inference/v1/Delta.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * What a chunk adds to one of the answers.
 */
export interface ChunkChoice {
  /**
   * Which choice this piece belongs to, from 0.
   */
  'index'?: (number);
  /**
   * What to append.
   */
  'delta'?: (_aios_inference_v1_Delta | null);
  /**
   * Set in the last piece of this choice: "stop", "length", "tool_calls", "content_filter", …
   */
  'finishReason'?: (string);
  /**
   * Log probabilities of this piece's tokens, as the provider sent them.
   */
  'logprobs'?: (_google_protobuf_Struct | null);
  /**
   * Other members of the choice.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_finishReason'?: "finishReason";
}

/**
 * What a chunk adds to one of the answers.
 */
export interface ChunkChoice__Output {
  /**
   * Which choice this piece belongs to, from 0.
   */
  'index': (number);
  /**
   * What to append.
   */
  'delta': (_aios_inference_v1_Delta__Output | null);
  /**
   * Set in the last piece of this choice: "stop", "length", "tool_calls", "content_filter", …
   */
  'finishReason'?: (string);
  /**
   * Log probabilities of this piece's tokens, as the provider sent them.
   */
  'logprobs': (_google_protobuf_Struct__Output | null);
  /**
   * Other members of the choice.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_finishReason'?: "finishReason";
}
