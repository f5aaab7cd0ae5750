// Original file: aios/inference/v1/inference.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ChatChunk as _aios_inference_v1_ChatChunk, ChatChunk__Output as _aios_inference_v1_ChatChunk__Output } from '../../../aios/inference/v1/ChatChunk.ts';
import type { ChatReply as _aios_inference_v1_ChatReply, ChatReply__Output as _aios_inference_v1_ChatReply__Output } from '../../../aios/inference/v1/ChatReply.ts';
import type { ChatRequest as _aios_inference_v1_ChatRequest, ChatRequest__Output as _aios_inference_v1_ChatRequest__Output } from '../../../aios/inference/v1/ChatRequest.ts';
import type { EmbedReply as _aios_inference_v1_EmbedReply, EmbedReply__Output as _aios_inference_v1_EmbedReply__Output } from '../../../aios/inference/v1/EmbedReply.ts';
import type { EmbedRequest as _aios_inference_v1_EmbedRequest, EmbedRequest__Output as _aios_inference_v1_EmbedRequest__Output } from '../../../aios/inference/v1/EmbedRequest.ts';
import type { ListModelsReply as _aios_inference_v1_ListModelsReply, ListModelsReply__Output as _aios_inference_v1_ListModelsReply__Output } from '../../../aios/inference/v1/ListModelsReply.ts';
import type { ListModelsRequest as _aios_inference_v1_ListModelsRequest, ListModelsRequest__Output as _aios_inference_v1_ListModelsRequest__Output } from '../../../aios/inference/v1/ListModelsRequest.ts';

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
export interface InferenceClient extends grpc.Client {
  /**
   * One request, one whole reply.
   */
  Chat(argument: _aios_inference_v1_ChatRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_ChatReply__Output>): grpc.ClientUnaryCall;
  Chat(argument: _aios_inference_v1_ChatRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_aios_inference_v1_ChatReply__Output>): grpc.ClientUnaryCall;
  Chat(argument: _aios_inference_v1_ChatRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_ChatReply__Output>): grpc.ClientUnaryCall;
  Chat(argument: _aios_inference_v1_ChatRequest, callback: grpc.requestCallback<_aios_inference_v1_ChatReply__Output>): grpc.ClientUnaryCall;
  /**
   * One request, one whole reply.
   */
  chat(argument: _aios_inference_v1_ChatRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_ChatReply__Output>): grpc.ClientUnaryCall;
  chat(argument: _aios_inference_v1_ChatRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_aios_inference_v1_ChatReply__Output>): grpc.ClientUnaryCall;
  chat(argument: _aios_inference_v1_ChatRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_ChatReply__Output>): grpc.ClientUnaryCall;
  chat(argument: _aios_inference_v1_ChatRequest, callback: grpc.requestCallback<_aios_inference_v1_ChatReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * The same request, answered piece by piece. The chunk with the usage, if the provider sends one, is the last.
   */
  ChatStream(argument: _aios_inference_v1_ChatRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_aios_inference_v1_ChatChunk__Output>;
  ChatStream(argument: _aios_inference_v1_ChatRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_aios_inference_v1_ChatChunk__Output>;
  /**
   * The same request, answered piece by piece. The chunk with the usage, if the provider sends one, is the last.
   */
  chatStream(argument: _aios_inference_v1_ChatRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_aios_inference_v1_ChatChunk__Output>;
  chatStream(argument: _aios_inference_v1_ChatRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_aios_inference_v1_ChatChunk__Output>;
  
  /**
   * Texts to vectors.
   */
  Embed(argument: _aios_inference_v1_EmbedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_EmbedReply__Output>): grpc.ClientUnaryCall;
  Embed(argument: _aios_inference_v1_EmbedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_aios_inference_v1_EmbedReply__Output>): grpc.ClientUnaryCall;
  Embed(argument: _aios_inference_v1_EmbedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_EmbedReply__Output>): grpc.ClientUnaryCall;
  Embed(argument: _aios_inference_v1_EmbedRequest, callback: grpc.requestCallback<_aios_inference_v1_EmbedReply__Output>): grpc.ClientUnaryCall;
  /**
   * Texts to vectors.
   */
  embed(argument: _aios_inference_v1_EmbedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_EmbedReply__Output>): grpc.ClientUnaryCall;
  embed(argument: _aios_inference_v1_EmbedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_aios_inference_v1_EmbedReply__Output>): grpc.ClientUnaryCall;
  embed(argument: _aios_inference_v1_EmbedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_EmbedReply__Output>): grpc.ClientUnaryCall;
  embed(argument: _aios_inference_v1_EmbedRequest, callback: grpc.requestCallback<_aios_inference_v1_EmbedReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * The models that the configuration lets the caller use.
   */
  ListModels(argument: _aios_inference_v1_ListModelsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_ListModelsReply__Output>): grpc.ClientUnaryCall;
  ListModels(argument: _aios_inference_v1_ListModelsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_aios_inference_v1_ListModelsReply__Output>): grpc.ClientUnaryCall;
  ListModels(argument: _aios_inference_v1_ListModelsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_ListModelsReply__Output>): grpc.ClientUnaryCall;
  ListModels(argument: _aios_inference_v1_ListModelsRequest, callback: grpc.requestCallback<_aios_inference_v1_ListModelsReply__Output>): grpc.ClientUnaryCall;
  /**
   * The models that the configuration lets the caller use.
   */
  listModels(argument: _aios_inference_v1_ListModelsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_ListModelsReply__Output>): grpc.ClientUnaryCall;
  listModels(argument: _aios_inference_v1_ListModelsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_aios_inference_v1_ListModelsReply__Output>): grpc.ClientUnaryCall;
  listModels(argument: _aios_inference_v1_ListModelsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_aios_inference_v1_ListModelsReply__Output>): grpc.ClientUnaryCall;
  listModels(argument: _aios_inference_v1_ListModelsRequest, callback: grpc.requestCallback<_aios_inference_v1_ListModelsReply__Output>): grpc.ClientUnaryCall;
  
}

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
export interface InferenceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * One request, one whole reply.
   */
  Chat: grpc.handleUnaryCall<_aios_inference_v1_ChatRequest__Output, _aios_inference_v1_ChatReply>;
  
  /**
   * The same request, answered piece by piece. The chunk with the usage, if the provider sends one, is the last.
   */
  ChatStream: grpc.handleServerStreamingCall<_aios_inference_v1_ChatRequest__Output, _aios_inference_v1_ChatChunk>;
  
  /**
   * Texts to vectors.
   */
  Embed: grpc.handleUnaryCall<_aios_inference_v1_EmbedRequest__Output, _aios_inference_v1_EmbedReply>;
  
  /**
   * The models that the configuration lets the caller use.
   */
  ListModels: grpc.handleUnaryCall<_aios_inference_v1_ListModelsRequest__Output, _aios_inference_v1_ListModelsReply>;
  
}

export interface InferenceDefinition extends grpc.ServiceDefinition {
  Chat: MethodDefinition<_aios_inference_v1_ChatRequest, _aios_inference_v1_ChatReply, _aios_inference_v1_ChatRequest__Output, _aios_inference_v1_ChatReply__Output>
  ChatStream: MethodDefinition<_aios_inference_v1_ChatRequest, _aios_inference_v1_ChatChunk, _aios_inference_v1_ChatRequest__Output, _aios_inference_v1_ChatChunk__Output>
  Embed: MethodDefinition<_aios_inference_v1_EmbedRequest, _aios_inference_v1_EmbedReply, _aios_inference_v1_EmbedRequest__Output, _aios_inference_v1_EmbedReply__Output>
  ListModels: MethodDefinition<_aios_inference_v1_ListModelsRequest, _aios_inference_v1_ListModelsReply, _aios_inference_v1_ListModelsRequest__Output, _aios_inference_v1_ListModelsReply__Output>
}
