import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { DialectName } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import { AiosError } from "../core/errors.ts";
import { errorResponse } from "./error-response.ts";
import { dialectOfPath } from "./http-surface.ts";

export interface UnreadableRequest {
  readonly code: string;
}

/** A request that Node's parser refused, or gave up waiting for: answered on the bare socket, then closed. */
export function answerUnreadable(
  error: UnreadableRequest,
  socket: Socket,
  dialect: Dialect,
  id: string,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = errorResponse(refusal(error), dialect, id);
  const lines = Object.entries({
    ...headers,
    "x-aios-request-id": id,
    "content-length": String(body.byteLength),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    Buffer.concat([
      Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n`),
      body,
    ]),
  );
}

/** In whose words to answer a request that may have no path: then its bytes, as far as Node's parser got them. */
export function dialectOfUnread(request: IncomingMessage | undefined, bytes: unknown): DialectName {
  if (request !== undefined) return dialectOfPath(request.url ?? "", request.headers);
  const isAnthropic = Buffer.isBuffer(bytes) && bytes.subarray(0, 64).includes("/v1/messages");
  return isAnthropic ? "anthropic-messages" : "openai-chat";
}

function refusal({ code }: UnreadableRequest): AiosError {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new AiosError(
        "headers-too-large",
        "The request headers are larger than limits.maxHeaderSize allows.",
      );
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new AiosError("request-timeout", "The request took too long to arrive; send it again.");
    default:
      return new AiosError("invalid-request", "The request is not valid HTTP.");
  }
}
