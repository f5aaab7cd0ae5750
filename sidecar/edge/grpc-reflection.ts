import type { Server, ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { PackageDefinition } from "@grpc/proto-loader";
import { ReflectionService } from "@grpc/reflection";

const METHOD = "ServerReflectionInfo";
const VERSIONS = ["v1", "v1alpha"] as const;

interface Served {
  readonly definition: ServiceDefinition;
  readonly handlers: UntypedServiceImplementation;
}

/**
 * Server reflection over `definitions`, in both versions that clients speak. What it tells is made when somebody asks for the
 * first time, and few ever do: descriptors of all messages take 30 ms of a start, and memory.
 */
export function addReflection(server: Server, definitions: () => PackageDefinition): void {
  let made: ReadonlyMap<string, Served> | undefined;
  const served = (path: string): Served => {
    made ??= servicesOf(definitions());
    const service = made.get(path);
    if (service === undefined) throw new Error(`@grpc/reflection does not serve ${path} any more.`);
    return service;
  };
  for (const version of VERSIONS) {
    const path = `/grpc.reflection.${version}.ServerReflection/${METHOD}`;
    const method = () => served(path).definition[METHOD];
    server.addService(
      {
        [METHOD]: {
          path,
          requestStream: true,
          responseStream: true,
          originalName: "serverReflectionInfo",
          requestSerialize: (value: unknown) => method()?.requestSerialize(value) ?? Buffer.alloc(0),
          requestDeserialize: (bytes: Buffer) => method()?.requestDeserialize(bytes),
          responseSerialize: (value: unknown) => method()?.responseSerialize(value) ?? Buffer.alloc(0),
          responseDeserialize: (bytes: Buffer) => method()?.responseDeserialize(bytes),
        },
      },
      {
        [METHOD]: (call: unknown) => {
          const handler: unknown = served(path).handlers[METHOD];
          if (typeof handler === "function") handler(call);
        },
      },
    );
  }
}

/** By the path of their one method. */
function servicesOf(definitions: PackageDefinition): ReadonlyMap<string, Served> {
  const services = new Map<string, Served>();
  new ReflectionService(definitions).addToServer({
    addService: (definition: ServiceDefinition, handlers: UntypedServiceImplementation) => {
      const path = definition[METHOD]?.path;
      if (path !== undefined) services.set(path, { definition, handlers });
    },
  });
  return services;
}
