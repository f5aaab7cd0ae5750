import {
  type Server,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { loadHealth } from "../../proto/load.ts";

type ServingStatus = "SERVING" | "NOT_SERVING";

interface HealthReply {
  readonly status: ServingStatus | "SERVICE_UNKNOWN";
}

interface HealthRequest {
  readonly service: string;
}

/** One watch of grpc.health.v1. */
type Watch = ServerWritableStream<HealthRequest, HealthReply>;

const MAX_WATCHES = 100;

/** `grpc.health.v1.Health` for the given services; "" is the whole server. Not serving until told. */
export class Health {
  /** For server reflection. */
  readonly descriptor: string;
  readonly #service: ServiceDefinition;
  readonly #services: readonly string[];
  readonly #watches = new Set<Watch>();
  #status: ServingStatus = "NOT_SERVING";

  constructor(services: readonly string[]) {
    this.#services = services;
    const { service, descriptor } = loadHealth();
    this.#service = service;
    this.descriptor = descriptor;
  }

  addTo(server: Server): void {
    server.addService(this.#service, {
      Check: (
        { request: { service } }: ServerUnaryCall<HealthRequest, HealthReply>,
        reply: sendUnaryData<HealthReply>,
      ) => {
        if (this.#services.includes(service)) reply(null, { status: this.#status });
        else reply({ code: status.NOT_FOUND, details: "There is no such service here." });
      },
      List: (
        _call: unknown,
        reply: sendUnaryData<{ readonly statuses: Readonly<Record<string, HealthReply>> }>,
      ) =>
        reply(null, {
          statuses: Object.fromEntries(this.#services.map((name) => [name, { status: this.#status }])),
        }),
      Watch: (watch: Watch) => this.#watch(watch),
    });
  }

  setServing(serving: boolean): void {
    this.#status = serving ? "SERVING" : "NOT_SERVING";
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
