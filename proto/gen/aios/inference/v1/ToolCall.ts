// Original file: aios/inference/v1/inference.proto

import type { FunctionCall as _aios_inference_v1_FunctionCall, FunctionCall__Output as _aios_inference_v1_FunctionCall__Output } from '../../../aios/inference/v1/FunctionCall.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * A call that the model asks for.
 */
export interface ToolCall {
  /**
   * Echoed as `tool_call_id` by the message that answers it.
   */
  'id'?: (string);
  /**
   * Empty means "function". For any other type its body is in `extra`, under its own name.
   */
  'type'?: (string);
  /**
   * Set when type is "function".
   */
  'function'?: (_aios_inference_v1_FunctionCall | null);
  /**
   * Other members of the call.
   */
  'extra'?: (_google_protobuf_Struct | null);
}

/**
 * A call that the model asks for.
 */
export interface ToolCall__Output {
  /**
   * Echoed as `tool_call_id` by the message that answers it.
   */
  'id': (string);
  /**
   * Empty means "function". For any other type its body is in `extra`, under its own name.
   */
  'type': (string);
  /**
   * Set when type is "function".
   */
  'function': (_aios_inference_v1_FunctionCall__Output | null);
  /**
   * Other members of the call.
   */
  'extra': (_google_protobuf_Struct__Output | null);
}
