import type { FastifyInstance } from "fastify";
import type { ConfigStatus } from "../../sidecar/control/file-source.ts";
import type { Fleet } from "../distribute/fleet.ts";

export interface ApiOptions {
  readonly fleet: Fleet;
  readonly config: () => ConfigStatus;
}

/** `/api/v1`: what the control plane knows, for people and programs. */
export function registerApi(app: FastifyInstance, { fleet, config }: ApiOptions): void {
  app.get("/api/v1/sidecars", () => ({ sidecars: fleet.list() }));
  app.get("/api/v1/config", () => config());
}
