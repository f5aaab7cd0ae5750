import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type OutgoingHttpHeaders,
} from "node:http2";
import type { TestContext } from "node:test";
import { settle } from "./fake-clock.ts";

export interface RawCall {
  readonly session: ClientHttp2Session;
  readonly stream: ClientHttp2Stream;
  /** Sends bytes as one gRPC message. */
  send(message: Buffer): void;
}

/** A ChatStream on bare HTTP/2: grpc-js's own client reads on however little its user does. */
export function rawChatStream(
  context: TestContext,
  address: string,
  headers: OutgoingHttpHeaders = {},
): RawCall {
  const session = connect(`http://${address}`);
  context.after(() => session.destroy());
  session.on("error", () => {});
  const stream = session.request({
    ":method": "POST",
    ":path": "/aios.inference.v1.Inference/ChatStream",
    "content-type": "application/grpc",
    te: "trailers",
    ...headers,
  });
  stream.on("error", () => {});
  return {
    session,
    stream,
    send: (message) => {
      stream.write(Buffer.concat([lengthPrefix(message.byteLength), message]));
    },
  };
}

/** By now the server has seen everything that was sent before. */
export async function answeredPing(session: ClientHttp2Session): Promise<void> {
  const answered = Promise.withResolvers<void>();
  session.ping(() => answered.resolve());
  await answered.promise;
  await settle();
}

export function lengthPrefix(bytes: number): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(bytes, 1);
  return prefix;
}

/** The gRPC messages that a stream carries, to its end. */
export async function messagesOf(stream: AsyncIterable<Buffer>): Promise<readonly Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const messages: Buffer[] = [];
  for (let at = 0; at < bytes.byteLength; ) {
    const end = at + 5 + bytes.readUInt32BE(at + 1);
    messages.push(bytes.subarray(at + 5, end));
    at = end;
  }
  return messages;
}

/** ChatRequest{extra: {"a": {"a": …}}}, spelled out: the library refuses to write it. */
export function nestedStruct(depth: number): Buffer {
  const field = (tag: readonly number[], content: Buffer) => {
    const { length } = content;
    return Buffer.concat([Buffer.from([...tag, (length & 0x7f) | 0x80, (length >> 7) & 0x7f]), content]);
  };
  let struct: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth; level++) {
    const value = field([0x2a], struct);
    struct = field([0x0a], Buffer.concat([Buffer.from([0x0a, 1, 0x61]), field([0x12], value)]));
  }
  return field([0xa2, 0x06], struct);
}
