/** The floor of the gRPC shapes: grpc-js in front, undici behind, and the least translation between. Usage: bare-grpc.ts ORIGIN FOLDER */
import { once } from "node:events";
import { join } from "node:path";
import { Server, ServerCredentials, type ServerWritableStream, status } from "@grpc/grpc-js";
import { Pool } from "undici";
import type { ChatChunk } from "../../proto/gen/aios/inference/v1/ChatChunk.ts";
import type { ChatRequest__Output } from "../../proto/gen/aios/inference/v1/ChatRequest.ts";
import type { InferenceHandlers } from "../../proto/gen/aios/inference/v1/Inference.ts";
import { loadInference } from "../../proto/load.ts";
import { announce } from "./listening.ts";
import { CHAT_PATH, REPLY_MESSAGE } from "./traffic.ts";
import { chunkOf, eventsIn, replyOf, requestJson } from "./transcode.ts";

const [, , origin, folder] = process.argv;
if (origin === undefined || folder === undefined) throw new Error("usage: bare-grpc.ts ORIGIN FOLDER");

const pool = new Pool(origin, { connections: 128, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
const HEADERS = ["content-type", "application/json", "accept-encoding", "identity"];

async function post(message: ChatRequest__Output, stream: boolean) {
  const body = requestJson(message, stream);
  const reply = await pool.request({ method: "POST", path: CHAT_PATH, headers: HEADERS, body });
  if (reply.statusCode !== 200) throw new Error(`The upstream answered ${reply.statusCode}.`);
  return reply.body;
}

async function writeStream(call: ServerWritableStream<ChatRequest__Output, ChatChunk>): Promise<void> {
  const body = await post(call.request, true);
  for await (const data of eventsIn(body)) {
    if (!call.write(chunkOf(data))) await once(call, "drain");
  }
  call.end();
}

const unimplemented = { code: status.UNIMPLEMENTED };
const others: Pick<InferenceHandlers, "Embed" | "ListModels"> = {
  Embed: (_call, callback) => callback(unimplemented),
  ListModels: (_call, callback) => callback(unimplemented),
};

const transcoding: InferenceHandlers = {
  ...others,
  Chat: (call, callback) => {
    post(call.request, false)
      .then((body) => body.text())
      .then(
        (text) => callback(null, replyOf(text)),
        (error: unknown) => callback({ code: status.INTERNAL, details: String(error) }),
      );
  },
  ChatStream: (call) => {
    writeStream(call).catch((error: unknown) =>
      call.emit("error", { code: status.INTERNAL, details: String(error) }),
    );
  },
};

const fixed: InferenceHandlers = {
  ...others,
  Chat: (_call, callback) => callback(null, REPLY_MESSAGE),
  ChatStream: (call) => call.emit("error", unimplemented),
};

const { service } = loadInference();

function listen(listener: string, handlers: InferenceHandlers): void {
  const server = new Server();
  server.addService(service, handlers);
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    announce({ listener, address: `127.0.0.1:${port}` });
  });
  const path = join(String(folder), `${listener}-${process.pid}.sock`);
  server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) => {
    if (error !== null) throw error;
    announce({ listener: `${listener}-uds`, address: path });
  });
}

listen("grpc", transcoding);
listen("grpc-static", fixed);

// The exit that a signal makes by itself would write no CPU profile.
process.on("SIGTERM", () => process.exit(0));
