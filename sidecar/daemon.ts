import { dirname } from "node:path";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { SidecarSpec } from "../config/schema/settings.ts";
import type { ConfigSnapshot } from "../config/schema/snapshot.ts";
import { configFeed } from "./control/feed.ts";
import type { EarlierLoad } from "./control/file-source.ts";
import type { Workload } from "./core/call.ts";
import { dialFrom, secretsFor } from "./dial.ts";
import { dialectOf } from "./dialects/registry.ts";
import { opened, parseAddress } from "./edge/address.ts";
import { createAdminListener, type ServerInfo } from "./edge/admin.ts";
import { createGrpcEdge } from "./edge/grpc.ts";
import { createHttpEdge } from "./edge/http.ts";
import { createStatusListener, type Readiness } from "./edge/status.ts";
import { createEngine } from "./engine.ts";
import { cacheTallies } from "./platform/cache-tallies.ts";
import { systemClock } from "./platform/clock.ts";
import { createFolder } from "./platform/files.ts";
import { uuidv7 } from "./platform/ids.ts";
import type { Log } from "./platform/log.ts";
import { type PressureSensor, systemPressure } from "./platform/pressure.ts";
import { systemRandom } from "./platform/random.ts";
import { systemSecrets } from "./platform/secrets.ts";
import { type ConfigSource, createTelemetry } from "./platform/telemetry.ts";
import { VERSION } from "./platform/version.ts";
import { openSharedCache } from "./shared-cache/open.ts";
import { createGatewayChannel } from "./upstream/gateway-channel.ts";

export interface SidecarOptions {
  readonly spec: SidecarSpec;
  /** YAML files and folders to run from; they are used when the spec names no control plane. */
  readonly configPaths: readonly string[];
  /** They have been read already. */
  readonly earlier?: EarlierLoad | undefined;
  /** Names this process in the control plane's list. */
  readonly nodeId: string;
  readonly workload: Workload;
  readonly log: Log;
  /** In place of the process's own. */
  readonly pressure?: PressureSensor | undefined;
}

export interface RunningSidecar {
  readonly addresses: Readonly<Record<"http" | "grpc" | "admin" | "status", string>>;
  readonly readiness: () => Readiness;
  /** Resolves once the first configuration is in force; stays pending while there is none. */
  readonly ready: Promise<void>;
  /** Not ready, then drains, then closes everything. Safe to call once. */
  close(): Promise<void>;
}

/** Composes the whole daemon and opens its listeners; rejects, with everything closed again, when one cannot be opened. */
export async function startSidecar(options: SidecarOptions): Promise<RunningSidecar> {
  const { spec, log, workload } = options;
  const clock = systemClock;
  const random = systemRandom;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const telemetry = createTelemetry({ log, registry });
  // First, for it is what can fail: nothing has been opened yet.
  const sharedCache = await openSharedCache(spec.sharedCache, {
    secrets: systemSecrets,
    maxEntryBytes: spec.limits.cacheEntrySize,
    clock,
    random,
    telemetry,
  });
  const channel =
    spec.controlPlane === undefined
      ? undefined
      : createGatewayChannel({ address: spec.controlPlane, clock, random });
  const engine = createEngine({
    limits: spec.limits,
    names: spec.names,
    embeddings: spec.embeddings,
    pressure: options.pressure ?? systemPressure(clock),
    dial: dialFrom(channel, spec.secrets, { clock, random, telemetry }),
    secrets: secretsFor(channel !== undefined, spec.secrets),
    sharedCache,
    clock,
    random,
    telemetry,
  });

  let listening = false;
  let draining = false;
  let source: ConfigSource | undefined;
  let appliedAt: number | undefined;
  const { promise: ready, resolve: configured } = Promise.withResolvers<void>();
  const apply = (snapshot: ConfigSnapshot, from: ConfigSource) => {
    engine.apply(snapshot);
    configured();
    if (listening && !draining) grpc.setServing(true);
    source = from;
    appliedAt = clock.now();
    telemetry.configApplied(snapshot.version, from);
  };

  const readiness = (): Readiness => {
    const waitingFor = [
      ...(engine.configVersion === undefined ? ["a configuration"] : []),
      ...(listening ? [] : ["its listeners"]),
      ...(draining ? ["draining"] : []),
    ];
    return { ready: waitingFor.length === 0, waitingFor };
  };
  const setDraining = () => {
    draining = true;
    grpc.setServing(false);
  };

  const newId = () => uuidv7(clock, random);
  const http = createHttpEdge({
    engine,
    limits: spec.limits,
    workloadOf: () => workload,
    dialectOf,
    clock,
    telemetry,
    newId,
  });
  const grpc = createGrpcEdge({
    engine,
    limits: spec.limits,
    workload: () => workload,
    dialectOf,
    clock,
    telemetry,
    newId,
  });
  const status = createStatusListener({ readiness, registry });
  const startedAt = clock.monotonic();
  const info = (): ServerInfo => ({
    version: VERSION,
    uptimeSeconds: Math.round((clock.monotonic() - startedAt) / 1_000),
    callsInFlight: engine.callsInFlight,
    config: {
      version: engine.configVersion,
      source,
      appliedAt: appliedAt === undefined ? undefined : new Date(appliedAt).toISOString(),
      lastRejected: config.rejected,
    },
    controlPlane:
      spec.controlPlane === undefined
        ? undefined
        : { address: spec.controlPlane, connected: config.connected },
  });
  const admin = createAdminListener({
    info,
    readiness,
    snapshot: () => engine.snapshot,
    upstreams: () => engine.upstreams(),
    breakers: () => engine.breakers(),
    cache: { cache: engine.cache, tallies: () => cacheTallies(registry), clock },
    log,
    drain: setDraining,
  });
  const config = configFeed(
    spec.controlPlane === undefined
      ? { type: "files", paths: options.configPaths, earlier: options.earlier, isWatched: true }
      : {
          type: "control-plane",
          address: spec.controlPlane,
          stateDir: spec.stateDir,
          nodeId: options.nodeId,
          workload,
        },
    {
      apply,
      version: () => engine.configVersion,
      source: () => source,
      cache: engine.cache,
      onConnected: () => channel?.tryNow(),
      clock,
      random,
      telemetry,
    },
  );

  const closeAll = async () => {
    config.stop();
    // Stop accepting first; what is in flight or still arriving goes on until it is done, or until the drain timeout
    // cancels it.
    const closing = Promise.allSettled([http.close(), grpc.close()]);
    await engine.drain(await http.allRead(spec.drainTimeout));
    http.cut();
    await closing;
    await config.settled();
    await Promise.allSettled([admin.close(), status.close()]);
    engine.close();
    channel?.close();
  };

  try {
    // Configuration first: a call that comes in the moment a listener is open finds its route.
    await config.start();
    const { listen } = spec;
    const open = (name: string, opening: Promise<string>) => opened(name, opening, telemetry);
    const on = (address: string): [string, number] => {
      const { host, port } = parseAddress(address);
      return [host, port];
    };
    const addresses = {
      status: await open("status", status.listen(...on(listen.status))),
      admin: await open("admin", admin.listen(...on(listen.admin))),
      grpc: await open("grpc", grpc.listen(...on(listen.grpc))),
      http: await open("http", http.listen(...on(listen.http))),
    };
    if (listen.uds !== undefined) {
      await createFolder(dirname(listen.uds));
      await open("uds", grpc.listenUnix(listen.uds));
    }
    listening = true;
    grpc.setServing(engine.configVersion !== undefined);
    return {
      addresses,
      readiness,
      ready,
      close: () => {
        setDraining();
        return closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
