import type { ServiceDefinition } from "@grpc/grpc-js";
import type { InferenceDefinition } from "../../proto/gen/aios/inference/v1/Inference.ts";
import type { DialectName, Frame } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import {
  chatChunkFromDocument,
  chatReplyFromDocument,
  chunkInEvent,
} from "../dialects/aios-grpc/chat-reply.ts";
import { chatRequestToDocument } from "../dialects/aios-grpc/chat-request.ts";
import { embedReplyFromDocument, embedRequestToDocument } from "../dialects/aios-grpc/embed.ts";
import { PlainChunks } from "../dialects/aios-grpc/plain-chunk.ts";

/** One AI method: which dialect the engine sees, and how messages become that dialect and back. */
export type RpcMethod = UnaryMethod | StreamMethod;

interface RequestShape {
  readonly dialect: DialectName;
  /** The document that a serialised request says. @throws AiosError `invalid-request`. */
  readonly decode: (message: Uint8Array) => JsonObject;
}

export interface UnaryMethod extends RequestShape {
  readonly replies: "document";
  /** The reply's message, serialised. @throws AiosError `invalid-upstream-reply`. */
  readonly encode: (document: JsonObject) => Buffer;
}

export interface StreamMethod extends RequestShape {
  readonly replies: "events";
  /** For one reply. */
  readonly encoder: () => EncodeEvent;
}

/**
 * The event's message, serialised; undefined for one that says nothing.
 * @throws AiosError the error that the event reports, or `invalid-upstream-reply`.
 */
export type EncodeEvent = (event: Frame) => Buffer | undefined;

export interface RpcMethods {
  readonly chat: UnaryMethod;
  readonly chatStream: StreamMethod;
  readonly embed: UnaryMethod;
}

export function rpcMethods({ Chat, ChatStream, Embed }: InferenceDefinition): RpcMethods {
  return {
    chat: {
      replies: "document",
      dialect: "openai-chat",
      decode: (message) => chatRequestToDocument(read(Chat.requestDeserialize, message)),
      encode: (document) => Chat.responseSerialize(chatReplyFromDocument(document)),
    },
    chatStream: {
      replies: "events",
      dialect: "openai-chat",
      decode: (message) => chatRequestToDocument(read(ChatStream.requestDeserialize, message), true),
      encoder: () => {
        const plain = new PlainChunks();
        return (event) => {
          const chunk = chunkInEvent(event);
          if (chunk === undefined) return undefined;
          return plain.encode(chunk) ?? ChatStream.responseSerialize(chatChunkFromDocument(chunk));
        };
      },
    },
    embed: {
      replies: "document",
      dialect: "embeddings",
      decode: (message) => embedRequestToDocument(read(Embed.requestDeserialize, message)),
      encode: (document) => Embed.responseSerialize(embedReplyFromDocument(document)),
    },
  };
}

function read<Message>(deserialize: (bytes: Buffer) => Message, bytes: Uint8Array): Message {
  try {
    return deserialize(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes));
  } catch (cause) {
    throw new AiosError(
      "invalid-request",
      "The request message cannot be read: it is not of the method's type, or a Struct in it nests too deep.",
      { cause },
    );
  }
}

/**
 * The same service, served in one manner: requests come and replies go as bytes, all as streams. On the wire a unary
 * reply is a stream of one message, but only a stream tells when its last byte was handed on; and only what does its
 * own reading and serialising can tell a caller of a fault in it.
 */
export function servedAsBytes(service: ServiceDefinition): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(service).map(([name, method]) => [
      name,
      {
        ...method,
        responseStream: true,
        requestDeserialize: (message: Buffer) => message,
        responseSerialize: (message: Buffer) => message,
      },
    ]),
  );
}
