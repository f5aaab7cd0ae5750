import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProcessGroup, RunningProcess } from "./processes.ts";
import type { Shape } from "./shapes.ts";
import { sidecarConfig } from "./sidecar-config.ts";

/** One of the two that are compared. */
export interface Side {
  readonly label: string;
  /** Whether its replies say what the cache did. */
  readonly tellsCache: boolean;
  readonly processes: readonly RunningProcess[];
  of(shape: Shape): { readonly process: RunningProcess; readonly address: string };
}

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export interface StartOptions {
  readonly group: ProcessGroup;
  /** Of the provider, `host:port`. */
  readonly upstream: string;
  readonly label: string;
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

/** The product, as a user starts it. @param folder an empty one, for its configuration, as long as it runs */
export async function startSidecar(
  { group, upstream, label, profileTo }: StartOptions,
  folder: string,
): Promise<Side> {
  await writeFile(join(folder, "bench.yaml"), sidecarConfig(upstream));
  const anyPort = ["http", "grpc", "admin", "status"].flatMap((listener) => [`--${listener}`, "127.0.0.1:0"]);
  const sidecar = await group.start({
    name: label,
    program: pathOf("../../control-plane/cli/main.ts"),
    arguments: ["sidecar", "--config", folder, ...anyPort],
    listeners: ["http", "grpc"],
    profileTo,
  });
  return {
    label,
    tellsCache: true,
    processes: [sidecar],
    of: ({ protocol }) => ({ process: sidecar, address: sidecar.address(protocol) }),
  };
}

/** One process a protocol, so that each is as small as it can be. */
export async function startBare({ group, upstream, label, profileTo }: StartOptions): Promise<Side> {
  const start = (protocol: "http" | "grpc") =>
    group.start({
      name: `${label}-${protocol}`,
      program: pathOf(`bare-${protocol}.ts`),
      arguments: [`http://${upstream}`],
      listeners: [protocol, `${protocol}-static`],
      profileTo,
    });
  const [http, grpc] = [await start("http"), await start("grpc")];
  return {
    label,
    tellsCache: false,
    processes: [http, grpc],
    of({ protocol, floor }) {
      const process = protocol === "http" ? http : grpc;
      return { process, address: process.address(floor) };
    },
  };
}
