// Original file: aios/gateway/v1/gateway.proto

import type { Framing as _aios_gateway_v1_Framing, Framing__Output as _aios_gateway_v1_Framing__Output } from '../../../aios/gateway/v1/Framing.ts';
import type { ReplyEnd as _aios_gateway_v1_ReplyEnd, ReplyEnd__Output as _aios_gateway_v1_ReplyEnd__Output } from '../../../aios/gateway/v1/ReplyEnd.ts';

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
  /**
   * The whole body, one document of at most 1 MiB, when `end` is set; otherwise empty.
   */
  'document'?: (Buffer | Uint8Array | string);
  /**
   * Set: the reply is whole, and no message follows. Saves two messages for the many small replies.
   */
  'end'?: (_aios_gateway_v1_ReplyEnd | null);
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
  /**
   * The whole body, one document of at most 1 MiB, when `end` is set; otherwise empty.
   */
  'document': (Buffer);
  /**
   * Set: the reply is whole, and no message follows. Saves two messages for the many small replies.
   */
  'end': (_aios_gateway_v1_ReplyEnd__Output | null);
}
