// Original file: aios/inference/v1/inference.proto

import type { JsonSchema as _aios_inference_v1_JsonSchema, JsonSchema__Output as _aios_inference_v1_JsonSchema__Output } from '../../../aios/inference/v1/JsonSchema.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * The form that the answer must have.
 */
export interface ResponseFormat {
  /**
   * "text", "json_object" or "json_schema".
   */
  'type'?: (string);
  /**
   * Set when type is "json_schema".
   */
  'jsonSchema'?: (_aios_inference_v1_JsonSchema | null);
  /**
   * Other members of the format object.
   */
  'extra'?: (_google_protobuf_Struct | null);
}

/**
 * The form that the answer must have.
 */
export interface ResponseFormat__Output {
  /**
   * "text", "json_object" or "json_schema".
   */
  'type': (string);
  /**
   * Set when type is "json_schema".
   */
  'jsonSchema': (_aios_inference_v1_JsonSchema__Output | null);
  /**
   * Other members of the format object.
   */
  'extra': (_google_protobuf_Struct__Output | null);
}
