// Original file: aios/config/v1/config.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A purge was carried out.
 */
export interface Purged {
  /**
   * That of the purge answered.
   */
  'sequence'?: (number | string | Long);
  /**
   * How many answers were taken away.
   */
  'answers'?: (number | string | Long);
}

/**
 * A purge was carried out.
 */
export interface Purged__Output {
  /**
   * That of the purge answered.
   */
  'sequence': (number);
  /**
   * How many answers were taken away.
   */
  'answers': (number);
}
