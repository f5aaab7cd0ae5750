// Original file: aios/inference/v1/inference.proto

import type { ContentPart as _aios_inference_v1_ContentPart, ContentPart__Output as _aios_inference_v1_ContentPart__Output } from '../../../aios/inference/v1/ContentPart.ts';

/**
 * A list, in a message of its own because a oneof cannot hold a repeated field.
 */
export interface ContentParts {
  /**
   * In the order in which the model reads them.
   */
  'parts'?: (_aios_inference_v1_ContentPart)[];
}

/**
 * A list, in a message of its own because a oneof cannot hold a repeated field.
 */
export interface ContentParts__Output {
  /**
   * In the order in which the model reads them.
   */
  'parts': (_aios_inference_v1_ContentPart__Output)[];
}
