import type { Call, Frame, OpaqueRequest, RequestMessages } from "../../sidecar/core/call.ts";
import { unseenPayload } from "../../sidecar/core/payload.ts";
import { framesOf, type TestCall, testCall } from "./calls.ts";
import { tinyDialect } from "./tiny-dialect.ts";

/** The messages of a request that has been said to its end, unless a test says otherwise. */
export function messagesOf(
  frames: readonly Frame[],
  overrides: Partial<RequestMessages> = {},
): RequestMessages {
  return {
    read: () => framesOf(frames),
    isReplayable: true,
    sole: async () => (frames.length === 1 ? frames[0] : undefined),
    saidAt: 0,
    ...overrides,
  };
}

/** A gRPC call that passes through. */
export function rpcCall(messages: RequestMessages, overrides: Partial<Call> = {}): TestCall {
  const opaque: OpaqueRequest = { transport: "grpc", path: "/inference.Service/Infer", messages };
  return testCall(
    tinyDialect,
    { model: "" },
    {
      protocol: "grpc",
      operation: "passthrough",
      dialect: "grpc-passthrough",
      stream: true,
      request: unseenPayload(),
      opaque,
      ...overrides,
    },
  );
}
