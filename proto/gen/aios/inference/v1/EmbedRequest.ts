// Original file: aios/inference/v1/inference.proto

import type { TokenList as _aios_inference_v1_TokenList, TokenList__Output as _aios_inference_v1_TokenList__Output } from '../../../aios/inference/v1/TokenList.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * What to embed, and how.
 */
export interface EmbedRequest {
  /**
   * Name of the model as the caller knows it.
   */
  'model'?: (string);
  /**
   * Texts to embed. Either this or input_tokens is given, not both.
   */
  'input'?: (string)[];
  /**
   * The same as token ids.
   */
  'inputTokens'?: (_aios_inference_v1_TokenList)[];
  /**
   * Length of the vectors, where the model lets one choose.
   */
  'dimensions'?: (number);
  /**
   * The end user, as the application names them.
   */
  'user'?: (string);
  /**
   * Top-level parameters without a field here. `encoding_format` is ignored: vectors are always floats.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_dimensions'?: "dimensions";
  '_user'?: "user";
}

/**
 * What to embed, and how.
 */
export interface EmbedRequest__Output {
  /**
   * Name of the model as the caller knows it.
   */
  'model': (string);
  /**
   * Texts to embed. Either this or input_tokens is given, not both.
   */
  'input': (string)[];
  /**
   * The same as token ids.
   */
  'inputTokens': (_aios_inference_v1_TokenList__Output)[];
  /**
   * Length of the vectors, where the model lets one choose.
   */
  'dimensions'?: (number);
  /**
   * The end user, as the application names them.
   */
  'user'?: (string);
  /**
   * Top-level parameters without a field here. `encoding_format` is ignored: vectors are always floats.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_dimensions'?: "dimensions";
  '_user'?: "user";
}
