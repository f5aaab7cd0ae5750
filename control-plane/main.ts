import { Command, Option } from "commander";
import { INTERPRETED } from "../config/schema/interpreted.ts";
import { type ControlPlaneSpec, controlPlaneSpec } from "../config/schema/settings.ts";
import { readSettings } from "../sidecar/control/settings.ts";
import { addressFlag, durationFlag, logLevelFlag } from "../sidecar/flags.ts";
import { keepCodeBetweenBursts, stopPretenuring } from "../sidecar/platform/heap-growth.ts";
import { runUntilSignal } from "../sidecar/platform/lifecycle.ts";
import { createLog, type LogLevel } from "../sidecar/platform/log.ts";

interface ControlPlaneFlags {
  readonly config: string;
  readonly grpc?: string;
  readonly http?: string;
  readonly status?: string;
  readonly data?: string;
  readonly drainTimeout?: number;
  readonly logLevel?: LogLevel;
}

/** `aios control-plane`: flags, environment, signals and exit codes. */
export function controlPlaneCommand(onStarted: () => void): Command {
  const address = (name: string, env: string, what: string, standard: string) =>
    new Option(`--${name} <host:port>`, `${what} (default: ${standard})`).env(env).argParser(addressFlag);
  return new Command("control-plane")
    .summary("pushes configuration and holds the provider keys")
    .description(
      "Watches the configuration, pushes it to every sidecar, and runs the calls that sidecars forward with the provider keys that only it has.",
    )
    .addOption(
      new Option("--config <path>", "YAML file or folder; watched").env("AIOS_CONFIG").makeOptionMandatory(),
    )
    .addOption(address("grpc", "AIOS_GRPC", "gRPC: config stream and gateway", "0.0.0.0:8500"))
    .addOption(address("http", "AIOS_HTTP", "HTTP: API, OpenAI and Anthropic wire", "127.0.0.1:8501"))
    .addOption(address("status", "AIOS_STATUS", "/livez, /readyz, /metrics", "0.0.0.0:8503"))
    .addOption(new Option("--data <folder>", "where it keeps what it has to keep").env("AIOS_DATA"))
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
    .action(async (flags: ControlPlaneFlags) => {
      const configPaths = [flags.config];
      const { controlPlane, earlier } = await readSettings(configPaths);
      const spec = withFlags(controlPlane ?? controlPlaneSpec.parse({}, INTERPRETED), flags);
      const log = createLog({ level: spec.logLevel, process: "control-plane" });
      await runUntilSignal({
        log,
        drainTimeoutMs: spec.drainTimeout,
        start: async () => {
          // Not for `aios --help`.
          const { startControlPlane } = await import("./daemon.ts");
          const controlPlane = await startControlPlane({
            spec,
            configPaths,
            earlier,
            isSpecFromFiles: true,
            log,
          });
          onStarted();
          stopPretenuring();
          keepCodeBetweenBursts();
          return controlPlane;
        },
      });
    });
}

/** Flags and environment stand above the file. */
function withFlags(spec: ControlPlaneSpec, flags: ControlPlaneFlags): ControlPlaneSpec {
  return {
    ...spec,
    listen: {
      ...spec.listen,
      ...(flags.grpc === undefined ? {} : { grpc: flags.grpc }),
      ...(flags.http === undefined ? {} : { http: flags.http }),
      ...(flags.status === undefined ? {} : { status: flags.status }),
    },
    ...(flags.data === undefined ? {} : { dataDir: flags.data }),
    ...(flags.drainTimeout === undefined ? {} : { drainTimeout: flags.drainTimeout }),
    ...(flags.logLevel === undefined ? {} : { logLevel: flags.logLevel }),
  };
}
