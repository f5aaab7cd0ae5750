import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { Command, Option } from "commander";
import { controlPlaneSpec, sidecarSpec } from "../../config/schema/settings.ts";
import { startSidecar } from "../../sidecar/daemon.ts";
import { logLevelFlag } from "../../sidecar/flags.ts";
import { runUntilSignal } from "../../sidecar/platform/lifecycle.ts";
import { createLog, type LogLevel } from "../../sidecar/platform/log.ts";
import { startControlPlane } from "../daemon.ts";
import { DEFAULT_MODELS } from "./simulated-provider/models.ts";
import { startSimulatedProvider } from "./simulated-provider/provider.ts";

interface DevFlags {
  readonly config?: string;
  readonly logLevel: LogLevel;
}

const EXAMPLES = fileURLToPath(new URL("../../config/examples/dev/", import.meta.url));
const PROVIDER_PORT = 8600;
const OLLAMA_PORT = 11434;
/** Long enough for loopback; a machine without Ollama is refused at once anyway. */
const PROBE_TIMEOUT_MS = 200;

/** `aios dev`: everything on this machine, in one process. */
export function devCommand(): Command {
  return new Command("dev")
    .summary("control plane, one sidecar and a simulated provider")
    .description(
      "Runs a control plane, one sidecar and a simulated provider on the default ports, until ctrl-c. Where OPENAI_API_KEY or ANTHROPIC_API_KEY is set, or an Ollama answers, the example routes use it.",
    )
    .addOption(
      new Option("--config <folder>", "your own configuration instead of the example's").env("AIOS_CONFIG"),
    )
    .addOption(
      new Option("--log-level <level>", "debug, info, warn, error or silent")
        .env("AIOS_LOG_LEVEL")
        .argParser(logLevelFlag)
        .default("warn"),
    )
    .action(async ({ config, logLevel }: DevFlags) => {
      const example =
        config === undefined
          ? await exampleConfig()
          : { paths: [config], providers: [`your configuration in ${config}`] };
      const log = createLog({ level: logLevel, process: "dev", fd: 2 });
      await runUntilSignal({
        log,
        drainTimeoutMs: 5_000,
        start: () => startAll(example, log),
        onClosing: () =>
          process.stdout.write("\nending: calls in flight may take 5 s; ctrl-c again ends at once\n"),
      });
      process.stdout.write(readyText(example.providers));
    });
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
  log: ReturnType<typeof createLog>,
): Promise<{ close(): Promise<void> }> {
  const opened: { close(): Promise<void> }[] = [];
  const closeAll = async () => {
    // The last one opened leans on those before it.
    for (const part of opened.reverse()) await part.close();
  };
  try {
    opened.push(
      await startSimulatedProvider({ port: PROVIDER_PORT, tokenDelayMs: 20, models: DEFAULT_MODELS }),
    );
    opened.push(
      await startControlPlane({
        spec: {
          ...controlPlaneSpec.parse({ listen: { grpc: "127.0.0.1:8500", status: "127.0.0.1:8503" } }),
          drainTimeout: 5_000,
        },
        configPaths: paths,
        log,
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
      workload: { namespace: "default", serviceAccount: "default", labels: {} },
      log,
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

function readyText(providers: readonly string[]): string {
  const simulated = providers.some((provider) => provider.includes("simulated"));
  return `aios is ready, on this machine only. AI calls are answered by
${providers.map((provider) => `  - ${provider}`).join("\n")}

OPENAI_BASE_URL=http://127.0.0.1:8400/v1
ANTHROPIC_BASE_URL=http://127.0.0.1:8400
gRPC             127.0.0.1:8401

Try it:
  curl http://127.0.0.1:8400/v1/chat/completions \\
    -H 'content-type: application/json' \\
    -d '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Write to ada@example.com"}]}'

See what happens:
${simulated ? `  curl http://127.0.0.1:${PROVIDER_PORT}/simulated/received   what the simulated provider got\n` : ""}  curl http://127.0.0.1:8501/api/v1/sidecars       which sidecars run on what
  curl http://127.0.0.1:8403/metrics               the sidecar's metrics
  curl http://127.0.0.1:8402/                      the sidecar's admin

ctrl-c ends it.
`;
}
