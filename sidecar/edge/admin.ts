import Fastify from "fastify";
import type { ConfigSnapshot } from "../../config/schema/snapshot.ts";
import type { BreakerStatus, UpstreamStatus } from "../core/status.ts";
import { LOG_LEVELS, type Log, type LogLevel } from "../platform/log.ts";
import { isLoopback, takenAddress } from "./address.ts";
import { type AdminCacheOptions, CACHE_ENDPOINTS, registerAdminCache } from "./admin-cache.ts";
import { webPageRefusal } from "./local-callers.ts";
import type { Listener, Readiness } from "./status.ts";

export interface ServerInfo {
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly callsInFlight: number;
  readonly config: {
    readonly version: string | undefined;
    readonly source: "file" | "stream" | "disk" | undefined;
    readonly appliedAt: string | undefined;
    /** The newest one, while it is not the one in force. `at` as RFC 3339; each fault with its place. */
    readonly lastRejected:
      | { readonly version?: string; readonly at: string; readonly faults: readonly string[] }
      | undefined;
  };
  readonly controlPlane: { readonly address: string; readonly connected: boolean } | undefined;
}

export interface AdminOptions {
  readonly info: () => ServerInfo;
  readonly readiness: () => Readiness;
  readonly snapshot: () => ConfigSnapshot | undefined;
  readonly upstreams: () => readonly UpstreamStatus[];
  readonly breakers: () => readonly BreakerStatus[];
  readonly cache: AdminCacheOptions;
  readonly log: Log;
  readonly drain: () => void;
}

const ENDPOINTS = {
  "GET /server_info":
    "version, uptime, configuration in force and the newer one that was rejected, control plane",
  "GET /config_dump": "the configuration in force; secrets are references, never values",
  "GET /upstreams":
    "calls and connections by upstream; those that the control plane dials share one connection. Of an endpoint, weighedLatencyMs is what peak-ewma goes by: a failure counts as 5 s at least",
  "GET /breakers":
    "breakers by upstream and model, of those that have been called: failures of calls, which count at their end; slow of slowOf, which count at the first frame; rateLimited of rateLimitedOf",
  ...CACHE_ENDPOINTS,
  "GET /ready": "what it is still waiting for",
  "GET /logging": "the log level",
  "POST /logging?level=debug|info|warn|error|silent": "sets the log level until the next start",
  "POST /drain": "not ready any more; calls are still served until the process is told to end",
} as const;

/** For the person at the terminal of this pod. Loopback only; what changes something is a POST. */
export function createAdminListener(options: AdminOptions): Listener {
  const app = Fastify({ logger: false, forceCloseConnections: true });

  // Stricter than for calls: no web page at all, not even one from this machine.
  app.addHook("onRequest", async (request, reply) => {
    const { headers, ip } = request;
    if (!isLoopback(ip) || headers.origin !== undefined || webPageRefusal(headers) !== undefined) {
      return reply
        .code(403)
        .send({ error: "The admin listener answers callers on this machine only, and no web pages." });
    }
  });

  app.get("/", () => ENDPOINTS);
  app.get("/server_info", () => options.info());
  app.get("/ready", (_request, reply) => {
    const readiness = options.readiness();
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
  app.get("/config_dump", (_request, reply) => {
    const snapshot = options.snapshot();
    if (snapshot === undefined)
      return reply.code(503).send({ error: "No configuration has been received yet." });
    return reply.send({
      version: snapshot.version,
      upstreams: Object.fromEntries(snapshot.upstreams),
      policies: Object.fromEntries(snapshot.policies),
      routes: Object.fromEntries(snapshot.routes.map((route) => [route.name, route.spec])),
    });
  });
  app.get("/upstreams", () => ({ upstreams: options.upstreams().map(written) }));
  app.get("/breakers", () => ({
    breakers: options
      .breakers()
      .map((breaker) => ({ ...breaker, since: new Date(breaker.since).toISOString() })),
  }));
  registerAdminCache(app, options.cache);
  app.get("/logging", () => ({ level: options.log.level }));
  app.post<{ Querystring: { level?: string } }>("/logging", (request, reply) => {
    const level = LOG_LEVELS.find((known): known is LogLevel => known === request.query.level);
    if (level === undefined) {
      return reply.code(400).send({ error: `Say ?level=, one of ${LOG_LEVELS.join(", ")}.` });
    }
    options.log.setLevel(level);
    return reply.send({ level });
  });
  app.post("/drain", () => {
    options.drain();
    return { draining: true };
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const other = Object.keys(ENDPOINTS).find((endpoint) => endpoint.split(/[ ?]/)[1] === path);
    if (other === undefined)
      return reply
        .code(404)
        .send({ error: `There is nothing at ${path.slice(0, 200)}.`, endpoints: ENDPOINTS });
    return reply.code(405).send({ error: `Use ${other}.` });
  });

  return {
    listen: async (host, port) => {
      if (!isLoopback(host)) throw new Error(`The admin listener must be on loopback, not on ${host}.`);
      await app.listen({ host, port });
      return takenAddress(app.server);
    },
    close: () => app.close(),
  };
}

/** Times as ISO 8601, as everywhere else. */
function written(upstream: UpstreamStatus): unknown {
  if (upstream.via !== "direct" || upstream.endpoints === undefined) return upstream;
  const endpoints = upstream.endpoints.map(({ ejectedUntil, ...endpoint }) => ({
    ...endpoint,
    ...(ejectedUntil === undefined ? {} : { ejectedUntil: new Date(ejectedUntil).toISOString() }),
  }));
  return { ...upstream, endpoints };
}
