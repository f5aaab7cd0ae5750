// Original file: aios/config/v1/config.proto

import type { PurgedTag as _aios_config_v1_PurgedTag, PurgedTag__Output as _aios_config_v1_PurgedTag__Output } from '../../../aios/config/v1/PurgedTag.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Takes away cached answers, and keeps those that are on their way from being kept.
 */
export interface Purge {
  /**
   * The node has carried out all purges up to this number once it has carried out this one.
   */
  'sequence'?: (number | string | Long);
  /**
   * In the order of their numbers; none when the node knew of all.
   */
  'tags'?: (_aios_config_v1_PurgedTag)[];
}

/**
 * Takes away cached answers, and keeps those that are on their way from being kept.
 */
export interface Purge__Output {
  /**
   * The node has carried out all purges up to this number once it has carried out this one.
   */
  'sequence': (number);
  /**
   * In the order of their numbers; none when the node knew of all.
   */
  'tags': (_aios_config_v1_PurgedTag__Output)[];
}
