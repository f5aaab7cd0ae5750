import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { ForwardError as _aios_gateway_v1_ForwardError, ForwardError__Output as _aios_gateway_v1_ForwardError__Output } from './aios/gateway/v1/ForwardError.ts';
import type { ForwardHead as _aios_gateway_v1_ForwardHead, ForwardHead__Output as _aios_gateway_v1_ForwardHead__Output } from './aios/gateway/v1/ForwardHead.ts';
import type { ForwardManyReply as _aios_gateway_v1_ForwardManyReply, ForwardManyReply__Output as _aios_gateway_v1_ForwardManyReply__Output } from './aios/gateway/v1/ForwardManyReply.ts';
import type { ForwardManyRequest as _aios_gateway_v1_ForwardManyRequest, ForwardManyRequest__Output as _aios_gateway_v1_ForwardManyRequest__Output } from './aios/gateway/v1/ForwardManyRequest.ts';
import type { ForwardReply as _aios_gateway_v1_ForwardReply, ForwardReply__Output as _aios_gateway_v1_ForwardReply__Output } from './aios/gateway/v1/ForwardReply.ts';
import type { ForwardRequest as _aios_gateway_v1_ForwardRequest, ForwardRequest__Output as _aios_gateway_v1_ForwardRequest__Output } from './aios/gateway/v1/ForwardRequest.ts';
import type { Frame as _aios_gateway_v1_Frame, Frame__Output as _aios_gateway_v1_Frame__Output } from './aios/gateway/v1/Frame.ts';
import type { GatewayClient as _aios_gateway_v1_GatewayClient, GatewayDefinition as _aios_gateway_v1_GatewayDefinition } from './aios/gateway/v1/Gateway.ts';
import type { ProviderAnswer as _aios_gateway_v1_ProviderAnswer, ProviderAnswer__Output as _aios_gateway_v1_ProviderAnswer__Output } from './aios/gateway/v1/ProviderAnswer.ts';
import type { ReplyEnd as _aios_gateway_v1_ReplyEnd, ReplyEnd__Output as _aios_gateway_v1_ReplyEnd__Output } from './aios/gateway/v1/ReplyEnd.ts';
import type { ReplyHead as _aios_gateway_v1_ReplyHead, ReplyHead__Output as _aios_gateway_v1_ReplyHead__Output } from './aios/gateway/v1/ReplyHead.ts';
import type { Workload as _aios_workload_v1_Workload, Workload__Output as _aios_workload_v1_Workload__Output } from './aios/workload/v1/Workload.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  aios: {
    gateway: {
      v1: {
        ForwardError: MessageTypeDefinition<_aios_gateway_v1_ForwardError, _aios_gateway_v1_ForwardError__Output>
        ForwardHead: MessageTypeDefinition<_aios_gateway_v1_ForwardHead, _aios_gateway_v1_ForwardHead__Output>
        ForwardManyReply: MessageTypeDefinition<_aios_gateway_v1_ForwardManyReply, _aios_gateway_v1_ForwardManyReply__Output>
        ForwardManyRequest: MessageTypeDefinition<_aios_gateway_v1_ForwardManyRequest, _aios_gateway_v1_ForwardManyRequest__Output>
        ForwardReply: MessageTypeDefinition<_aios_gateway_v1_ForwardReply, _aios_gateway_v1_ForwardReply__Output>
        ForwardRequest: MessageTypeDefinition<_aios_gateway_v1_ForwardRequest, _aios_gateway_v1_ForwardRequest__Output>
        Frame: MessageTypeDefinition<_aios_gateway_v1_Frame, _aios_gateway_v1_Frame__Output>
        Framing: EnumTypeDefinition
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
        Gateway: SubtypeConstructor<typeof grpc.Client, _aios_gateway_v1_GatewayClient> & { service: _aios_gateway_v1_GatewayDefinition }
        ProviderAnswer: MessageTypeDefinition<_aios_gateway_v1_ProviderAnswer, _aios_gateway_v1_ProviderAnswer__Output>
        ReplyEnd: MessageTypeDefinition<_aios_gateway_v1_ReplyEnd, _aios_gateway_v1_ReplyEnd__Output>
        ReplyHead: MessageTypeDefinition<_aios_gateway_v1_ReplyHead, _aios_gateway_v1_ReplyHead__Output>
      }
    }
    workload: {
      v1: {
        Workload: MessageTypeDefinition<_aios_workload_v1_Workload, _aios_workload_v1_Workload__Output>
      }
    }
  }
}

