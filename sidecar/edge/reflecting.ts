import type { ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import { ReflectionService } from "@grpc/reflection";
import { LOAD_OPTIONS } from "../../proto/load.ts";

/** One version of server reflection. */
export interface Reflecting {
  readonly definition: ServiceDefinition;
  readonly handlers: UntypedServiceImplementation;
}

/** What serves reflection over `descriptors`, by the paths of its methods. */
export function servicesReflecting(descriptors: readonly string[]): ReadonlyMap<string, Reflecting> {
  const services = new Map<string, Reflecting>();
  const described = descriptors.map((descriptor) => fromJSON(JSON.parse(descriptor), LOAD_OPTIONS));
  new ReflectionService(Object.assign({}, ...described)).addToServer({
    addService: (definition: ServiceDefinition, handlers: UntypedServiceImplementation) => {
      for (const { path } of Object.values(definition)) services.set(path, { definition, handlers });
    },
  });
  return services;
}
