// Original file: aios/config/v1/config.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ConfigMessage as _aios_config_v1_ConfigMessage, ConfigMessage__Output as _aios_config_v1_ConfigMessage__Output } from '../../../aios/config/v1/ConfigMessage.ts';
import type { NodeMessage as _aios_config_v1_NodeMessage, NodeMessage__Output as _aios_config_v1_NodeMessage__Output } from '../../../aios/config/v1/NodeMessage.ts';

/**
 * How a sidecar gets its configuration: state of the world, pushed.
 * 
 * Rules:
 * 
 * * The node speaks first, with one Hello. It is the only Hello on the stream.
 * * A bundle is the whole ordered configuration of that workload. It is applied as one or not at all; what it does
 * not hold, the node no longer has.
 * * No bundle is sent to a node whose Hello names the version it would get.
 * * At most one bundle on a stream is unanswered. Changes in the meantime are folded into the next one.
 * * Every bundle is answered by exactly one Ack or Nack with its nonce. After a Nack the node keeps running on what
 * it had.
 * * A nonce is valid inside one stream and never reused there. An answer with an unknown nonce is ignored.
 * * Versions are hashes of content, so that all replicas of the control plane agree on them without talking, and a
 * node may reconnect to any.
 * * A rejected version is not sent again to the node that rejected it until the content, hence the version, changes.
 * * Both sides send heartbeats when they have nothing else to say. Silence means that the stream is dead, and the
 * node reconnects; it never stops serving because of it.
 * * A bundle is one gRPC message: both sides must allow messages as large as the largest configuration.
 * * Purges of the cache are no part of any version. They are sent as soon as they are asked for, whatever bundle is
 * unanswered. The first one comes before anything else and holds what the node's Hello does not know of.
 * * At most one purge on a stream is unanswered. Purges in the meantime are folded into the next one.
 */
export interface ConfigDiscoveryClient extends grpc.Client {
  /**
   * One stream for each node, for as long as the node lives.
   */
  Stream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_config_v1_NodeMessage, _aios_config_v1_ConfigMessage__Output>;
  Stream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_config_v1_NodeMessage, _aios_config_v1_ConfigMessage__Output>;
  /**
   * One stream for each node, for as long as the node lives.
   */
  stream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_config_v1_NodeMessage, _aios_config_v1_ConfigMessage__Output>;
  stream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_aios_config_v1_NodeMessage, _aios_config_v1_ConfigMessage__Output>;
  
}

/**
 * How a sidecar gets its configuration: state of the world, pushed.
 * 
 * Rules:
 * 
 * * The node speaks first, with one Hello. It is the only Hello on the stream.
 * * A bundle is the whole ordered configuration of that workload. It is applied as one or not at all; what it does
 * not hold, the node no longer has.
 * * No bundle is sent to a node whose Hello names the version it would get.
 * * At most one bundle on a stream is unanswered. Changes in the meantime are folded into the next one.
 * * Every bundle is answered by exactly one Ack or Nack with its nonce. After a Nack the node keeps running on what
 * it had.
 * * A nonce is valid inside one stream and never reused there. An answer with an unknown nonce is ignored.
 * * Versions are hashes of content, so that all replicas of the control plane agree on them without talking, and a
 * node may reconnect to any.
 * * A rejected version is not sent again to the node that rejected it until the content, hence the version, changes.
 * * Both sides send heartbeats when they have nothing else to say. Silence means that the stream is dead, and the
 * node reconnects; it never stops serving because of it.
 * * A bundle is one gRPC message: both sides must allow messages as large as the largest configuration.
 * * Purges of the cache are no part of any version. They are sent as soon as they are asked for, whatever bundle is
 * unanswered. The first one comes before anything else and holds what the node's Hello does not know of.
 * * At most one purge on a stream is unanswered. Purges in the meantime are folded into the next one.
 */
export interface ConfigDiscoveryHandlers extends grpc.UntypedServiceImplementation {
  /**
   * One stream for each node, for as long as the node lives.
   */
  Stream: grpc.handleBidiStreamingCall<_aios_config_v1_NodeMessage__Output, _aios_config_v1_ConfigMessage>;
  
}

export interface ConfigDiscoveryDefinition extends grpc.ServiceDefinition {
  Stream: MethodDefinition<_aios_config_v1_NodeMessage, _aios_config_v1_ConfigMessage, _aios_config_v1_NodeMessage__Output, _aios_config_v1_ConfigMessage__Output>
}
