import type { ServerHttp2Session } from "node:http2";
import type { Server } from "@grpc/grpc-js";
import { forgetEndedStreams } from "../platform/http2-streams.ts";

/** Who takes a listener's connections in grpc-js; which of the two depends on the option `grpc.enable_channelz`. */
const SESSION_HANDLERS = ["_channelzSessionHandler", "_sessionHandler"] as const;

/**
 * Has the server's connections forget streams that have ended (platform/http2-streams.ts). To be called before the server is
 * bound. Where a version of grpc-js takes its connections elsewhere, they cost more and work as well.
 */
export function forgetEndedRpcs(server: Server): void {
  for (const name of SESSION_HANDLERS) {
    const handlerOf: unknown = Reflect.get(server, name);
    if (typeof handlerOf !== "function") continue;
    Reflect.set(server, name, (listener: unknown) => {
      const handle: unknown = Reflect.apply(handlerOf, server, [listener]);
      if (typeof handle !== "function") return handle;
      return (session: ServerHttp2Session) => {
        forgetEndedStreams(session);
        Reflect.apply(handle, server, [session]);
      };
    });
  }
}
