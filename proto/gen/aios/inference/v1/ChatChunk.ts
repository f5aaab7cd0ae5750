// Original file: aios/inference/v1/inference.proto

import type { ChunkChoice as _aios_inference_v1_ChunkChoice, ChunkChoice__Output as _aios_inference_v1_ChunkChoice__Output } from '../../../aios/inference/v1/ChunkChoice.ts';
import type { Usage as _aios_inference_v1_Usage, Usage__Output as _aios_inference_v1_Usage__Output } from '../../../aios/inference/v1/Usage.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One piece of a streamed reply. All chunks of a reply have the same id, created and model.
 */
export interface ChatChunk {
  /**
   * The provider's id of this completion.
   */
  'id'?: (string);
  /**
   * Unix time in seconds.
   */
  'created'?: (number | string | Long);
  /**
   * The model that answers, as its provider names it.
   */
  'model'?: (string);
  /**
   * Empty in a chunk that carries only usage.
   */
  'choices'?: (_aios_inference_v1_ChunkChoice)[];
  /**
   * For the whole reply; only in the last chunk, and absent when the provider did not count.
   */
  'usage'?: (_aios_inference_v1_Usage | null);
  /**
   * Names the provider's backend configuration.
   */
  'systemFingerprint'?: (string);
  /**
   * The tier that serves the request.
   */
  'serviceTier'?: (string);
  /**
   * Other top-level members of the chunk.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_systemFingerprint'?: "systemFingerprint";
  '_serviceTier'?: "serviceTier";
}

/**
 * One piece of a streamed reply. All chunks of a reply have the same id, created and model.
 */
export interface ChatChunk__Output {
  /**
   * The provider's id of this completion.
   */
  'id': (string);
  /**
   * Unix time in seconds.
   */
  'created': (number);
  /**
   * The model that answers, as its provider names it.
   */
  'model': (string);
  /**
   * Empty in a chunk that carries only usage.
   */
  'choices': (_aios_inference_v1_ChunkChoice__Output)[];
  /**
   * For the whole reply; only in the last chunk, and absent when the provider did not count.
   */
  'usage': (_aios_inference_v1_Usage__Output | null);
  /**
   * Names the provider's backend configuration.
   */
  'systemFingerprint'?: (string);
  /**
   * The tier that serves the request.
   */
  'serviceTier'?: (string);
  /**
   * Other top-level members of the chunk.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_systemFingerprint'?: "systemFingerprint";
  '_serviceTier'?: "serviceTier";
}
