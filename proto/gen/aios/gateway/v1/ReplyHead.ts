// Original file: aios/gateway/v1/gateway.proto

import type { Framing as _aios_gateway_v1_Framing, Framing__Output as _aios_gateway_v1_Framing__Output } from '../../../aios/gateway/v1/Framing.ts';

/**
 * All of a reply that is known before its body.
 */
export interface ReplyHead {
  /**
   * HTTP status of the provider's reply, 2xx; of a call that passes through 3xx as well.
   */
  'status'?: (number);
  /**
   * Lower-case names: the provider's allow-listed headers and the gateway's x-aios-* ones.
   */
  'headers'?: ({[key: string]: string});
  /**
   * How to read the frames.
   */
  'framing'?: (_aios_gateway_v1_Framing);
}

/**
 * All of a reply that is known before its body.
 */
export interface ReplyHead__Output {
  /**
   * HTTP status of the provider's reply, 2xx; of a call that passes through 3xx as well.
   */
  'status': (number);
  /**
   * Lower-case names: the provider's allow-listed headers and the gateway's x-aios-* ones.
   */
  'headers': ({[key: string]: string});
  /**
   * How to read the frames.
   */
  'framing': (_aios_gateway_v1_Framing__Output);
}
