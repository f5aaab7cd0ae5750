import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import { controlPlaneSpec, sidecarSpec } from "../../config/schema/settings.ts";
import type { sharedCache } from "../../config/schema/shared-cache.ts";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "../../control-plane/cli/simulated-provider/provider.ts";
import { type RunningControlPlane, startControlPlane } from "../../control-plane/daemon.ts";
import { type RunningSidecar, startSidecar } from "../../sidecar/daemon.ts";
import { createLog } from "../../sidecar/platform/log.ts";
import type { PressureSensor } from "../../sidecar/platform/pressure.ts";
import { until } from "./until.ts";

export interface FleetOptions {
  /** YAML; `{openai}` stands for the provider's base URL. */
  readonly config: string;
  readonly sidecars: number;
  /** The control plane keeps what it has to keep. */
  readonly data?: boolean;
  /** Sidecars keep the last-known-good configuration. */
  readonly state?: boolean;
  /** All sidecars stand beside the same application; else each has one of its own. */
  readonly isOneWorkload?: boolean;
  readonly sharedCache?: z.input<typeof sharedCache>;
}

export interface Fleet {
  readonly provider: SimulatedProvider;
  readonly dataDir: string;
  readonly sidecars: readonly RunningSidecar[];
  readonly controlPlane: RunningControlPlane;
  stopControlPlane(): Promise<void>;
  /** At the same addresses. */
  startControlPlane(): Promise<void>;
  stopSidecar(index: number): Promise<void>;
  startSidecar(index: number): Promise<void>;
  /** Waits until the control plane knows as many. */
  connected(count?: number): Promise<void>;
  close(): Promise<void>;
}

const ANY_PORT = "127.0.0.1:0";
const AT_EASE: PressureSensor = { read: () => ({ eventLoopDelayMs: 0, heapShare: 0 }), close() {} };
const LOG = createLog({ level: "silent", process: "test" });

/** A simulated provider, a control plane and several sidecars in this process, over real sockets. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), "aios-test-"));
  const provider = await startSimulatedProvider();
  const configFile = join(folder, "config.yaml");
  await writeFile(configFile, options.config.replaceAll("{openai}", `${provider.url}/v1`));
  const dataDir = join(folder, "data");
  let addresses = { grpc: ANY_PORT, http: ANY_PORT, status: ANY_PORT };
  let controlPlane: RunningControlPlane | undefined;
  const sidecars: (RunningSidecar | undefined)[] = [];

  const openControlPlane = async () => {
    controlPlane = await startControlPlane({
      spec: controlPlaneSpec.parse({
        listen: addresses,
        drainTimeout: "1s",
        ...(options.data ? { dataDir } : {}),
      }),
      configPaths: [configFile],
      log: LOG,
      pressure: AT_EASE,
    });
    addresses = controlPlane.addresses;
  };
  const openSidecar = async (index: number) => {
    const spec = sidecarSpec.parse({
      listen: { http: ANY_PORT, grpc: ANY_PORT, admin: ANY_PORT, status: ANY_PORT },
      controlPlane: addresses.grpc,
      drainTimeout: "1s",
      ...(options.state ? { stateDir: join(folder, `state-${index}`) } : {}),
      ...(options.sharedCache === undefined ? {} : { sharedCache: options.sharedCache }),
    });
    const sidecar = await startSidecar({
      spec,
      configPaths: [],
      nodeId: `node-${index}`,
      workload: {
        namespace: "default",
        serviceAccount: options.isOneWorkload ? "app" : `app-${index}`,
        labels: {},
      },
      log: LOG,
      pressure: AT_EASE,
    });
    sidecars[index] = sidecar;
    await sidecar.ready;
  };
  const running = () => {
    if (controlPlane === undefined) throw new Error("The control plane is stopped.");
    return controlPlane;
  };
  const stopControlPlane = async () => {
    const stopped = controlPlane;
    controlPlane = undefined;
    await stopped?.close();
  };
  const stopSidecar = async (index: number) => {
    const stopped = sidecars[index];
    sidecars[index] = undefined;
    await stopped?.close();
  };
  const close = async () => {
    await Promise.all(sidecars.map((_, index) => stopSidecar(index)));
    await stopControlPlane();
    await provider.close();
    await rm(folder, { recursive: true, force: true });
  };
  const fleet: Fleet = {
    provider,
    dataDir,
    get sidecars() {
      return sidecars.filter((sidecar) => sidecar !== undefined);
    },
    get controlPlane() {
      return running();
    },
    stopControlPlane,
    startControlPlane: openControlPlane,
    stopSidecar,
    startSidecar: openSidecar,
    connected: (count = options.sidecars) =>
      until(
        async () => {
          const response = await fetch(`http://${running().addresses.http}/api/v1/sidecars`);
          const body = (await response.json()) as { readonly sidecars: readonly unknown[] };
          return body.sidecars.length === count;
        },
        `${count} sidecars to be connected`,
        20_000,
      ),
    close,
  };
  try {
    await openControlPlane();
    await Promise.all(Array.from({ length: options.sidecars }, (_, index) => openSidecar(index)));
    await fleet.connected();
    return fleet;
  } catch (error) {
    await close();
    throw error;
  }
}
