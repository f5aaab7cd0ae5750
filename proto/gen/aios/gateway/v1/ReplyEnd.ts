// Original file: aios/gateway/v1/gateway.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The reply is whole.
 */
export interface ReplyEnd {
  /**
   * What was known only at the end: x-aios-* under lower-case names.
   */
  'trailers'?: ({[key: string]: string});
  /**
   * Milliseconds from the first byte sent to the provider to the last byte received, over all attempts.
   */
  'upstreamMs'?: (number | string | Long);
  /**
   * Attempts made, at least 1, unless the reply came from a cache.
   */
  'attempts'?: (number);
}

/**
 * The reply is whole.
 */
export interface ReplyEnd__Output {
  /**
   * What was known only at the end: x-aios-* under lower-case names.
   */
  'trailers': ({[key: string]: string});
  /**
   * Milliseconds from the first byte sent to the provider to the last byte received, over all attempts.
   */
  'upstreamMs': (number);
  /**
   * Attempts made, at least 1, unless the reply came from a cache.
   */
  'attempts': (number);
}
