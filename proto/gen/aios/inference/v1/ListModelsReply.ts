// Original file: aios/inference/v1/inference.proto

import type { Model as _aios_inference_v1_Model, Model__Output as _aios_inference_v1_Model__Output } from '../../../aios/inference/v1/Model.ts';

/**
 * The models that the caller may use.
 */
export interface ListModelsReply {
  /**
   * In order of id.
   */
  'models'?: (_aios_inference_v1_Model)[];
}

/**
 * The models that the caller may use.
 */
export interface ListModelsReply__Output {
  /**
   * In order of id.
   */
  'models': (_aios_inference_v1_Model__Output)[];
}
