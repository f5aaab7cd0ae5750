// Original file: aios/gateway/v1/gateway.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ForwardManyReply as _aios_gateway_v1_ForwardManyReply, ForwardManyReply__Output as _aios_gateway_v1_ForwardManyReply__Output } from '../../../aios/gateway/v1/ForwardManyReply.ts';
import type { ForwardManyRequest as _aios_gateway_v1_ForwardManyRequest, ForwardManyRequest__Output as _aios_gateway_v1_ForwardManyRequest__Output } from '../../../aios/gateway/v1/ForwardManyRequest.ts';
import type { ForwardReply as _aios_gateway_v1_ForwardReply, ForwardReply__Output as _aios_gateway_v1_ForwardReply__Output } from '../../../aios/gateway/v1/ForwardReply.ts';
import type { ForwardRequest as _aios_gateway_v1_ForwardRequest, ForwardRequest__Output as _aios_gateway_v1_ForwardRequest__Output } from '../../../aios/gateway/v1/ForwardRequest.ts';

/**
 * The hop from a sidecar to the control plane, which holds the provider keys. One stream is one AI call; what crosses
 * is the call's own bytes in its own dialect, so that the hop can neither lose nor reword anything.
 * 
 * Rules:
 * 
 * * Request: one head, then the body in chunks; half-closing the stream ends the body. A head with `complete` carries
 * the whole body, and no chunk follows it.
 * * Reply: one head, then frames, then exactly one `end` or `error`, which is the last message. A head with an `end` in
 * it carries the whole body, and is the last message by itself. An `error` may come at any point, also before the head. A stream that closes without either was cut off: the reply is truncated,
 * whatever the gRPC status says.
 * * No chunk and no frame message holds more than 1 MiB of data. That bounds what one call can hold in memory on
 * either side, and stays well below gRPC's default message limit of 4 MiB.
 * * Backpressure is gRPC's flow control: who stops reading stops the provider.
 * * Cancelling the stream cancels the provider's work.
 */
export interface GatewayClient extends grpc.Client {
  /**
   * Runs one AI call on behalf of a workload.
   */
  Forward(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_gateway_v1_ForwardRequest, _aios_gateway_v1_ForwardReply__Output>;
  Forward(options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_gateway_v1_ForwardRequest, _aios_gateway_v1_ForwardReply__Output>;
  /**
   * Runs one AI call on behalf of a workload.
   */
  forward(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_gateway_v1_ForwardRequest, _aios_gateway_v1_ForwardReply__Output>;
  forward(options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_gateway_v1_ForwardRequest, _aios_gateway_v1_ForwardReply__Output>;
  
  /**
   * Runs many small ones: each is a `Forward` of which every message has the call's number beside it, without the cost of
   * a stream for each. A sidecar may use it once the reply's initial metadata have come. Calls end in any order; the stream
   * ends when the sidecar half-closes it and the last of its calls has been answered.
   * 
   * A request is one head with `complete`. Flow control is of all calls together: what may have to wait for its reader,
   * such as a reply by events, has a `Forward` of its own.
   */
  ForwardMany(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_gateway_v1_ForwardManyRequest, _aios_gateway_v1_ForwardManyReply__Output>;
  ForwardMany(options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_gateway_v1_ForwardManyRequest, _aios_gateway_v1_ForwardManyReply__Output>;
  /**
   * Runs many small ones: each is a `Forward` of which every message has the call's number beside it, without the cost of
   * a stream for each. A sidecar may use it once the reply's initial metadata have come. Calls end in any order; the stream
   * ends when the sidecar half-closes it and the last of its calls has been answered.
   * 
   * A request is one head with `complete`. Flow control is of all calls together: what may have to wait for its reader,
   * such as a reply by events, has a `Forward` of its own.
   */
  forwardMany(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_gateway_v1_ForwardManyRequest, _aios_gateway_v1_ForwardManyReply__Output>;
  forwardMany(options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_gateway_v1_ForwardManyRequest, _aios_gateway_v1_ForwardManyReply__Output>;
  
}

/**
 * The hop from a sidecar to the control plane, which holds the provider keys. One stream is one AI call; what crosses
 * is the call's own bytes in its own dialect, so that the hop can neither lose nor reword anything.
 * 
 * Rules:
 * 
 * * Request: one head, then the body in chunks; half-closing the stream ends the body. A head with `complete` carries
 * the whole body, and no chunk follows it.
 * * Reply: one head, then frames, then exactly one `end` or `error`, which is the last message. A head with an `end` in
 * it carries the whole body, and is the last message by itself. An `error` may come at any point, also before the head. A stream that closes without either was cut off: the reply is truncated,
 * whatever the gRPC status says.
 * * No chunk and no frame message holds more than 1 MiB of data. That bounds what one call can hold in memory on
 * either side, and stays well below gRPC's default message limit of 4 MiB.
 * * Backpressure is gRPC's flow control: who stops reading stops the provider.
 * * Cancelling the stream cancels the provider's work.
 */
export interface GatewayHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Runs one AI call on behalf of a workload.
   */
  Forward: grpc.handleBidiStreamingCall<_aios_gateway_v1_ForwardRequest__Output, _aios_gateway_v1_ForwardReply>;
  
  /**
   * Runs many small ones: each is a `Forward` of which every message has the call's number beside it, without the cost of
   * a stream for each. A sidecar may use it once the reply's initial metadata have come. Calls end in any order; the stream
   * ends when the sidecar half-closes it and the last of its calls has been answered.
   * 
   * A request is one head with `complete`. Flow control is of all calls together: what may have to wait for its reader,
   * such as a reply by events, has a `Forward` of its own.
   */
  ForwardMany: grpc.handleBidiStreamingCall<_aios_gateway_v1_ForwardManyRequest__Output, _aios_gateway_v1_ForwardManyReply>;
  
}

export interface GatewayDefinition extends grpc.ServiceDefinition {
  Forward: MethodDefinition<_aios_gateway_v1_ForwardRequest, _aios_gateway_v1_ForwardReply, _aios_gateway_v1_ForwardRequest__Output, _aios_gateway_v1_ForwardReply__Output>
  ForwardMany: MethodDefinition<_aios_gateway_v1_ForwardManyRequest, _aios_gateway_v1_ForwardManyReply, _aios_gateway_v1_ForwardManyRequest__Output, _aios_gateway_v1_ForwardManyReply__Output>
}
