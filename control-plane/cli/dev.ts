import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { Command, Option } from "commander";
import type { ParsedConfig } from "../../config/schema/parse.ts";
import { controlPlaneSpec, sidecarSpec } from "../../config/schema/settings.ts";
import { loadConfig } from "../../sidecar/control/file-source.ts";
import { ListenError } from "../../sidecar/edge/address.ts";
import { logLevelFlag } from "../../sidecar/flags.ts";
import { runUntilSignal } from "../../sidecar/platform/lifecycle.ts";
import { createLog, type Log, type LogLevel } from "../../sidecar/platform/log.ts";
import { openLogOutput } from "../../sidecar/platform/log-output.ts";
import { listenFailure } from "./failure.ts";
import { modelToTry, type Ready, readyText } from "./ready-text.ts";
import { DEFAULT_MODELS } from "./simulated-provider/models.ts";

interface DevFlags {
  readonly config?: string;
  readonly logLevel: LogLevel;
}

const EXAMPLES = fileURLToPath(new URL("../../config/examples/dev/", import.meta.url));
const PROVIDER_PORT = 8600;
const OLLAMA_PORT = 11434;
/** Long enough for loopback; a machine without Ollama is refused at once anyway. */
const PROBE_TIMEOUT_MS = 200;

const SIMULATED = `http://127.0.0.1:${PROVIDER_PORT}`;
/** As whom applications on this machine call. */
const WORKLOAD = { namespace: "default", serviceAccount: "default", labels: {} };

/** `aios dev`: everything on this machine, in one process. */
export function devCommand(): Command {
  return new Command("dev")
    .summary("control plane, one sidecar and a simulated provider")
    .description(
      "Runs a control plane, one sidecar and a simulated provider on the default ports, until ctrl-c. Where OPENAI_API_KEY or ANTHROPIC_API_KEY is set, or an Ollama answers, the example routes use it. Configuration of your own stands in place of all example routes, those to the simulated provider included; your upstreams may name it: http://127.0.0.1:8600 (Anthropic's API), http://127.0.0.1:8600/v1 (OpenAI's).",
    )
    .addOption(
      new Option(
        "--config <path>",
        "your own configuration, a YAML file or folder that is watched, instead of the example's",
      ).env("AIOS_CONFIG"),
    )
    .addOption(
      new Option("--log-level <level>", "debug, info, warn, error or silent")
        .env("AIOS_LOG_LEVEL")
        .argParser(logLevelFlag)
        .default("warn"),
    )
    .action(async ({ config, logLevel }: DevFlags) => {
      const example = config === undefined ? await exampleConfig() : { paths: [config], providers: [] };
      const output = openLogOutput(2);
      const logFor = (name: string) => createLog({ level: logLevel, process: name, output, isShared: true });
      try {
        await runUntilSignal({
          log: logFor("dev"),
          drainTimeoutMs: 5_000,
          start: () => startAll(example, logFor),
          onClosing: () =>
            process.stdout.write("\nending: calls in flight may take 5 s; ctrl-c again ends at once\n"),
        });
      } catch (error) {
        if (error instanceof ListenError)
          throw new Error(listenFailure(error, OTHER_ADDRESSES), { cause: error });
        throw error;
      }
      const loaded = await loadConfig(example.paths);
      process.stdout.write(
        readyText({
          model: loaded.snapshot && modelToTry(loaded.snapshot, WORKLOAD),
          ...(config === undefined ? exampleReady(example) : ownReady(config, loaded)),
        }),
      );
    });
}

/** Its own addresses are fixed. */
const OTHER_ADDRESSES =
  "start `aios control-plane` and `aios sidecar` by themselves, which take other addresses as flags";

function exampleReady({ providers }: Example): Omit<Ready, "model"> {
  const isSimulated = providers.some((provider) => provider.includes("simulated"));
  return { providers, simulatedProvider: isSimulated ? SIMULATED : undefined, notes: [] };
}

