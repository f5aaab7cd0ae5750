// Original file: aios/inference/v1/inference.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * How free the model is to call tools.
 */
export interface ToolChoice {
  /**
   * "none", "auto" or "required".
   */
  'mode'?: (string);
  /**
   * Name of the one function that must be called.
   */
  'function'?: (string);
  /**
   * Any other choice object, whole, with its "type".
   */
  'other'?: (_google_protobuf_Struct | null);
  /**
   * Exactly one is set.
   */
  'choice'?: "mode"|"function"|"other";
}

/**
 * How free the model is to call tools.
 */
export interface ToolChoice__Output {
  /**
   * "none", "auto" or "required".
   */
  'mode'?: (string);
  /**
   * Name of the one function that must be called.
   */
  'function'?: (string);
  /**
   * Any other choice object, whole, with its "type".
   */
  'other'?: (_google_protobuf_Struct__Output | null);
  /**
   * Exactly one is set.
   */
  'choice'?: "mode"|"function"|"other";
}
