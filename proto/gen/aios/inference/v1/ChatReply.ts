// Original file: aios/inference/v1/inference.proto

import type { Choice as _aios_inference_v1_Choice, Choice__Output as _aios_inference_v1_Choice__Output } from '../../../aios/inference/v1/Choice.ts';
import type { Usage as _aios_inference_v1_Usage, Usage__Output as _aios_inference_v1_Usage__Output } from '../../../aios/inference/v1/Usage.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A whole reply.
 */
export interface ChatReply {
  /**
   * The provider's id of this completion.
   */
  'id'?: (string);
  /**
   * Unix time in seconds.
   */
  'created'?: (number | string | Long);
  /**
   * The model that answered, as its provider names it.
   */
  'model'?: (string);
  /**
   * As many as `n` asked for, in order of index.
   */
  'choices'?: (_aios_inference_v1_Choice)[];
  /**
   * Absent when the provider did not count.
   */
  'usage'?: (_aios_inference_v1_Usage | null);
  /**
   * Names the provider's backend configuration.
   */
  'systemFingerprint'?: (string);
  /**
   * The tier that served the request.
   */
  'serviceTier'?: (string);
  /**
   * Other top-level members of the reply.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_systemFingerprint'?: "systemFingerprint";
  '_serviceTier'?: "serviceTier";
}

/**
 * A whole reply.
 */
export interface ChatReply__Output {
  /**
   * The provider's id of this completion.
   */
  'id': (string);
  /**
   * Unix time in seconds.
   */
  'created': (number);
  /**
   * The model that answered, as its provider names it.
   */
  'model': (string);
  /**
   * As many as `n` asked for, in order of index.
   */
  'choices': (_aios_inference_v1_Choice__Output)[];
  /**
   * Absent when the provider did not count.
   */
  'usage': (_aios_inference_v1_Usage__Output | null);
  /**
   * Names the provider's backend configuration.
   */
  'systemFingerprint'?: (string);
  /**
   * The tier that served the request.
   */
  'serviceTier'?: (string);
  /**
   * Other top-level members of the reply.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_systemFingerprint'?: "systemFingerprint";
  '_serviceTier'?: "serviceTier";
}
