// Original file: aios/gateway/v1/gateway.proto

import type { ReplyHead as _aios_gateway_v1_ReplyHead, ReplyHead__Output as _aios_gateway_v1_ReplyHead__Output } from '../../../aios/gateway/v1/ReplyHead.ts';
import type { Frame as _aios_gateway_v1_Frame, Frame__Output as _aios_gateway_v1_Frame__Output } from '../../../aios/gateway/v1/Frame.ts';
import type { ReplyEnd as _aios_gateway_v1_ReplyEnd, ReplyEnd__Output as _aios_gateway_v1_ReplyEnd__Output } from '../../../aios/gateway/v1/ReplyEnd.ts';
import type { ForwardError as _aios_gateway_v1_ForwardError, ForwardError__Output as _aios_gateway_v1_ForwardError__Output } from '../../../aios/gateway/v1/ForwardError.ts';

/**
 * A piece of a call's reply, from the control plane.
 */
export interface ForwardReply {
  /**
   * First message of an answered call.
   */
  'head'?: (_aios_gateway_v1_ReplyHead | null);
  /**
   * A piece of the reply's body.
   */
  'frame'?: (_aios_gateway_v1_Frame | null);
  /**
   * Last message of a call that was answered in full.
   */
  'end'?: (_aios_gateway_v1_ReplyEnd | null);
  /**
   * Last message of a call that failed.
   */
  'error'?: (_aios_gateway_v1_ForwardError | null);
  /**
   * Exactly one is set.
   */
  'message'?: "head"|"frame"|"end"|"error";
}

/**
 * A piece of a call's reply, from the control plane.
 */
export interface ForwardReply__Output {
  /**
   * First message of an answered call.
   */
  'head'?: (_aios_gateway_v1_ReplyHead__Output | null);
  /**
   * A piece of the reply's body.
   */
  'frame'?: (_aios_gateway_v1_Frame__Output | null);
  /**
   * Last message of a call that was answered in full.
   */
  'end'?: (_aios_gateway_v1_ReplyEnd__Output | null);
  /**
   * Last message of a call that failed.
   */
  'error'?: (_aios_gateway_v1_ForwardError__Output | null);
  /**
   * Exactly one is set.
   */
  'message'?: "head"|"frame"|"end"|"error";
}