function ownReady(path: string, { documents, snapshot }: ParsedConfig): Omit<Ready, "model"> {
  const kinds = documents.map(({ kind }) => kind);
  const hasRoute = kinds.includes("Route");
  const urls = [...(snapshot?.upstreams.values() ?? [])].map(({ url }) => url);
  const settings = kinds.filter((kind) => kind === "Sidecar" || kind === "ControlPlane");
  return {
    providers: hasRoute ? [`your configuration in ${path}`] : [],
    simulatedProvider: urls.some((url) => url?.startsWith(SIMULATED)) ? SIMULATED : undefined,
    notes: [
      ...(hasRoute
        ? []
        : [
            `There is no Route in ${path}: every call is refused until you write one; changes are applied at once.`,
          ]),
      `A simulated provider runs for your upstreams to name: ${SIMULATED} (Anthropic's API), ${SIMULATED}/v1 (OpenAI's).`,
      ...(settings.length === 0
        ? []
        : [`Not used by \`aios dev\`, which has settings of its own: ${settings.join(", ")}.`]),
    ],
  };
}

interface Example {
  readonly paths: readonly string[];
  /** What answers, for the ready line. */
  readonly providers: readonly string[];
}

/** The example's files, by what this machine has. */
async function exampleConfig(): Promise<Example> {
  const openai = process.env.OPENAI_API_KEY !== undefined;
  const anthropic = process.env.ANTHROPIC_API_KEY !== undefined;
  const ollama = await answers(OLLAMA_PORT);
  return {
    paths: [
      `${EXAMPLES}policy.yaml`,
      `${EXAMPLES}${openai ? "openai" : "simulated-openai"}.yaml`,
      `${EXAMPLES}${anthropic ? "anthropic" : "simulated-anthropic"}.yaml`,
      ...(ollama ? [`${EXAMPLES}ollama.yaml`] : []),
    ],
    providers: [
      openai
        ? "OpenAI, with OPENAI_API_KEY"
        : "the simulated provider, for OpenAI's API (OPENAI_API_KEY is not set)",
      anthropic
        ? "Anthropic, with ANTHROPIC_API_KEY"
        : "the simulated provider, for Anthropic's API (ANTHROPIC_API_KEY is not set)",
      ...(ollama ? [`Ollama on port ${OLLAMA_PORT}, for models named ollama/…`] : []),
    ],
  };
}

async function startAll(
  { paths }: Example,
  logFor: (process: string) => Log,
): Promise<{ close(): Promise<void> }> {
  // Not for `aios --help`.
  const [{ startSimulatedProvider }, { startControlPlane }, { startSidecar }] = await Promise.all([
    import("./simulated-provider/provider.ts"),
    import("../daemon.ts"),
    import("../../sidecar/daemon.ts"),
  ]);
  const opened: { close(): Promise<void> }[] = [];
  const closeAll = async () => {
    // The last one opened leans on those before it.
    for (const part of opened.reverse()) await part.close();
  };
  try {
    opened.push(
      await startSimulatedProvider({ port: PROVIDER_PORT, tokenDelayMs: 20, models: DEFAULT_MODELS }).catch(
        (cause) => {
          throw new ListenError("the simulated provider", cause);
        },
      ),
    );
    opened.push(
      await startControlPlane({
        spec: {
          ...controlPlaneSpec.parse({ listen: { grpc: "127.0.0.1:8500", status: "127.0.0.1:8503" } }),
          drainTimeout: 5_000,
        },
        configPaths: paths,
        log: logFor("control-plane"),
      }),
    );
    const sidecar = await startSidecar({
      spec: {
        ...sidecarSpec.parse({ listen: { status: "127.0.0.1:8403" } }),
        drainTimeout: 5_000,
        controlPlane: "127.0.0.1:8500",
        // What is pushed was read by this very process.
        secrets: { env: ["*"], files: ["/"] },
      },
      configPaths: [],
      nodeId: "dev",
      workload: WORKLOAD,
      log: logFor("sidecar"),
    });
    opened.push(sidecar);
    await sidecar.ready;
    return { close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: PROBE_TIMEOUT_MS });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", () => settle(true));
    socket.on("error", () => settle(false));
    socket.on("timeout", () => settle(false));
  });
}
