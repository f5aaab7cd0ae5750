// Original file: aios/inference/v1/inference.proto

import type { FunctionCallDelta as _aios_inference_v1_FunctionCallDelta, FunctionCallDelta__Output as _aios_inference_v1_FunctionCallDelta__Output } from '../../../aios/inference/v1/FunctionCallDelta.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * What a chunk adds to one tool call.
 */
export interface ToolCallDelta {
  /**
   * Which call this piece belongs to, from 0.
   */
  'index'?: (number);
  /**
   * In the call's first piece.
   */
  'id'?: (string);
  /**
   * In the call's first piece: "function", …
   */
  'type'?: (string);
  /**
   * More of the function's name and arguments.
   */
  'function'?: (_aios_inference_v1_FunctionCallDelta | null);
  /**
   * Other members of the piece.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_id'?: "id";
  '_type'?: "type";
}

/**
 * What a chunk adds to one tool call.
 */
export interface ToolCallDelta__Output {
  /**
   * Which call this piece belongs to, from 0.
   */
  'index': (number);
  /**
   * In the call's first piece.
   */
  'id'?: (string);
  /**
   * In the call's first piece: "function", …
   */
  'type'?: (string);
  /**
   * More of the function's name and arguments.
   */
  'function': (_aios_inference_v1_FunctionCallDelta__Output | null);
  /**
   * Other members of the piece.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_id'?: "id";
  '_type'?: "type";
}
