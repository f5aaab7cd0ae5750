// Original file: aios/config/v1/config.proto

import type { Fault as _aios_config_v1_Fault, Fault__Output as _aios_config_v1_Fault__Output } from '../../../aios/config/v1/Fault.ts';

/**
 * The bundle was refused; the node keeps running on what it had.
 */
export interface Nack {
  /**
   * Of the bundle answered.
   */
  'nonce'?: (string);
  /**
   * Version refused.
   */
  'version'?: (string);
  /**
   * All that is wrong with it, at least one.
   */
  'faults'?: (_aios_config_v1_Fault)[];
}

/**
 * The bundle was refused; the node keeps running on what it had.
 */
export interface Nack__Output {
  /**
   * Of the bundle answered.
   */
  'nonce': (string);
  /**
   * Version refused.
   */
  'version': (string);
  /**
   * All that is wrong with it, at least one.
   */
  'faults': (_aios_config_v1_Fault__Output)[];
}
