/**
 * The wire's service definitions, from the descriptors that are generated of the .proto files. Nothing happens on import; each
 * function makes them anew, so call it once and keep what it returns.
 */
import { fileURLToPath } from "node:url";
import { makeClientConstructor, type ServiceClientConstructor } from "@grpc/grpc-js";
import type { Options } from "@grpc/proto-loader";
import type { ProtoGrpcType as ConfigTypes } from "./gen/config.ts";
import { descriptor as config } from "./gen/config-descriptor.ts";
import type { ProtoGrpcType as GatewayTypes } from "./gen/gateway.ts";
import { descriptor as gateway } from "./gen/gateway-descriptor.ts";
import { descriptor as health } from "./gen/health-descriptor.ts";
import type { ProtoGrpcType as InferenceTypes } from "./gen/inference.ts";
import { descriptor as inference } from "./gen/inference-descriptor.ts";
import { serviceDefinition } from "./service-definition.ts";

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
  /** What the .proto file says, as JSON: for server reflection. */
  readonly descriptor: string;
}

export type LoadedInference = LoadedService<InferenceTypes["aios"]["inference"]["v1"]["Inference"]>;
export type LoadedGateway = LoadedService<GatewayTypes["aios"]["gateway"]["v1"]["Gateway"]>;
export type LoadedConfigDiscovery = LoadedService<ConfigTypes["aios"]["config"]["v1"]["ConfigDiscovery"]>;

/** What applications call. */
export function loadInference(): LoadedInference {
  return loaded(inference, "aios.inference.v1.Inference");
}

/** The hop from a sidecar to the control plane. */
export function loadGateway(): LoadedGateway {
  return loaded(gateway, "aios.gateway.v1.Gateway");
}

/** The stream of configuration from the control plane to a sidecar. */
export function loadConfigDiscovery(): LoadedConfigDiscovery {
  return loaded(config, "aios.config.v1.ConfigDiscovery");
}

/** What probes ask: grpc.health.v1, https://github.com/grpc/grpc/blob/master/doc/health-checking.md. */
export function loadHealth(): LoadedService<ServiceClientConstructor> {
  return loaded(health, "grpc.health.v1.Health");
}

/** grpc-js makes the constructors at run time and cannot know their types; the generated ones describe the same files. */
function loaded<Constructor extends { readonly service: unknown }>(
  descriptor: string,
  name: string,
): LoadedService<Constructor> {
  const definition = serviceDefinition(descriptor, name, LOAD_OPTIONS);
  const Client = makeClientConstructor(definition, name) as unknown as Constructor;
  return {
    service: Client.service,
    Client,
    descriptor,
  };
}
