// Original file: aios/inference/v1/inference.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * A schema that the answer must follow.
 */
export interface JsonSchema {
  /**
   * [a-zA-Z0-9_-], at most 64 characters.
   */
  'name'?: (string);
  /**
   * What the format is for; read by the model.
   */
  'description'?: (string);
  /**
   * The JSON Schema itself.
   */
  'schema'?: (_google_protobuf_Struct | null);
  /**
   * Whether the answer must follow the schema exactly.
   */
  'strict'?: (boolean);
  /**
   * Other members of the schema object.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_description'?: "description";
  '_strict'?: "strict";
}

/**
 * A schema that the answer must follow.
 */
export interface JsonSchema__Output {
  /**
   * [a-zA-Z0-9_-], at most 64 characters.
   */
  'name': (string);
  /**
   * What the format is for; read by the model.
   */
  'description'?: (string);
  /**
   * The JSON Schema itself.
   */
  'schema': (_google_protobuf_Struct__Output | null);
  /**
   * Whether the answer must follow the schema exactly.
   */
  'strict'?: (boolean);
  /**
   * Other members of the schema object.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_description'?: "description";
  '_strict'?: "strict";
}
