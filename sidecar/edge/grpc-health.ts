import { type Server, type ServerWritableStream, status } from "@grpc/grpc-js";
import { loadSync, type PackageDefinition } from "@grpc/proto-loader";
import { HealthImplementation, protoPath, type ServingStatus } from "grpc-health-check";

/** One watch of grpc.health.v1. */
type Watch = ServerWritableStream<
  { readonly service: string },
  { readonly status: ServingStatus | "SERVICE_UNKNOWN" }
>;

// The library's own watches know neither a bound nor an end, and would hold up every shutdown.
const MAX_WATCHES = 100;

/** `grpc.health.v1.Health` for the given services; "" is the whole server. Not serving until told. */
export class Health {
  readonly #services: readonly string[];
  readonly #health: HealthImplementation;
  readonly #watches = new Set<Watch>();
  #status: ServingStatus = "NOT_SERVING";

  constructor(services: readonly string[]) {
    this.#services = services;
    this.#health = new HealthImplementation();
    this.setServing(false);
  }

  addTo(server: Server): void {
    this.#health.addToServer({
      addService: (definition, handlers) =>
        server.addService(definition, { ...handlers, watch: (watch: Watch) => this.#watch(watch) }),
    });
  }

  setServing(serving: boolean): void {
    this.#status = serving ? "SERVING" : "NOT_SERVING";
    for (const service of this.#services) this.#health.setStatus(service, this.#status);
    for (const watch of this.#watches) this.#tell(watch);
  }

  /** Ends every watch: a server that closes waits for none. */
  close(): void {
    for (const watch of this.#watches) {
      watch.emit("error", { code: status.UNAVAILABLE, details: "The server is shutting down." });
    }
    this.#watches.clear();
  }

  #watch(watch: Watch): void {
    if (this.#watches.size >= MAX_WATCHES) {
      watch.emit("error", {
        code: status.RESOURCE_EXHAUSTED,
        details: "There are too many watches already.",
      });
      return;
    }
    this.#watches.add(watch);
    watch.on("cancelled", () => this.#watches.delete(watch));
    this.#tell(watch);
  }

  #tell(watch: Watch): void {
    watch.write({
      status: this.#services.includes(watch.request.service) ? this.#status : "SERVICE_UNKNOWN",
    });
  }
}

/** For server reflection. */
export function loadHealthDefinition(): PackageDefinition {
  return loadSync(protoPath);
}
