import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Artifact, PROGRAMS } from "./artifacts.ts";
import type { ProcessGroup, RunningProcess } from "./processes.ts";
import type { Shape } from "./shapes.ts";
import { controlPlaneConfig, sidecarConfig } from "./sidecar-config.ts";

/** Where the calls of one shape go. */
export interface Contact {
  readonly address: string;
  readonly process: RunningProcess;
  /** What works for these calls beside it: its CPU time counts as well. */
  readonly others: readonly RunningProcess[];
}

/** One of those that are compared. */
export interface Side {
  readonly label: string;
  /** Whether its replies say what the cache did, and what was redacted. */
  readonly tellsDecisions: boolean;
  /** Sent with every HTTP call: name, value, name, value. */
  readonly headers: readonly string[];
  /** Where its HTTP calls go; undefined for the path that the provider has. */
  readonly path: string | undefined;
  readonly processes: readonly RunningProcess[];
  /** Undefined for a shape that it is not measured in. */
  of(shape: Shape): Contact | undefined;
}

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export interface StartOptions {
  readonly group: ProcessGroup;
  /** Of the provider, `host:port`. */
  readonly upstream: string;
  readonly label: string;
  /** An empty one, as long as it runs. */
  readonly folder: string;
  /** What is measured: processes that none of them needs are not started. */
  readonly shapes: readonly Shape[];
  readonly profileTo: string | undefined;
}

export function startUpstream(group: ProcessGroup): Promise<RunningProcess> {
  return group.start({
    name: "upstream",
    program: pathOf("upstream.ts"),
    arguments: [],
    listeners: ["http"],
  });
}

const anyPort = (...listeners: readonly string[]) =>
  listeners.flatMap((listener) => [`--${listener}`, "127.0.0.1:0"]);
const SIDECAR_LISTENERS = anyPort("http", "grpc", "admin", "status");

/** The product, as a user starts it. */
export async function startSidecar(
  { group, upstream, label, folder, shapes, profileTo }: StartOptions,
  artifact: Artifact = "source",
): Promise<Side> {
  const program = PROGRAMS[artifact];
  const settings = join(folder, "sidecar");
  await mkdir(settings, { recursive: true });
  await writeFile(join(settings, "bench.yaml"), sidecarConfig(upstream));
  const sidecar = await group.start({
    name: label,
    program,
    arguments: ["sidecar", "--config", settings, ...SIDECAR_LISTENERS, "--uds", join(folder, "aios.sock")],
    listeners: ["http", "grpc", "uds"],
    profileTo,
  });
  const forwarding = shapes.some(({ via }) => via === "forwarded")
    ? await startForwarding({ group, upstream, label, folder, profileTo }, program)
    : undefined;
  return {
    label,
    tellsDecisions: true,
    headers: [],
    path: undefined,
    processes: forwarding === undefined ? [sidecar] : [sidecar, forwarding.sidecar, forwarding.controlPlane],
    of({ protocol, transport, via }) {
      const listener = transport === "uds" ? "uds" : protocol;
      if (via === "direct") return { process: sidecar, others: [], address: sidecar.address(listener) };
      if (forwarding === undefined) throw new Error("Nobody forwards: no shape that was asked for needs it.");
      return {
        process: forwarding.sidecar,
        others: [forwarding.controlPlane],
        address: forwarding.sidecar.address(listener),
      };
    },
  };
}

/** A sidecar that has no configuration of its own, and the control plane that gives it one and dials the provider for it. */
async function startForwarding(
  { group, upstream, label, folder, profileTo }: Omit<StartOptions, "shapes">,
  program: string,
) {
  const settings = join(folder, "control-plane");
  await mkdir(settings, { recursive: true });
  await writeFile(join(settings, "bench.yaml"), controlPlaneConfig(upstream));
  const controlPlane = await group.start({
    name: `${label} control plane`,
    program,
    arguments: ["control-plane", "--config", settings, ...anyPort("grpc", "http", "status")],
    listeners: ["grpc"],
  });
  const sidecar = await group.start({
    name: `${label} forwarding`,
    program,
    arguments: ["sidecar", "--control-plane", controlPlane.address("grpc"), ...SIDECAR_LISTENERS],
    listeners: ["http", "grpc"],
    profileTo,
  });
  return { controlPlane, sidecar };
}

/** One process a protocol, so that each is as small as it can be. */
export async function startBare({ group, upstream, label, folder, profileTo }: StartOptions): Promise<Side> {
  const start = (protocol: "http" | "grpc", listeners: readonly string[]) =>
    group.start({
      name: `${label}-${protocol}`,
      program: pathOf(`bare-${protocol}.ts`),
      arguments: [`http://${upstream}`, folder],
      listeners,
      profileTo,
    });
  const http = await start("http", ["http", "http-static"]);
  const grpc = await start("grpc", ["grpc", "grpc-static", "grpc-uds", "grpc-static-uds"]);
  return {
    label,
    tellsDecisions: false,
    headers: [],
    path: undefined,
    processes: [http, grpc],
    of({ protocol, floor }) {
      const process = protocol === "http" ? http : grpc;
      return { process, others: [], address: process.address(floor) };
    },
  };
}
