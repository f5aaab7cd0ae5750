// Original file: aios/inference/v1/inference.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * Counts of tokens.
 */
export interface Usage {
  /**
   * Tokens read, cached ones included.
   */
  'promptTokens'?: (number);
  /**
   * Tokens written, reasoning included.
   */
  'completionTokens'?: (number);
  /**
   * Sum of both.
   */
  'totalTokens'?: (number);
  /**
   * Of the prompt, read from the provider's cache (`prompt_tokens_details.cached_tokens`).
   */
  'cachedTokens'?: (number);
  /**
   * Of the completion, spent on reasoning (`completion_tokens_details.reasoning_tokens`).
   */
  'reasoningTokens'?: (number);
  /**
   * Other members. A details object with more in it than the two counts above is here whole.
   */
  'extra'?: (_google_protobuf_Struct | null);
  '_cachedTokens'?: "cachedTokens";
  '_reasoningTokens'?: "reasoningTokens";
}

/**
 * Counts of tokens.
 */
export interface Usage__Output {
  /**
   * Tokens read, cached ones included.
   */
  'promptTokens': (number);
  /**
   * Tokens written, reasoning included.
   */
  'completionTokens': (number);
  /**
   * Sum of both.
   */
  'totalTokens': (number);
  /**
   * Of the prompt, read from the provider's cache (`prompt_tokens_details.cached_tokens`).
   */
  'cachedTokens'?: (number);
  /**
   * Of the completion, spent on reasoning (`completion_tokens_details.reasoning_tokens`).
   */
  'reasoningTokens'?: (number);
  /**
   * Other members. A details object with more in it than the two counts above is here whole.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  '_cachedTokens'?: "cachedTokens";
  '_reasoningTokens'?: "reasoningTokens";
}
