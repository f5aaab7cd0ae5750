import type { FastifyInstance } from "fastify";
import type { ConfigStatus } from "../../sidecar/control/file-source.ts";
import type { Fleet } from "../distribute/fleet.ts";
import type { Purging } from "../distribute/purging.ts";
import { registerPurge } from "./purge.ts";

export interface ApiOptions {
  readonly fleet: Fleet;
  readonly purging: Purging;
  readonly config: () => ConfigStatus;
}

/** `/api/v1`: what the control plane knows, for people and programs, and what it can be asked to do. */
export function registerApi(app: FastifyInstance, { fleet, purging, config }: ApiOptions): void {
  app.get("/api/v1/sidecars", () => ({ sidecars: fleet.list() }));
  app.get("/api/v1/config", () => config());
  registerPurge(app, purging);
}
