// Original file: aios/inference/v1/inference.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * A function that the application offers.
 */
export interface FunctionDefinition {
  /**
   * [a-zA-Z0-9_-], at most 64 characters.
   */
  'name'?: (string);
  /**
   * Tells the model when and how to call it.
   */
  'description'?: (string);
  /**
   * JSON Schema of the arguments. Absent: no arguments.
   */
  'parameters'?: (_google_protobuf_Struct | null);
  /**
   * Whether arguments must follow the schema exactly.
   */
  'strict'?: (boolean);
  /**
   * Other members of the definition.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_description'?: "description";
  '_strict'?: "strict";
}

/**
 * A function that the application offers.
 */
export interface FunctionDefinition__Output {
  /**
   * [a-zA-Z0-9_-], at most 64 characters.
   */
  'name': (string);
  /**
   * Tells the model when and how to call it.
   */
  'description'?: (string);
  /**
   * JSON Schema of the arguments. Absent: no arguments.
   */
  'parameters': (_google_protobuf_Struct__Output | null);
  /**
   * Whether arguments must follow the schema exactly.
   */
  'strict'?: (boolean);
  /**
   * Other members of the definition.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_description'?: "description";
  '_strict'?: "strict";
}
