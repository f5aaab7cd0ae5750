// Original file: aios/gateway/v1/gateway.proto

import type { ForwardReply as _aios_gateway_v1_ForwardReply, ForwardReply__Output as _aios_gateway_v1_ForwardReply__Output } from '../../../aios/gateway/v1/ForwardReply.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A message of a call's reply, from the control plane.
 */
export interface ForwardManyReply {
  /**
   * Whose reply it is.
   */
  'call'?: (number | string | Long);
  /**
   * As `Forward` would send it.
   */
  'message'?: (_aios_gateway_v1_ForwardReply | null);
}

/**
 * A message of a call's reply, from the control plane.
 */
export interface ForwardManyReply__Output {
  /**
   * Whose reply it is.
   */
  'call': (number);
  /**
   * As `Forward` would send it.
   */
  'message': (_aios_gateway_v1_ForwardReply__Output | null);
}
