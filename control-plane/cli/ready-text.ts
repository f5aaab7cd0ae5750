import { compileRoutes } from "../../config/schema/match.ts";
import { listedModels } from "../../config/schema/models.ts";
import type { ConfigSnapshot } from "../../config/schema/snapshot.ts";
import type { Workload } from "../../sidecar/core/call.ts";

const SIDECAR = "http://127.0.0.1:8400";
/** What the README asks for. */
const FAVOURITE = "gpt-4o-mini";

export interface Ready {
  /** What answers, a line each; empty when nothing does yet. */
  readonly providers: readonly string[];
  /** Undefined when calls do not go to the simulated provider. */
  readonly simulatedProvider: string | undefined;
  /** What is worth knowing besides, a line each. */
  readonly notes: readonly string[];
  /** To try it with; undefined when the configuration names none. */
  readonly model: string | undefined;
}

/** A model that a chat of this workload can ask for by name. */
export function modelToTry(snapshot: ConfigSnapshot, workload: Workload): string | undefined {
  const match = compileRoutes(snapshot.routes);
  const models = listedModels(snapshot, workload)
    .map(({ id }) => id)
    .filter((model) => match({ operation: "chat", model, workload }) !== undefined);
  return models.includes(FAVOURITE) ? FAVOURITE : models[0];
}

/** What a person at the terminal is told once everything runs. */
export function readyText({ providers, simulatedProvider, notes, model }: Ready): string {
  const answers =
    providers.length === 0
      ? ""
      : ` AI calls are answered by\n${providers.map((provider) => `  - ${provider}`).join("\n")}`;
  return `aios is ready, on this machine only.${answers}
${notes.map((note) => `${note}\n`).join("")}
OPENAI_BASE_URL=${SIDECAR}/v1
ANTHROPIC_BASE_URL=${SIDECAR}
gRPC             127.0.0.1:8401

${providers.length === 0 ? "" : `${model === undefined ? askYourself() : tryIt(model)}\n`}See what happens:
${columns([
  ...(simulatedProvider === undefined
    ? []
    : [
        [`curl ${simulatedProvider}/simulated/received`, "what the simulated provider got"] as const,
        [`curl ${simulatedProvider}/simulated/`, "how it can be told to fail"] as const,
      ]),
  ["curl http://127.0.0.1:8501/api/v1/sidecars", "which sidecars run on what"],
  ["curl http://127.0.0.1:8403/metrics", "the sidecar's metrics"],
  ["curl http://127.0.0.1:8402/", "the sidecar's admin"],
])}
ctrl-c ends it.
`;
}

function tryIt(model: string): string {
  const document = JSON.stringify({
    model,
    messages: [{ role: "user", content: "Write to ada@example.com" }],
  });
  return `Try it:
  curl ${SIDECAR}/v1/chat/completions \\
    -H 'content-type: application/json' \\
    -d '${document.replaceAll("'", "'\\''")}'
`;
}

function askYourself(): string {
  return `Try it: the configuration names no model for chats, so ask for one that a Route's \`match.models\` takes. What it names:
  curl ${SIDECAR}/v1/models
`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([command]) => command.length));
  return rows.map(([command, says]) => `  ${command.padEnd(width)}   ${says}\n`).join("");
}
