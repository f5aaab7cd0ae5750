// Original file: aios/inference/v1/inference.proto

import type { FunctionDefinition as _aios_inference_v1_FunctionDefinition, FunctionDefinition__Output as _aios_inference_v1_FunctionDefinition__Output } from '../../../aios/inference/v1/FunctionDefinition.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * Something that the model may call.
 */
export interface Tool {
  /**
   * Empty means "function". For any other type its definition is in `extra`, under its own name.
   */
  'type'?: (string);
  /**
   * Set when type is "function".
   */
  'function'?: (_aios_inference_v1_FunctionDefinition | null);
  /**
   * Other members of the tool, e.g. {"custom": {…}} beside type "custom".
   */
  'extra'?: (_google_protobuf_Struct | null);
}

/**
 * Something that the model may call.
 */
export interface Tool__Output {
  /**
   * Empty means "function". For any other type its definition is in `extra`, under its own name.
   */
  'type': (string);
  /**
   * Set when type is "function".
   */
  'function': (_aios_inference_v1_FunctionDefinition__Output | null);
  /**
   * Other members of the tool, e.g. {"custom": {…}} beside type "custom".
   */
  'extra': (_google_protobuf_Struct__Output | null);
}
