import { type Server, type ServerDuplexStream, status } from "@grpc/grpc-js";
import type { Reflecting } from "./reflecting.ts";

const METHOD = "ServerReflectionInfo";
const VERSIONS = ["v1", "v1alpha"] as const;

/**
 * Server reflection over what `descriptors` say, as JSON, in both versions that clients speak. What it tells is made when
 * somebody asks for the first time, and few ever do: the library and descriptors of all messages take 40 ms of a start, and
 * memory.
 */
export function addReflection(server: Server, descriptors: readonly string[]): void {
  let made: Promise<ReadonlyMap<string, Reflecting>> | undefined;
  const served = async (path: string): Promise<Reflecting> => {
    made ??= import("./reflecting.ts").then(({ servicesReflecting }) => servicesReflecting(descriptors));
    const service = (await made).get(path);
    if (service === undefined) throw new Error(`@grpc/reflection does not serve ${path} any more.`);
    return service;
  };
  for (const version of VERSIONS) {
    const path = `/grpc.reflection.${version}.ServerReflection/${METHOD}`;
    server.addService(
      {
        [METHOD]: {
          path,
          requestStream: true,
          responseStream: true,
          originalName: "serverReflectionInfo",
          requestSerialize: asItIs,
          requestDeserialize: asItIs,
          responseSerialize: asItIs,
          responseDeserialize: asItIs,
        },
      },
      {
        [METHOD]: (call: ServerDuplexStream<Buffer, Buffer>) => {
          // The call is not read before the handler listens.
          served(path).then(
            (service) => reflect(call, service),
            () => call.emit("error", { code: status.INTERNAL, details: "Reflection cannot be loaded." }),
          );
        },
      },
    );
  }
}

/** Lets the library's handler speak of messages, where the call carries their bytes. */
function reflect(call: ServerDuplexStream<Buffer, Buffer>, { definition, handlers }: Reflecting): void {
  const method = definition[METHOD];
  const handler: unknown = handlers[METHOD];
  if (method === undefined || typeof handler !== "function") return;
  handler({
    on: (event: string, listener: (value?: unknown) => void) =>
      call.on(event, (value: unknown) =>
        listener(Buffer.isBuffer(value) ? method.requestDeserialize(value) : value),
      ),
    write: (reply: unknown) => call.write(method.responseSerialize(reply)),
    end: () => call.end(),
  });
}

function asItIs(bytes: Buffer): Buffer {
  return bytes;
}
