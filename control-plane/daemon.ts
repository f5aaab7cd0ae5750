import { Server, ServerCredentials } from "@grpc/grpc-js";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { ControlPlaneSpec } from "../config/schema/settings.ts";
import { loadConfigDiscovery } from "../proto/load.ts";
import { createFileSource, type EarlierLoad } from "../sidecar/control/file-source.ts";
import type { Workload } from "../sidecar/core/call.ts";
import { dialDirectly } from "../sidecar/dial.ts";
import { dialectOf } from "../sidecar/dialects/registry.ts";
import { formatAddress, opened, parseAddress } from "../sidecar/edge/address.ts";
import { Health } from "../sidecar/edge/grpc-health.ts";
import { forgetEndedRpcs } from "../sidecar/edge/grpc-sessions.ts";
import { createHttpEdge } from "../sidecar/edge/http.ts";
import { createStatusListener, type Readiness } from "../sidecar/edge/status.ts";
import { createEngine } from "../sidecar/engine.ts";
import { systemClock } from "../sidecar/platform/clock.ts";
import { systemFiles } from "../sidecar/platform/files.ts";
import { uuidv7 } from "../sidecar/platform/ids.ts";
import type { Log } from "../sidecar/platform/log.ts";
import { type PressureSensor, systemPressure } from "../sidecar/platform/pressure.ts";
import { systemRandom } from "../sidecar/platform/random.ts";
import { systemSecrets } from "../sidecar/platform/secrets.ts";
import { createTelemetry } from "../sidecar/platform/telemetry.ts";
import { registerApi } from "./api/routes.ts";
import { DesiredState } from "./distribute/desired.ts";
import { createDiscovery } from "./distribute/discovery.ts";
import { Fleet } from "./distribute/fleet.ts";
import { openPurgeLog } from "./distribute/purge-file.ts";
import { PurgeLog } from "./distribute/purge-log.ts";
import { Purging } from "./distribute/purging.ts";
import { discoveryTelemetry } from "./distribute/telemetry.ts";
import { serveForward } from "./gateway/forward.ts";

export interface ControlPlaneOptions {
  readonly spec: ControlPlaneSpec;
  /** YAML files and folders; watched. */
  readonly configPaths: readonly string[];
  /** They have been read already. */
  readonly earlier?: EarlierLoad | undefined;
  /** The spec is that of a ControlPlane document in these files: that edits of it change nothing is told. */
  readonly isSpecFromFiles?: boolean;
  readonly log: Log;
  /** In place of the process's own. */
  readonly pressure?: PressureSensor | undefined;
}

export interface RunningControlPlane {
  readonly addresses: Readonly<Record<"grpc" | "http" | "status", string>>;
  readonly readiness: () => Readiness;
  close(): Promise<void>;
}

/** A caller of the proxy pattern has no pod and no identity; routes that select workloads do not take its calls. */
const ANYBODY: Workload = { namespace: "", serviceAccount: "", labels: {} };

/** Streams on one connection beyond the calls that are admitted: refusals, the configuration, health. */
const SPARE_STREAMS = 100;
/** For the last bytes of forwarded calls that have ended, once the server closes. */
const LAST_BYTES_MS = 1_000;

