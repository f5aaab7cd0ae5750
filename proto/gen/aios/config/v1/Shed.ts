// Original file: aios/config/v1/config.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The control plane has too much to do, and asks the node to come back later, perhaps to another replica.
 */
export interface Shed {
  /**
   * Milliseconds to wait before reconnecting; the node adds jitter.
   */
  'retryAfterMs'?: (number | string | Long);
}

/**
 * The control plane has too much to do, and asks the node to come back later, perhaps to another replica.
 */
export interface Shed__Output {
  /**
   * Milliseconds to wait before reconnecting; the node adds jitter.
   */
  'retryAfterMs': (number);
}
