// Original file: aios/config/v1/config.proto

import type { Bundle as _aios_config_v1_Bundle, Bundle__Output as _aios_config_v1_Bundle__Output } from '../../../aios/config/v1/Bundle.ts';
import type { Heartbeat as _aios_config_v1_Heartbeat, Heartbeat__Output as _aios_config_v1_Heartbeat__Output } from '../../../aios/config/v1/Heartbeat.ts';
import type { Shed as _aios_config_v1_Shed, Shed__Output as _aios_config_v1_Shed__Output } from '../../../aios/config/v1/Shed.ts';
import type { Purge as _aios_config_v1_Purge, Purge__Output as _aios_config_v1_Purge__Output } from '../../../aios/config/v1/Purge.ts';

/**
 * From the control plane.
 */
export interface ConfigMessage {
  /**
   * What to run on from now.
   */
  'bundle'?: (_aios_config_v1_Bundle | null);
  /**
   * Still here.
   */
  'heartbeat'?: (_aios_config_v1_Heartbeat | null);
  /**
   * Too busy: the control plane closes the stream after this.
   */
  'shed'?: (_aios_config_v1_Shed | null);
  /**
   * Cached answers to take away.
   */
  'purge'?: (_aios_config_v1_Purge | null);
  /**
   * Exactly one is set.
   */
  'message'?: "bundle"|"heartbeat"|"shed"|"purge";
}

/**
 * From the control plane.
 */
export interface ConfigMessage__Output {
  /**
   * What to run on from now.
   */
  'bundle'?: (_aios_config_v1_Bundle__Output | null);
  /**
   * Still here.
   */
  'heartbeat'?: (_aios_config_v1_Heartbeat__Output | null);
  /**
   * Too busy: the control plane closes the stream after this.
   */
  'shed'?: (_aios_config_v1_Shed__Output | null);
  /**
   * Cached answers to take away.
   */
  'purge'?: (_aios_config_v1_Purge__Output | null);
  /**
   * Exactly one is set.
   */
  'message'?: "bundle"|"heartbeat"|"shed"|"purge";
}
