import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { Command, Option } from "commander";
import { controlPlaneSpec, sidecarSpec } from "../../config/schema/settings.ts";
import { startSidecar } from "../../sidecar/daemon.ts";
import { logLevelFlag } from "../../sidecar/flags.ts";
import { runUntilSignal } from "../../sidecar/platform/lifecycle.ts";
import { createLog, type LogLevel } from "../../sidecar/platform/log.ts";
import { startControlPlane } from "../daemon.ts";
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
      await runUntilSignal({ log, drainTimeoutMs: 5_000, start: () => startAll(example, log) });
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
        : "the simulated provider for OpenAI's API (set OPENAI_API_KEY for the real one)",
      anthropic
        ? "Anthropic, with ANTHROPIC_API_KEY"
        : "the simulated provider for Anthropic's API (set ANTHROPIC_API_KEY for the real one)",
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
    opened.push(await startSimulatedProvider({ port: PROVIDER_PORT, tokenDelayMs: 20 }));
    opened.push(
      await startControlPlane({
        spec: { ...controlPlaneSpec.parse({}), drainTimeout: 5_000 },
        configPaths: paths,
        log,
      }),
    );
    const sidecar = await startSidecar({
      spec: { ...sidecarSpec.parse({}), drainTimeout: 5_000, controlPlane: "127.0.0.1:8500" },
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
  return `aios is ready. AI calls are answered by ${providers.join("; ")}.

  OPENAI_BASE_URL=http://127.0.0.1:8400/v1    ANTHROPIC_BASE_URL=http://127.0.0.1:8400    gRPC 127.0.0.1:8401

  curl http://127.0.0.1:8400/v1/chat/completions -H 'content-type: application/json' \\
    -d '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Write to ada@example.com"}]}'

  What the provider received: curl http://127.0.0.1:${PROVIDER_PORT}/simulated/received
  Sidecars: curl http://127.0.0.1:8501/api/v1/sidecars    Metrics: curl http://127.0.0.1:8403/metrics    ctrl-c ends it
`;
}
