import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { Server } from "@grpc/grpc-js";

/** Serves one RPC on its HTTP/2 stream. */
export type ServeStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

/** Who takes a stream in grpc-js; which of the two depends on the option `grpc.enable_channelz`. */
const STREAM_HANDLERS = ["_channelzHandler", "_streamHandler"] as const;

/**
 * Has the RPCs of one method served by `serve`, on the connections that grpc-js's server takes: before it has done
 * anything with them but open their streams. To be called before the server is bound. It offers no such thing: by the
 * time that an interceptor is asked, the RPC has cost half of what it costs in all.
 * @throws Error when this version of grpc-js takes its streams elsewhere
 */
export function serveByHttp2(server: Server, path: string, serve: ServeStream): void {
  for (const name of STREAM_HANDLERS) {
    const handle: unknown = Reflect.get(server, name);
    if (typeof handle !== "function") {
      throw new Error(
        `This version of @grpc/grpc-js does not take its streams in Server.${name}: ${path} cannot be served.`,
      );
    }
    const take = (interceptors: unknown, stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
      if (headers[":path"] === path) {
        // `close` follows, and is all that matters; without a listener it would end the process.
        stream.on("error", () => {});
        serve(stream, headers);
      } else Reflect.apply(handle, server, [interceptors, stream, headers]);
    };
    Reflect.set(server, name, take);
  }
}
