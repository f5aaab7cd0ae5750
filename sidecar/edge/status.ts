import Fastify from "fastify";
import type { Registry } from "prom-client";
import { takenAddress } from "./address.ts";

export interface Readiness {
  readonly ready: boolean;
  /** What is still missing, in words; empty when ready. */
  readonly waitingFor: readonly string[];
}

export interface StatusOptions {
  readonly readiness: () => Readiness;
  readonly registry: Registry;
}

export interface Listener {
  /** Resolves to the address taken. */
  listen(host: string, port: number): Promise<string>;
  close(): Promise<void>;
}

/** For kubelet and Prometheus. `/livez` says that the process runs, `/readyz` that calls may be sent to it. */
export function createStatusListener({ readiness, registry }: StatusOptions): Listener {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  app.get("/livez", (_request, reply) => reply.type("text/plain").send("ok\n"));
  app.get("/readyz", (_request, reply) => {
    const { ready, waitingFor } = readiness();
    return reply
      .code(ready ? 200 : 503)
      .type("text/plain")
      .send(ready ? "ok\n" : `not ready: ${waitingFor.join("; ")}\n`);
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return {
    listen: async (host, port) => {
      await app.listen({ host, port });
      return takenAddress(app.server);
    },
    close: () => app.close(),
  };
}
