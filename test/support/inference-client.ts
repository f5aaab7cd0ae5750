import {
  type ClientReadableStream,
  type ClientUnaryCall,
  credentials,
  type Metadata,
  type requestCallback,
  type ServiceError,
} from "@grpc/grpc-js";
import type { ChatChunk__Output } from "../../proto/gen/aios/inference/v1/ChatChunk.ts";
import type { InferenceClient } from "../../proto/gen/aios/inference/v1/Inference.ts";
import { loadInference } from "../../proto/load.ts";

/** A gRPC client for `host:port` or `unix:path`; whoever makes it closes it. */
export function inferenceClient(address: string): InferenceClient {
  const { Client } = loadInference();
  // Its own connection, whoever else in this process has dialled the same address.
  return new Client(address, credentials.createInsecure(), { "grpc.use_local_subchannel_pool": 1 });
}

export interface UnaryAnswer<Message> {
  readonly reply: Message;
  readonly head: Metadata;
  readonly trailers: Metadata;
}

/** @throws ServiceError */
export function unary<Message>(
  begin: (callback: requestCallback<Message>) => ClientUnaryCall,
): Promise<UnaryAnswer<Message>> {
  return new Promise((resolve, reject) => {
    let reply: Message | undefined;
    let head: Metadata | undefined;
    const call = begin((error: ServiceError | null, message?: Message) => {
      if (error !== null) reject(error);
      reply = message;
    });
    call.on("metadata", (metadata) => {
      head = metadata;
    });
    call.on("status", (status) => {
      // The status comes before the callback.
      setImmediate(() => {
        if (reply !== undefined && head !== undefined) resolve({ reply, head, trailers: status.metadata });
      });
    });
  });
}

export interface StreamAnswer {
  readonly chunks: readonly ChatChunk__Output[];
  /** The content of the first choice. */
  readonly text: string;
  readonly head: Metadata | undefined;
  readonly trailers: Metadata;
}

/** @throws ServiceError */
export function gathered(call: ClientReadableStream<ChatChunk__Output>): Promise<StreamAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: ChatChunk__Output[] = [];
    let head: Metadata | undefined;
    call.on("data", (chunk: ChatChunk__Output) => chunks.push(chunk));
    call.on("metadata", (metadata: Metadata) => {
      head = metadata;
    });
    call.on("error", reject);
    call.on("status", ({ code, metadata }) => {
      if (code === 0) resolve({ chunks, text: textOf(chunks), head, trailers: metadata });
    });
  });
}

function textOf(chunks: readonly ChatChunk__Output[]): string {
  return chunks
    .flatMap((chunk) => chunk.choices)
    .filter(({ index }) => index === 0)
    .map(({ delta }) => delta?.content ?? "")
    .join("");
}
