import type { Socket } from "node:net";
import type { DialectName } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import { AiosError } from "../core/errors.ts";
import { errorResponse } from "./error-response.ts";

export interface UnreadableRequest {
  readonly code: string;
  /** The bytes as Node's parser got them; Fastify types them loosely. */
  readonly rawPacket: unknown;
}

/** A request that Node's parser refused: answered on the bare socket, then closed. */
export function answerUnreadable(
  error: UnreadableRequest,
  socket: Socket,
  dialectOf: (name: DialectName) => Dialect,
  id: string,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal =
    error.code === "HPE_HEADER_OVERFLOW"
      ? new AiosError("headers-too-large", "The request headers are larger than limits.maxHeaderSize allows.")
      : new AiosError("invalid-request", "The request is not valid HTTP.");
  const anthropic =
    Buffer.isBuffer(error.rawPacket) && error.rawPacket.subarray(0, 64).includes("/v1/messages");
  const { status, headers, body } = errorResponse(
    refusal,
    dialectOf(anthropic ? "anthropic-messages" : "openai-chat"),
    id,
  );
  const lines = Object.entries({
    ...headers,
    "x-aios-request-id": id,
    "content-length": String(body.byteLength),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    Buffer.concat([
      Buffer.from(
        `HTTP/1.1 ${status} ${status === 431 ? "Request Header Fields Too Large" : "Bad Request"}\r\n${lines.join("")}\r\n`,
      ),
      body,
    ]),
  );
}
