// Original file: aios/config/v1/config.proto

import type { Hello as _aios_config_v1_Hello, Hello__Output as _aios_config_v1_Hello__Output } from '../../../aios/config/v1/Hello.ts';
import type { Ack as _aios_config_v1_Ack, Ack__Output as _aios_config_v1_Ack__Output } from '../../../aios/config/v1/Ack.ts';
import type { Nack as _aios_config_v1_Nack, Nack__Output as _aios_config_v1_Nack__Output } from '../../../aios/config/v1/Nack.ts';
import type { Heartbeat as _aios_config_v1_Heartbeat, Heartbeat__Output as _aios_config_v1_Heartbeat__Output } from '../../../aios/config/v1/Heartbeat.ts';
import type { Purged as _aios_config_v1_Purged, Purged__Output as _aios_config_v1_Purged__Output } from '../../../aios/config/v1/Purged.ts';

/**
 * From a sidecar.
 */
export interface NodeMessage {
  /**
   * First message of the stream, and only there.
   */
  'hello'?: (_aios_config_v1_Hello | null);
  /**
   * A bundle is in use.
   */
  'ack'?: (_aios_config_v1_Ack | null);
  /**
   * A bundle was refused.
   */
  'nack'?: (_aios_config_v1_Nack | null);
  /**
   * Still here.
   */
  'heartbeat'?: (_aios_config_v1_Heartbeat | null);
  /**
   * Answers were taken away.
   */
  'purged'?: (_aios_config_v1_Purged | null);
  /**
   * Exactly one is set.
   */
  'message'?: "hello"|"ack"|"nack"|"heartbeat"|"purged";
}

/**
 * From a sidecar.
 */
export interface NodeMessage__Output {
  /**
   * First message of the stream, and only there.
   */
  'hello'?: (_aios_config_v1_Hello__Output | null);
  /**
   * A bundle is in use.
   */
  'ack'?: (_aios_config_v1_Ack__Output | null);
  /**
   * A bundle was refused.
   */
  'nack'?: (_aios_config_v1_Nack__Output | null);
  /**
   * Still here.
   */
  'heartbeat'?: (_aios_config_v1_Heartbeat__Output | null);
  /**
   * Answers were taken away.
   */
  'purged'?: (_aios_config_v1_Purged__Output | null);
  /**
   * Exactly one is set.
   */
  'message'?: "hello"|"ack"|"nack"|"heartbeat"|"purged";
}
