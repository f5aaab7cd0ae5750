import { dirname } from "node:path";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { SidecarSpec } from "../config/schema/settings.ts";
import type { ConfigSnapshot } from "../config/schema/snapshot.ts";
import { loadConfigDiscovery } from "../proto/load.ts";
import { type ConfigClient, createConfigClient } from "./control/config-client.ts";
import { createFileSource, type FileSource } from "./control/file-source.ts";
import { LastKnownGood } from "./control/last-known-good.ts";
import type { Workload } from "./core/call.ts";
import { dialDirectly } from "./dial.ts";
import { dialectOf } from "./dialects/registry.ts";
import { opened, parseAddress } from "./edge/address.ts";
import { createAdminListener, type ServerInfo } from "./edge/admin.ts";
import { createGrpcEdge } from "./edge/grpc.ts";
import { createHttpEdge } from "./edge/http.ts";
import { createStatusListener, type Readiness } from "./edge/status.ts";
import { createEngine, type RunningEngine } from "./engine.ts";
import type { Dial } from "./generation.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { createFolder, systemFiles } from "./platform/files.ts";
import { uuidv7 } from "./platform/ids.ts";
import type { Log } from "./platform/log.ts";
import { type Random, systemRandom } from "./platform/random.ts";
import { type ConfigSource, createTelemetry, type Telemetry } from "./platform/telemetry.ts";
import { VERSION } from "./platform/version.ts";
import { createGatewayUpstream } from "./upstream/gateway.ts";
import { createGatewayChannel, type GatewayChannel } from "./upstream/gateway-channel.ts";

export interface SidecarOptions {
  readonly spec: SidecarSpec;
  /** YAML files and folders to run from; they are used when the spec names no control plane. */
  readonly configPaths: readonly string[];
  /** Names this process in the control plane's list. */
  readonly nodeId: string;
  readonly workload: Workload;
  readonly log: Log;
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
  const channel =
    spec.controlPlane === undefined ? undefined : createGatewayChannel({ address: spec.controlPlane, clock });
  const engine = createEngine({
    limits: spec.limits,
    dial: dialFrom(channel, clock, telemetry),
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
    log,
    drain: setDraining,
  });
  const config = configFeed(options, { engine, apply, source: () => source, clock, random, telemetry });

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

/** Which client reaches an upstream. Without a control plane this process dials everything, with its own secrets. */
function dialFrom(channel: GatewayChannel | undefined, clock: Clock, telemetry: Telemetry): Dial {
  const direct = dialDirectly(clock, telemetry);
  return (request) => {
    const { name, spec, connectTimeoutMs } = request;
    if (spec.via === "control-plane" && channel !== undefined) {
      return createGatewayUpstream({
        name,
        channel,
        connectTimeoutMs,
        maxReplyBytes: spec.maxReplySize,
        dialectOf,
        clock,
      });
    }
    return direct(request);
  };
}

/** Where configuration comes from: the control plane's stream, backed by the last one on disk, or files. */
interface ConfigFeed {
  readonly connected: boolean;
  /** Resolves when whatever is at hand without the control plane has been applied. */
  start(): Promise<void>;
  stop(): void;
  settled(): Promise<void>;
}

interface FeedParts {
  readonly engine: RunningEngine;
  readonly apply: (snapshot: ConfigSnapshot, source: ConfigSource) => void;
  readonly source: () => ConfigSource | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
}

function configFeed(options: SidecarOptions, parts: FeedParts): ConfigFeed {
  const { controlPlane } = options.spec;
  return controlPlane === undefined ? fileFeed(options, parts) : streamFeed(controlPlane, options, parts);
}

function fileFeed(options: SidecarOptions, { apply, clock, telemetry }: FeedParts): ConfigFeed {
  const files: FileSource = createFileSource({
    paths: options.configPaths,
    clock,
    telemetry,
    onConfig: ({ snapshot }) => apply(snapshot, "file"),
  });
  return {
    connected: false,
    start: () => files.start(),
    stop: () => files.stop(),
    settled: () => Promise.resolve(),
  };
}

function streamFeed(address: string, options: SidecarOptions, parts: FeedParts): ConfigFeed {
  const { engine, apply, source, clock, random, telemetry } = parts;
  const { stateDir } = options.spec;
  const disk = stateDir === undefined ? undefined : new LastKnownGood(stateDir, systemFiles, telemetry);
  const client: ConfigClient = createConfigClient({
    address,
    definition: loadConfigDiscovery(),
    node: { id: options.nodeId, workload: options.workload, softwareVersion: VERSION },
    applied: () => {
      const version = engine.configVersion;
      return version === undefined ? undefined : { version, source: source() === "disk" ? "disk" : "stream" };
    },
    apply: (snapshot, resources) => {
      apply(snapshot, "stream");
      disk?.save(snapshot.version, resources);
    },
    clock,
    random,
    telemetry,
  });
  return {
    get connected() {
      return client.connected;
    },
    async start() {
      const saved = await disk?.load();
      try {
        if (saved !== undefined) apply(saved.snapshot, "disk");
      } catch (error) {
        telemetry.internalError("building the configuration on disk", error);
        await disk?.setAside("it is valid, but this process could not build it");
      }
      client.start();
    },
    stop: () => client.stop(),
    settled: () => disk?.saved() ?? Promise.resolve(),
  };
}