/** Composes the control plane and opens its listeners; rejects when the configuration is faulty or a listener cannot be opened. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<RunningControlPlane> {
  const { spec, log } = options;
  const clock = systemClock;
  const random = systemRandom;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const telemetry = createTelemetry({ log, registry });
  const engine = createEngine({
    limits: spec.limits,
    names: spec.names,
    embeddings: spec.embeddings,
    pressure: options.pressure ?? systemPressure(clock),
    dial: dialDirectly({
      clock,
      random,
      telemetry,
      // Where it forwards to for others is kept from their sidecars as well.
      tellsEndpoints: ({ via }) => via === "direct",
    }),
    secrets: systemSecrets,
    clock,
    random,
    telemetry,
  });

  const desired = new DesiredState();
  const fleet = new Fleet();
  const onEvent = discoveryTelemetry({ log, registry, fleet });
  const purges =
    spec.dataDir === undefined
      ? undefined
      : await openPurgeLog({
          folder: spec.dataDir,
          files: systemFiles,
          now: () => clock.now(),
          onRefused: (reason, movedTo) => onEvent({ type: "purges-refused", reason, movedTo }),
        });
  const purging = new Purging({ log: purges?.log ?? new PurgeLog(), save: purges?.save, clock, onEvent });
  const discovery = createDiscovery({ desired, fleet, purging, clock, random, onEvent });
  const files = createFileSource({
    paths: options.configPaths,
    earlier: options.earlier,
    debounce: { quietMs: spec.push.quiet, longestMs: spec.push.longest },
    clock,
    telemetry,
    onConfig: (config) => {
      // Providers first: a sidecar must not be told of an upstream that the gateway does not know yet.
      engine.apply(config.snapshot);
      telemetry.configApplied(config.snapshot.version, "file");
      desired.set(config);
    },
    settings: options.isSpecFromFiles ? "ControlPlane" : undefined,
  });

  let listening = false;
  let draining = false;
  const readiness = (): Readiness => {
    const waitingFor = [
      ...(engine.configVersion === undefined ? ["a valid configuration"] : []),
      ...(listening ? [] : ["its listeners"]),
      ...(draining ? ["draining"] : []),
    ];
    return { ready: waitingFor.length === 0, waitingFor };
  };

  const grpc = new Server({
    "grpc.max_receive_message_length": 4 * 1024 * 1024,
    "grpc.max_concurrent_streams": spec.limits.maxConcurrentCalls + SPARE_STREAMS,
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 10_000,
    "grpc-node.flow_control_window": 1024 * 1024,
  });
  forgetEndedRpcs(grpc);
  const health = new Health([""]);
  health.addTo(grpc);
  grpc.addService(loadConfigDiscovery().service, discovery.handlers);
  serveForward(grpc, { engine, telemetry, clock, limits: spec.limits });
  const http = createHttpEdge({
    engine,
    limits: spec.limits,
    workloadOf: () => ANYBODY,
    dialectOf,
    clock,
    telemetry,
    newId: () => uuidv7(clock, random),
    extend: (app) => registerApi(app, { fleet, purging, config: () => files.status() }),
  });
  const status = createStatusListener({ readiness, registry });

  const closeAll = async () => {
    files.stop();
    discovery.endAll();
    const closing = Promise.allSettled([http.close(), shutDown(grpc)]);
    // A request that is still arriving becomes a call yet.
    await engine.drain(await http.allRead(spec.drainTimeout));
    http.cut();
    // What stays open now has no call behind it: a stream that never sent one, a watch on the health service.
    const cut = clock.after(LAST_BYTES_MS, () => grpc.forceShutdown());
    // grpc-js forgets to call back for a session that it cut while it was closing: nothing is owed any more by then.
    const { promise: overdue, resolve: giveUp } = Promise.withResolvers<void>();
    const end = clock.after(2 * LAST_BYTES_MS, giveUp);
    await Promise.race([closing, overdue]);
    cut.cancel();
    end.cancel();
    await status.close();
    engine.close();
  };

  try {
    await files.start();
    const open = (name: string, opening: Promise<string>) => opened(name, opening, telemetry);
    const on = (address: string): [string, number] => {
      const { host, port } = parseAddress(address);
      return [host, port];
    };
    const addresses = {
      status: await open("status", status.listen(...on(spec.listen.status))),
      http: await open("http", http.listen(...on(spec.listen.http))),
      grpc: await open("grpc", bind(grpc, spec.listen.grpc)),
    };
    listening = true;
    health.setServing(true);
    return {
      addresses,
      readiness,
      close: () => {
        draining = true;
        health.setServing(false);
        return closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function bind(server: Server, address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(formatAddress(parseAddress(address).host, port));
      else reject(error);
    });
  });
}

/** Lets forwarded calls finish; the engine's drain has the bound after which they are cancelled. */
function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.tryShutdown((error) => {
      // A server that was never bound reports so here; there is nothing to shut down then.
      if (error !== undefined) server.forceShutdown();
      resolve();
    });
  });
}
