import { status } from "@grpc/grpc-js";
import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { Reply } from "../core/call.ts";
import type { Arrival } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { OpaqueRpc } from "./grpc-catch-all.ts";
import type { Delivery } from "./grpc-delivery.ts";
import { headersOf, opaqueMetadataOf } from "./grpc-metadata.ts";
import type { RpcMessages } from "./grpc-request-messages.ts";
import type { RpcReply } from "./grpc-rpc.ts";

/** What is said of a call of which nothing but its path is known. @throws AiosError `headers-too-large`. */
export function opaqueArrival(
  rpc: OpaqueRpc,
  messages: RpcMessages,
  limits: LimitsSpec,
): Omit<Arrival, "workload"> {
  return {
    protocol: "grpc",
    dialect: "grpc-passthrough",
    headers: headersOf(rpc.metadata, limits.maxHeaderSize, "binary-too"),
    body: new Uint8Array(),
    opaque: {
      request: { transport: "grpc", path: rpc.getPath(), messages },
      model: "",
      // Whether it streams nobody can tell before it does.
      stream: true,
    },
  };
}

/** Writes a reply's messages as they come, with status OK. @throws AiosError what has to be told instead. */
export async function deliverMessages(delivery: Omit<Delivery, "dialect">): Promise<void> {
  const { running, writer, decided, trailers } = delivery;
  const reply: Reply = await running.reply;
  const whyStopped = () => toAiosError(running.call.signal.reason);
  if (reply.framing !== "messages") {
    throw new AiosError("unsupported", "This call was answered with something that is not a gRPC reply.");
  }
  writer.sendHead(opaqueMetadataOf({ ...reply.headers, ...decided() }));
  for await (const frame of reply.body) {
    const written = writer.write(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength));
    if (!(written === true || (await written))) throw whyStopped();
  }
  const whole = await writer.finish(opaqueMetadataOf({ ...reply.trailers(), ...trailers() }));
  if (!whole) throw whyStopped();
}

/** The replying half of one that grpc-js's handler has. */
export function replyingTo(rpc: OpaqueRpc): RpcReply {
  const reply: RpcReply = {
    get deadline() {
      return Number(rpc.getDeadline());
    },
    onOver: undefined,
    sendMetadata: (metadata) => rpc.sendMetadata(metadata),
    sendMessage: (message, handedOn) => {
      rpc.write(message, (error?: Error | null) => {
        if (!error) handedOn();
      });
    },
    sendStatus: (said) => {
      if (said.code === status.OK) rpc.end(said.metadata);
      else rpc.emit("error", said);
    },
  };
  rpc.on("cancelled", () => reply.onOver?.());
  return reply;
}
