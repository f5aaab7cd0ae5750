// Original file: aios/inference/v1/inference.proto

import type { Embedding as _aios_inference_v1_Embedding, Embedding__Output as _aios_inference_v1_Embedding__Output } from '../../../aios/inference/v1/Embedding.ts';
import type { Usage as _aios_inference_v1_Usage, Usage__Output as _aios_inference_v1_Usage__Output } from '../../../aios/inference/v1/Usage.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * The vectors.
 */
export interface EmbedReply {
  /**
   * The model that answered, as its provider names it.
   */
  'model'?: (string);
  /**
   * One for each input, in order of index.
   */
  'embeddings'?: (_aios_inference_v1_Embedding)[];
  /**
   * completion_tokens is 0. Absent when the provider did not count.
   */
  'usage'?: (_aios_inference_v1_Usage | null);
  /**
   * Other top-level members of the reply.
   */
  'extra'?: (_google_protobuf_Struct | null);
}

/**
 * The vectors.
 */
export interface EmbedReply__Output {
  /**
   * The model that answered, as its provider names it.
   */
  'model': (string);
  /**
   * One for each input, in order of index.
   */
  'embeddings': (_aios_inference_v1_Embedding__Output)[];
  /**
   * completion_tokens is 0. Absent when the provider did not count.
   */
  'usage': (_aios_inference_v1_Usage__Output | null);
  /**
   * Other top-level members of the reply.
   */
  'extra': (_google_protobuf_Struct__Output | null);
}
