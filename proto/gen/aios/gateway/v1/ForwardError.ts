// Original file: aios/gateway/v1/gateway.proto

import type { ProviderAnswer as _aios_gateway_v1_ProviderAnswer, ProviderAnswer__Output as _aios_gateway_v1_ProviderAnswer__Output } from '../../../aios/gateway/v1/ProviderAnswer.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The call failed, or its reply broke off.
 */
export interface ForwardError {
  /**
   * A kind of the error table, e.g. "rate-limited", "idle-timeout".
   */
  'kind'?: (string);
  /**
   * Safe to show to the caller.
   */
  'message'?: (string);
  /**
   * Milliseconds to wait before trying again. Absent: no advice.
   */
  'retryAfterMs'?: (number | string | Long);
  /**
   * What the provider itself answered. Absent: the provider did not answer, or was never asked.
   */
  'answer'?: (_aios_gateway_v1_ProviderAnswer | null);
  /**
   * Attempts made; 0 when the provider was never asked.
   */
  'attempts'?: (number);
  /**
   * The request field at fault, as a path such as "messages[0].content". Absent: none in particular.
   */
  'param'?: (string);
  /**
   * True: the last frame was the provider's own error event, which says it already. The caller needs no second one.
   */
  'told'?: (boolean);
  '_retryAfterMs'?: "retryAfterMs";
  '_param'?: "param";
}

/**
 * The call failed, or its reply broke off.
 */
export interface ForwardError__Output {
  /**
   * A kind of the error table, e.g. "rate-limited", "idle-timeout".
   */
  'kind': (string);
  /**
   * Safe to show to the caller.
   */
  'message': (string);
  /**
   * Milliseconds to wait before trying again. Absent: no advice.
   */
  'retryAfterMs'?: (number);
  /**
   * What the provider itself answered. Absent: the provider did not answer, or was never asked.
   */
  'answer': (_aios_gateway_v1_ProviderAnswer__Output | null);
  /**
   * Attempts made; 0 when the provider was never asked.
   */
  'attempts': (number);
  /**
   * The request field at fault, as a path such as "messages[0].content". Absent: none in particular.
   */
  'param'?: (string);
  /**
   * True: the last frame was the provider's own error event, which says it already. The caller needs no second one.
   */
  'told': (boolean);
  '_retryAfterMs'?: "retryAfterMs";
  '_param'?: "param";
}
