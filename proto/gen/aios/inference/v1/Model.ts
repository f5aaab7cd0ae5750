// Original file: aios/inference/v1/inference.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One model, under the name by which the caller may ask for it.
 */
export interface Model {
  /**
   * What to put into `model`.
   */
  'id'?: (string);
  /**
   * Unix time in seconds; 0 when unknown.
   */
  'created'?: (number | string | Long);
  /**
   * E.g. "openai".
   */
  'ownedBy'?: (string);
  /**
   * Other members of the model object.
   */
  'extra'?: (_google_protobuf_Struct | null);
}

/**
 * One model, under the name by which the caller may ask for it.
 */
export interface Model__Output {
  /**
   * What to put into `model`.
   */
  'id': (string);
  /**
   * Unix time in seconds; 0 when unknown.
   */
  'created': (number);
  /**
   * E.g. "openai".
   */
  'ownedBy': (string);
  /**
   * Other members of the model object.
   */
  'extra': (_google_protobuf_Struct__Output | null);
}
