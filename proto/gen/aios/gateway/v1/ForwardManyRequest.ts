// Original file: aios/gateway/v1/gateway.proto

import type { ForwardRequest as _aios_gateway_v1_ForwardRequest, ForwardRequest__Output as _aios_gateway_v1_ForwardRequest__Output } from '../../../aios/gateway/v1/ForwardRequest.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A call among others, from the sidecar.
 */
export interface ForwardManyRequest {
  /**
   * Chosen by the sidecar; no two calls of a stream have the same.
   */
  'call'?: (number | string | Long);
  /**
   * The call: its head, with the whole body. Absent when it is cancelled.
   */
  'message'?: (_aios_gateway_v1_ForwardRequest | null);
  /**
   * Nobody waits for the reply any more. No message follows, in either direction.
   */
  'cancelled'?: (boolean);
}

/**
 * A call among others, from the sidecar.
 */
export interface ForwardManyRequest__Output {
  /**
   * Chosen by the sidecar; no two calls of a stream have the same.
   */
  'call': (number);
  /**
   * The call: its head, with the whole body. Absent when it is cancelled.
   */
  'message': (_aios_gateway_v1_ForwardRequest__Output | null);
  /**
   * Nobody waits for the reply any more. No message follows, in either direction.
   */
  'cancelled': (boolean);
}
