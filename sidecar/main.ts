import { hostname } from "node:os";
import { Command, Option } from "commander";
import { INTERPRETED } from "../config/schema/interpreted.ts";
import { type SidecarSpec, sidecarSpec } from "../config/schema/settings.ts";
import { readSettings } from "./control/settings.ts";
import type { Workload } from "./core/call.ts";
import { addressFlag, durationFlag, labelsFlag, logLevelFlag, secretsFlag, socketFlag } from "./flags.ts";
import { growYoungGeneration, keepCodeBetweenBursts, stopPretenuring } from "./platform/heap-growth.ts";
import { runUntilSignal } from "./platform/lifecycle.ts";
import { createLog, type LogLevel } from "./platform/log.ts";

interface SidecarFlags {
  readonly config?: string;
  readonly controlPlane?: string;
  readonly http?: string;
  readonly grpc?: string;
  readonly uds?: string;
  readonly admin?: string;
  readonly status?: string;
  readonly state?: string;
  readonly allowSecrets?: SidecarSpec["secrets"];
  readonly drainTimeout?: number;
  readonly logLevel?: LogLevel;
  readonly node: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * `aios sidecar`: flags, environment, signals and exit codes of the daemon.
 *
 * @param onStarted told once it listens, before V8's settings change
 */
export function sidecarCommand(onStarted: () => void): Command {
  const address = (name: string, env: string, what: string, standard: string) =>
    new Option(`--${name} <host:port>`, `${what} (default: ${standard})`).env(env).argParser(addressFlag);
  return new Command("sidecar")
    .summary("the daemon beside an application")
    .description(
      "Takes an application's AI calls on localhost and runs them under the configuration that it is given: pushed by a control plane, or read from files.",
    )
    .addOption(
      new Option(
        "--config <path>",
        "YAML file or folder: the whole configuration when there is no control plane, else just this daemon's settings",
      ).env("AIOS_CONFIG"),
    )
    .addOption(
      new Option("--control-plane <host:port>", "gRPC address of the control plane")
        .env("AIOS_CONTROL_PLANE")
        .argParser(addressFlag),
    )
    .addOption(address("http", "AIOS_HTTP", "HTTP, AI calls", "127.0.0.1:8400"))
    .addOption(address("grpc", "AIOS_GRPC", "gRPC, AI calls", "127.0.0.1:8401"))
    .addOption(
      new Option("--uds <path>", "gRPC on a unix socket as well, at this absolute path")
        .env("AIOS_UDS")
        .argParser(socketFlag),
    )
    .addOption(address("admin", "AIOS_ADMIN", "admin, loopback only", "127.0.0.1:8402"))
    .addOption(address("status", "AIOS_STATUS", "/livez, /readyz, /metrics", "0.0.0.0:8403"))
    .addOption(
      new Option("--state <folder>", "where the last-known-good configuration is kept").env("AIOS_STATE"),
    )
    .addOption(
      new Option(
        "--allow-secrets <NAME|/path,…>",
        "environment variables (`NAME`, `PREFIX_*`) and files that pushed configuration may use as keys (default: none)",
      )
        .env("AIOS_ALLOW_SECRETS")
        .argParser(secretsFlag),
    )
    .addOption(
      new Option(
        "--drain-timeout <duration>",
        "how long calls in flight may finish after SIGTERM (default: 30s)",
      )
        .env("AIOS_DRAIN_TIMEOUT")
        .argParser(durationFlag),
    )
    .addOption(
      new Option("--log-level <level>", "debug, info, warn, error or silent (default: info)")
        .env("AIOS_LOG_LEVEL")
        .argParser(logLevelFlag),
    )
    .addOption(
      new Option("--node <name>", "names this process to the control plane")
        .env("AIOS_NODE")
        .default(hostname()),
    )
    .addOption(
      new Option("--namespace <name>", "namespace of the application")
        .env("AIOS_NAMESPACE")
        .default("default"),
    )
    .addOption(
      new Option("--service-account <name>", "service account of the application")
        .env("AIOS_SERVICE_ACCOUNT")
        .default("default"),
    )
    .addOption(
      new Option("--labels <key=value,…>", "labels of the application")
        .env("AIOS_LABELS")
        .argParser(labelsFlag)
        .default({}, "none"),
    )
    .action(async (flags: SidecarFlags, command: Command) => {
      const configPaths = flags.config === undefined ? [] : [flags.config];
      const { sidecar, earlier } = await readSettings(configPaths);
      const spec = withFlags(sidecar ?? sidecarSpec.parse({}, INTERPRETED), flags);
      if (spec.controlPlane === undefined && configPaths.length === 0) {
        command.error(
          "error: say where configuration comes from: --control-plane HOST:PORT, or --config FILE_OR_DIR",
        );
      }
      const workload: Workload = {
        namespace: flags.namespace,
        serviceAccount: flags.serviceAccount,
        labels: flags.labels,
      };
      const log = createLog({ level: spec.logLevel, process: "sidecar" });
      await runUntilSignal({
        log,
        drainTimeoutMs: spec.drainTimeout,
        start: async () => {
          // Not for `aios --help`.
          const { startSidecar } = await import("./daemon.ts");
          const sidecar = await startSidecar({
            spec,
            configPaths,
            earlier,
            nodeId: flags.node,
            workload,
            log,
          });
          onStarted();
          growYoungGeneration();
          stopPretenuring();
          keepCodeBetweenBursts();
          return sidecar;
        },
      });
    });
}

/** Flags and environment stand above the file. */
function withFlags(spec: SidecarSpec, flags: SidecarFlags): SidecarSpec {
  return {
    ...spec,
    listen: {
      ...spec.listen,
      ...(flags.http === undefined ? {} : { http: flags.http }),
      ...(flags.grpc === undefined ? {} : { grpc: flags.grpc }),
      ...(flags.uds === undefined ? {} : { uds: flags.uds }),
      ...(flags.admin === undefined ? {} : { admin: flags.admin }),
      ...(flags.status === undefined ? {} : { status: flags.status }),
    },
    ...(flags.controlPlane === undefined ? {} : { controlPlane: flags.controlPlane }),
    ...(flags.state === undefined ? {} : { stateDir: flags.state }),
    ...(flags.allowSecrets === undefined ? {} : { secrets: flags.allowSecrets }),
    ...(flags.drainTimeout === undefined ? {} : { drainTimeout: flags.drainTimeout }),
    ...(flags.logLevel === undefined ? {} : { logLevel: flags.logLevel }),
  };
}
