/**
 * The wire's service definitions, loaded from the .proto files at run time. Nothing happens on import; each function
 * reads and parses its files anew, so call it once and keep what it returns.
 */
import { fileURLToPath } from "node:url";
import { loadPackageDefinition } from "@grpc/grpc-js";
import { loadSync, type Options, type PackageDefinition } from "@grpc/proto-loader";
import type { ProtoGrpcType as ConfigTypes } from "./gen/config.ts";
import type { ProtoGrpcType as GatewayTypes } from "./gen/gateway.ts";
import type { ProtoGrpcType as InferenceTypes } from "./gen/inference.ts";

export const PROTO_FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** Relative to `PROTO_FOLDER`. */
export const PROTO_FILES = {
  inference: "aios/inference/v1/inference.proto",
  gateway: "aios/gateway/v1/gateway.proto",
  config: "aios/config/v1/config.proto",
} as const;

/** How messages look in memory. The generated types describe this shape: `generate.ts` passes on the same options. */
export const LOAD_OPTIONS = {
  longs: Number,
  enums: String,
  // In a received message, absent lists, maps, texts and numbers are their empty value and absent messages are null.
  // Fields marked `optional` and members of a oneof stay absent.
  defaults: true,
  // `reply.message === "frame"` tells which member of a oneof is set.
  oneofs: true,
  // `bytes` is left out on purpose: received bytes are then Buffers that view the received message, without a copy.
} as const satisfies Options;

/** One service, with what a server, a client and server reflection each need of it. */
export interface LoadedService<Constructor extends { readonly service: unknown }> {
  /** For `server.addService(service, handlers)`. */
  readonly service: Constructor["service"];
  /** For `new Client(address, credentials)`. */
  readonly Client: Constructor;
  /** For `new ReflectionService(packageDefinition)`. */
  readonly packageDefinition: PackageDefinition;
}

export type LoadedInference = LoadedService<InferenceTypes["aios"]["inference"]["v1"]["Inference"]>;
export type LoadedGateway = LoadedService<GatewayTypes["aios"]["gateway"]["v1"]["Gateway"]>;
export type LoadedConfigDiscovery = LoadedService<ConfigTypes["aios"]["config"]["v1"]["ConfigDiscovery"]>;

/** What applications call. */
export function loadInference(): LoadedInference {
  const packageDefinition = loadFile(PROTO_FILES.inference);
  const { Inference } = typed<InferenceTypes>(packageDefinition).aios.inference.v1;
  return { service: Inference.service, Client: Inference, packageDefinition };
}

/** The hop from a sidecar to the control plane. */
export function loadGateway(): LoadedGateway {
  const packageDefinition = loadFile(PROTO_FILES.gateway);
  const { Gateway } = typed<GatewayTypes>(packageDefinition).aios.gateway.v1;
  return { service: Gateway.service, Client: Gateway, packageDefinition };
}

/** The stream of configuration from the control plane to a sidecar. */
export function loadConfigDiscovery(): LoadedConfigDiscovery {
  const packageDefinition = loadFile(PROTO_FILES.config);
  const { ConfigDiscovery } = typed<ConfigTypes>(packageDefinition).aios.config.v1;
  return { service: ConfigDiscovery.service, Client: ConfigDiscovery, packageDefinition };
}

function loadFile(file: string): PackageDefinition {
  return loadSync(file, { ...LOAD_OPTIONS, includeDirs: [PROTO_FOLDER] });
}

/** grpc-js builds the constructors at run time and cannot know their types; the generated ones describe the same files. */
function typed<Types>(packageDefinition: PackageDefinition): Types {
  return loadPackageDefinition(packageDefinition) as unknown as Types;
}
