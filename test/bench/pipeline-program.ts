/** The engine without sockets: calls whose upstream answers at once. Usage: pipeline-program.ts miss|hit off|nothing KIB ROUNDS */
import { getHeapStatistics } from "node:v8";
import { Registry } from "prom-client";
import { embeddings } from "../../config/schema/embeddings.ts";
import { names } from "../../config/schema/names.ts";
import { parseConfig } from "../../config/schema/parse.ts";
import { limits } from "../../config/schema/settings.ts";
import { WholeBody } from "../../sidecar/core/whole-body.ts";
import { createEngine } from "../../sidecar/engine.ts";
import { systemClock } from "../../sidecar/platform/clock.ts";
import { createLog } from "../../sidecar/platform/log.ts";
import { openLogOutput } from "../../sidecar/platform/log-output.ts";
import { systemRandom } from "../../sidecar/platform/random.ts";
import { createTelemetry } from "../../sidecar/platform/telemetry.ts";
import type { PipelineRound } from "./pipeline.ts";
import { sidecarConfig } from "./sidecar-config.ts";
import { COMPLETION, chatBodies, MODELS } from "./traffic.ts";

const CALLS = 4_000;
/** Of larger requests, so that a round holds as little memory as it takes time. */
const LARGE_CALLS = 1_000;
/** Until V8 has optimised what is hot. */
const WARM_UP_ROUNDS = 6;

const [, , cache = "miss", redaction = "off", kib = "1", rounds = "9"] = process.argv;
const promptKiB = Number(kib);
const calls = promptKiB > 1 ? LARGE_CALLS : CALLS;
const { snapshot } = parseConfig([{ path: "bench.yaml", text: sidecarConfig("127.0.0.1:9") }]);
if (snapshot === undefined) throw new Error("The configuration has faults.");

const headers = { "content-type": "application/json" };
const engine = createEngine({
  limits: limits.parse({}),
  names: names.parse({}),
  embeddings: embeddings.parse({}),
  dial: ({ name }) => ({
    name,
    status: () => ({ name, via: "direct", connected: 0, free: 0, running: 0, pending: 0 }),
    close: async () => {},
    call: async () => ({
      status: 200,
      headers,
      framing: "document",
      body: new WholeBody(COMPLETION),
      trailers: () => ({}),
    }),
  }),
  secrets: { env: () => undefined, file: () => Promise.reject(new Error("There is no secret here.")) },
  sharedCache: undefined,
  clock: systemClock,
  random: systemRandom,
  telemetry: createTelemetry({
    log: createLog({ level: "info", process: "bench", output: openLogOutput(2) }),
    registry: new Registry(),
  }),
});
engine.apply(snapshot);

const workload = { namespace: "default", serviceAccount: "default", labels: {} };
const bodyOf = chatBodies({
  model: redaction === "off" ? MODELS.plain : MODELS.redact,
  wire: "openai",
  promptKiB,
  hasPersonalData: false,
  stream: false,
});
let prompts = 0;

async function call(body: Buffer): Promise<void> {
  const running = engine.begin({
    protocol: "http",
    dialect: "openai-chat",
    headers: {
      host: "127.0.0.1:8400",
      "content-type": "application/json",
      "content-length": String(body.byteLength),
    },
    body,
    workload,
  });
  await running.reply;
  running.end({ outcome: "completed" });
}

/** What a call took. Bodies are made before, as a socket would. */
async function round(): Promise<PipelineRound> {
  const bodies = Array.from({ length: calls }, () => bodyOf(cache === "hit" ? 0 : ++prompts));
  const allocatedBefore = getHeapStatistics().total_allocated_bytes;
  const before = process.cpuUsage();
  for (const body of bodies) await call(body);
  const { user, system } = process.cpuUsage(before);
  const allocated = getHeapStatistics().total_allocated_bytes - allocatedBefore;
  return { cpuUs: (user + system) / calls, allocatedBytes: allocated / calls };
}

for (let warm = 0; warm < WARM_UP_ROUNDS; warm++) await round();
const measured: PipelineRound[] = [];
while (measured.length < Number(rounds)) measured.push(await round());
process.stdout.write(`${JSON.stringify(measured)}\n`);
engine.close();
process.exit(0);
