// Original file: aios/inference/v1/inference.proto

import type { InlineData as _aios_inference_v1_InlineData, InlineData__Output as _aios_inference_v1_InlineData__Output } from '../../../aios/inference/v1/InlineData.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * An image, by address or by value.
 */
export interface ImageUrl {
  /**
   * "https://…" or "data:image/png;base64,…".
   */
  'url'?: (string);
  /**
   * The image itself.
   */
  'data'?: (_aios_inference_v1_InlineData | null);
  /**
   * "auto", "low" or "high".
   */
  'detail'?: (string);
  /**
   * Other members of the image object.
   */
  'extra'?: (_google_protobuf_Struct | null);
  /**
   * Exactly one is set.
   */
  'source'?: "url"|"data";
  '_detail'?: "detail";
}

/**
 * An image, by address or by value.
 */
export interface ImageUrl__Output {
  /**
   * "https://…" or "data:image/png;base64,…".
   */
  'url'?: (string);
  /**
   * The image itself.
   */
  'data'?: (_aios_inference_v1_InlineData__Output | null);
  /**
   * "auto", "low" or "high".
   */
  'detail'?: (string);
  /**
   * Other members of the image object.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  /**
   * Exactly one is set.
   */
  'source'?: "url"|"data";
  '_detail'?: "detail";
}
