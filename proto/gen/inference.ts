import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { ChatChunk as _aios_inference_v1_ChatChunk, ChatChunk__Output as _aios_inference_v1_ChatChunk__Output } from './aios/inference/v1/ChatChunk.ts';
import type { ChatReply as _aios_inference_v1_ChatReply, ChatReply__Output as _aios_inference_v1_ChatReply__Output } from './aios/inference/v1/ChatReply.ts';
import type { ChatRequest as _aios_inference_v1_ChatRequest, ChatRequest__Output as _aios_inference_v1_ChatRequest__Output } from './aios/inference/v1/ChatRequest.ts';
import type { Choice as _aios_inference_v1_Choice, Choice__Output as _aios_inference_v1_Choice__Output } from './aios/inference/v1/Choice.ts';
import type { ChunkChoice as _aios_inference_v1_ChunkChoice, ChunkChoice__Output as _aios_inference_v1_ChunkChoice__Output } from './aios/inference/v1/ChunkChoice.ts';
import type { ContentPart as _aios_inference_v1_ContentPart, ContentPart__Output as _aios_inference_v1_ContentPart__Output } from './aios/inference/v1/ContentPart.ts';
import type { ContentParts as _aios_inference_v1_ContentParts, ContentParts__Output as _aios_inference_v1_ContentParts__Output } from './aios/inference/v1/ContentParts.ts';
import type { Delta as _aios_inference_v1_Delta, Delta__Output as _aios_inference_v1_Delta__Output } from './aios/inference/v1/Delta.ts';
import type { EmbedReply as _aios_inference_v1_EmbedReply, EmbedReply__Output as _aios_inference_v1_EmbedReply__Output } from './aios/inference/v1/EmbedReply.ts';
import type { EmbedRequest as _aios_inference_v1_EmbedRequest, EmbedRequest__Output as _aios_inference_v1_EmbedRequest__Output } from './aios/inference/v1/EmbedRequest.ts';
import type { Embedding as _aios_inference_v1_Embedding, Embedding__Output as _aios_inference_v1_Embedding__Output } from './aios/inference/v1/Embedding.ts';
import type { File as _aios_inference_v1_File, File__Output as _aios_inference_v1_File__Output } from './aios/inference/v1/File.ts';
import type { FunctionCall as _aios_inference_v1_FunctionCall, FunctionCall__Output as _aios_inference_v1_FunctionCall__Output } from './aios/inference/v1/FunctionCall.ts';
import type { FunctionCallDelta as _aios_inference_v1_FunctionCallDelta, FunctionCallDelta__Output as _aios_inference_v1_FunctionCallDelta__Output } from './aios/inference/v1/FunctionCallDelta.ts';
import type { FunctionDefinition as _aios_inference_v1_FunctionDefinition, FunctionDefinition__Output as _aios_inference_v1_FunctionDefinition__Output } from './aios/inference/v1/FunctionDefinition.ts';
import type { ImageUrl as _aios_inference_v1_ImageUrl, ImageUrl__Output as _aios_inference_v1_ImageUrl__Output } from './aios/inference/v1/ImageUrl.ts';
import type { InferenceClient as _aios_inference_v1_InferenceClient, InferenceDefinition as _aios_inference_v1_InferenceDefinition } from './aios/inference/v1/Inference.ts';
import type { InlineData as _aios_inference_v1_InlineData, InlineData__Output as _aios_inference_v1_InlineData__Output } from './aios/inference/v1/InlineData.ts';
import type { InputAudio as _aios_inference_v1_InputAudio, InputAudio__Output as _aios_inference_v1_InputAudio__Output } from './aios/inference/v1/InputAudio.ts';
import type { JsonSchema as _aios_inference_v1_JsonSchema, JsonSchema__Output as _aios_inference_v1_JsonSchema__Output } from './aios/inference/v1/JsonSchema.ts';
import type { ListModelsReply as _aios_inference_v1_ListModelsReply, ListModelsReply__Output as _aios_inference_v1_ListModelsReply__Output } from './aios/inference/v1/ListModelsReply.ts';
import type { ListModelsRequest as _aios_inference_v1_ListModelsRequest, ListModelsRequest__Output as _aios_inference_v1_ListModelsRequest__Output } from './aios/inference/v1/ListModelsRequest.ts';
import type { Message as _aios_inference_v1_Message, Message__Output as _aios_inference_v1_Message__Output } from './aios/inference/v1/Message.ts';
import type { Model as _aios_inference_v1_Model, Model__Output as _aios_inference_v1_Model__Output } from './aios/inference/v1/Model.ts';
import type { ResponseFormat as _aios_inference_v1_ResponseFormat, ResponseFormat__Output as _aios_inference_v1_ResponseFormat__Output } from './aios/inference/v1/ResponseFormat.ts';
import type { TokenList as _aios_inference_v1_TokenList, TokenList__Output as _aios_inference_v1_TokenList__Output } from './aios/inference/v1/TokenList.ts';
import type { Tool as _aios_inference_v1_Tool, Tool__Output as _aios_inference_v1_Tool__Output } from './aios/inference/v1/Tool.ts';
import type { ToolCall as _aios_inference_v1_ToolCall, ToolCall__Output as _aios_inference_v1_ToolCall__Output } from './aios/inference/v1/ToolCall.ts';
import type { ToolCallDelta as _aios_inference_v1_ToolCallDelta, ToolCallDelta__Output as _aios_inference_v1_ToolCallDelta__Output } from './aios/inference/v1/ToolCallDelta.ts';
import type { ToolChoice as _aios_inference_v1_ToolChoice, ToolChoice__Output as _aios_inference_v1_ToolChoice__Output } from './aios/inference/v1/ToolChoice.ts';
import type { Usage as _aios_inference_v1_Usage, Usage__Output as _aios_inference_v1_Usage__Output } from './aios/inference/v1/Usage.ts';
import type { ListValue as _google_protobuf_ListValue, ListValue__Output as _google_protobuf_ListValue__Output } from './google/protobuf/ListValue.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from './google/protobuf/Struct.ts';
import type { Value as _google_protobuf_Value, Value__Output as _google_protobuf_Value__Output } from './google/protobuf/Value.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  aios: {
    inference: {
      v1: {
        ChatChunk: MessageTypeDefinition<_aios_inference_v1_ChatChunk, _aios_inference_v1_ChatChunk__Output>
        ChatReply: MessageTypeDefinition<_aios_inference_v1_ChatReply, _aios_inference_v1_ChatReply__Output>
        ChatRequest: MessageTypeDefinition<_aios_inference_v1_ChatRequest, _aios_inference_v1_ChatRequest__Output>
        Choice: MessageTypeDefinition<_aios_inference_v1_Choice, _aios_inference_v1_Choice__Output>
        ChunkChoice: MessageTypeDefinition<_aios_inference_v1_ChunkChoice, _aios_inference_v1_ChunkChoice__Output>
        ContentPart: MessageTypeDefinition<_aios_inference_v1_ContentPart, _aios_inference_v1_ContentPart__Output>
        ContentParts: MessageTypeDefinition<_aios_inference_v1_ContentParts, _aios_inference_v1_ContentParts__Output>
        Delta: MessageTypeDefinition<_aios_inference_v1_Delta, _aios_inference_v1_Delta__Output>
        EmbedReply: MessageTypeDefinition<_aios_inference_v1_EmbedReply, _aios_inference_v1_EmbedReply__Output>
        EmbedRequest: MessageTypeDefinition<_aios_inference_v1_EmbedRequest, _aios_inference_v1_EmbedRequest__Output>
        Embedding: MessageTypeDefinition<_aios_inference_v1_Embedding, _aios_inference_v1_Embedding__Output>
        File: MessageTypeDefinition<_aios_inference_v1_File, _aios_inference_v1_File__Output>
        FunctionCall: MessageTypeDefinition<_aios_inference_v1_FunctionCall, _aios_inference_v1_FunctionCall__Output>
        FunctionCallDelta: MessageTypeDefinition<_aios_inference_v1_FunctionCallDelta, _aios_inference_v1_FunctionCallDelta__Output>
        FunctionDefinition: MessageTypeDefinition<_aios_inference_v1_FunctionDefinition, _aios_inference_v1_FunctionDefinition__Output>
        ImageUrl: MessageTypeDefinition<_aios_inference_v1_ImageUrl, _aios_inference_v1_ImageUrl__Output>
        /**
         * What applications call, on the sidecar's port or unix socket. The messages have the shape of OpenAI's chat
         * completions, so that translating between the two loses nothing.
         * 
         * Rules that hold throughout:
         * 
         * * `optional` marks a field whose absence differs from its zero: an absent temperature is the provider's choice, a
         * temperature of 0 is not.
         * * Vocabularies that providers extend (roles, finish reasons, efforts, tiers) are strings: an enum would lose every
         * word that is newer than this schema.
         * * `extra` holds the members of the same JSON object that have no field here. They are merged into that object on
         * the way to the provider, and collected from it on the way back. Where both name a member, the field wins.
         * * Numbers inside a Struct are doubles: integers beyond 2^53 do not survive it. Objects in it may nest about 45 deep;
         * what is deeper is refused.
         * * Failures are gRPC statuses. Request headers and response headers (x-aios-*) travel as metadata and trailing
         * metadata under the same names. The time limit is the gRPC deadline.
         */
        Inference: SubtypeConstructor<typeof grpc.Client, _aios_inference_v1_InferenceClient> & { service: _aios_inference_v1_InferenceDefinition }
        InlineData: MessageTypeDefinition<_aios_inference_v1_InlineData, _aios_inference_v1_InlineData__Output>
        InputAudio: MessageTypeDefinition<_aios_inference_v1_InputAudio, _aios_inference_v1_InputAudio__Output>
        JsonSchema: MessageTypeDefinition<_aios_inference_v1_JsonSchema, _aios_inference_v1_JsonSchema__Output>
        ListModelsReply: MessageTypeDefinition<_aios_inference_v1_ListModelsReply, _aios_inference_v1_ListModelsReply__Output>
        ListModelsRequest: MessageTypeDefinition<_aios_inference_v1_ListModelsRequest, _aios_inference_v1_ListModelsRequest__Output>
        Message: MessageTypeDefinition<_aios_inference_v1_Message, _aios_inference_v1_Message__Output>
        Model: MessageTypeDefinition<_aios_inference_v1_Model, _aios_inference_v1_Model__Output>
        ResponseFormat: MessageTypeDefinition<_aios_inference_v1_ResponseFormat, _aios_inference_v1_ResponseFormat__Output>
        TokenList: MessageTypeDefinition<_aios_inference_v1_TokenList, _aios_inference_v1_TokenList__Output>
        Tool: MessageTypeDefinition<_aios_inference_v1_Tool, _aios_inference_v1_Tool__Output>
        ToolCall: MessageTypeDefinition<_aios_inference_v1_ToolCall, _aios_inference_v1_ToolCall__Output>
        ToolCallDelta: MessageTypeDefinition<_aios_inference_v1_ToolCallDelta, _aios_inference_v1_ToolCallDelta__Output>
        ToolChoice: MessageTypeDefinition<_aios_inference_v1_ToolChoice, _aios_inference_v1_ToolChoice__Output>
        Usage: MessageTypeDefinition<_aios_inference_v1_Usage, _aios_inference_v1_Usage__Output>
      }
    }
  }
  google: {
    protobuf: {
      ListValue: MessageTypeDefinition<_google_protobuf_ListValue, _google_protobuf_ListValue__Output>
      NullValue: EnumTypeDefinition
      Struct: MessageTypeDefinition<_google_protobuf_Struct, _google_protobuf_Struct__Output>
      Value: MessageTypeDefinition<_google_protobuf_Value, _google_protobuf_Value__Output>
    }
  }
}

