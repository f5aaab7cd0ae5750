import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Ack as _aios_config_v1_Ack, Ack__Output as _aios_config_v1_Ack__Output } from './aios/config/v1/Ack.ts';
import type { Bundle as _aios_config_v1_Bundle, Bundle__Output as _aios_config_v1_Bundle__Output } from './aios/config/v1/Bundle.ts';
import type { ConfigDiscoveryClient as _aios_config_v1_ConfigDiscoveryClient, ConfigDiscoveryDefinition as _aios_config_v1_ConfigDiscoveryDefinition } from './aios/config/v1/ConfigDiscovery.ts';
import type { ConfigMessage as _aios_config_v1_ConfigMessage, ConfigMessage__Output as _aios_config_v1_ConfigMessage__Output } from './aios/config/v1/ConfigMessage.ts';
import type { Fault as _aios_config_v1_Fault, Fault__Output as _aios_config_v1_Fault__Output } from './aios/config/v1/Fault.ts';
import type { Heartbeat as _aios_config_v1_Heartbeat, Heartbeat__Output as _aios_config_v1_Heartbeat__Output } from './aios/config/v1/Heartbeat.ts';
import type { Hello as _aios_config_v1_Hello, Hello__Output as _aios_config_v1_Hello__Output } from './aios/config/v1/Hello.ts';
import type { Nack as _aios_config_v1_Nack, Nack__Output as _aios_config_v1_Nack__Output } from './aios/config/v1/Nack.ts';
import type { NodeMessage as _aios_config_v1_NodeMessage, NodeMessage__Output as _aios_config_v1_NodeMessage__Output } from './aios/config/v1/NodeMessage.ts';
import type { Purge as _aios_config_v1_Purge, Purge__Output as _aios_config_v1_Purge__Output } from './aios/config/v1/Purge.ts';
import type { Purged as _aios_config_v1_Purged, Purged__Output as _aios_config_v1_Purged__Output } from './aios/config/v1/Purged.ts';
import type { PurgedTag as _aios_config_v1_PurgedTag, PurgedTag__Output as _aios_config_v1_PurgedTag__Output } from './aios/config/v1/PurgedTag.ts';
import type { Resource as _aios_config_v1_Resource, Resource__Output as _aios_config_v1_Resource__Output } from './aios/config/v1/Resource.ts';
import type { Shed as _aios_config_v1_Shed, Shed__Output as _aios_config_v1_Shed__Output } from './aios/config/v1/Shed.ts';
import type { Workload as _aios_workload_v1_Workload, Workload__Output as _aios_workload_v1_Workload__Output } from './aios/workload/v1/Workload.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  aios: {
    config: {
      v1: {
        Ack: MessageTypeDefinition<_aios_config_v1_Ack, _aios_config_v1_Ack__Output>
        Bundle: MessageTypeDefinition<_aios_config_v1_Bundle, _aios_config_v1_Bundle__Output>
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
        ConfigDiscovery: SubtypeConstructor<typeof grpc.Client, _aios_config_v1_ConfigDiscoveryClient> & { service: _aios_config_v1_ConfigDiscoveryDefinition }
        ConfigMessage: MessageTypeDefinition<_aios_config_v1_ConfigMessage, _aios_config_v1_ConfigMessage__Output>
        Fault: MessageTypeDefinition<_aios_config_v1_Fault, _aios_config_v1_Fault__Output>
        Heartbeat: MessageTypeDefinition<_aios_config_v1_Heartbeat, _aios_config_v1_Heartbeat__Output>
        Hello: MessageTypeDefinition<_aios_config_v1_Hello, _aios_config_v1_Hello__Output>
        Nack: MessageTypeDefinition<_aios_config_v1_Nack, _aios_config_v1_Nack__Output>
        NodeMessage: MessageTypeDefinition<_aios_config_v1_NodeMessage, _aios_config_v1_NodeMessage__Output>
        Purge: MessageTypeDefinition<_aios_config_v1_Purge, _aios_config_v1_Purge__Output>
        Purged: MessageTypeDefinition<_aios_config_v1_Purged, _aios_config_v1_Purged__Output>
        PurgedTag: MessageTypeDefinition<_aios_config_v1_PurgedTag, _aios_config_v1_PurgedTag__Output>
        Resource: MessageTypeDefinition<_aios_config_v1_Resource, _aios_config_v1_Resource__Output>
        Shed: MessageTypeDefinition<_aios_config_v1_Shed, _aios_config_v1_Shed__Output>
        Source: EnumTypeDefinition
      }
    }
    workload: {
      v1: {
        Workload: MessageTypeDefinition<_aios_workload_v1_Workload, _aios_workload_v1_Workload__Output>
      }
    }
  }
}

