// Original file: aios/gateway/v1/gateway.proto

import type { ForwardHead as _aios_gateway_v1_ForwardHead, ForwardHead__Output as _aios_gateway_v1_ForwardHead__Output } from '../../../aios/gateway/v1/ForwardHead.ts';

/**
 * A piece of a call, from the sidecar.
 */
export interface ForwardRequest {
  /**
   * First message of the stream, and only there.
   */
  'head'?: (_aios_gateway_v1_ForwardHead | null);
  /**
   * More of the request's body, at most 1 MiB. Cut anywhere.
   */
  'chunk'?: (Buffer | Uint8Array | string);
  /**
   * Exactly one is set.
   */
  'message'?: "head"|"chunk";
}

/**
 * A piece of a call, from the sidecar.
 */
export interface ForwardRequest__Output {
  /**
   * First message of the stream, and only there.
   */
  'head'?: (_aios_gateway_v1_ForwardHead__Output | null);
  /**
   * More of the request's body, at most 1 MiB. Cut anywhere.
   */
  'chunk'?: (Buffer);
  /**
   * Exactly one is set.
   */
  'message'?: "head"|"chunk";
}
