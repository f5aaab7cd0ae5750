import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ARTIFACTS, type Artifact, isThere } from "./artifacts.ts";
import { PIPELINE_SHAPES, type PipelineShape } from "./pipeline.ts";
import { SHAPE_NAMES, SHAPES, type Shape } from "./shapes.ts";

/** How long and how often is measured. */
export interface Plan {
  readonly rounds: number;
  readonly concurrency: number;
  readonly closedLoopMs: number;
  readonly openLoopMs: number;
  /**
   * Before anything is measured, each side of each shape: until so many calls or streams have ended, or so long at most. V8
   * has optimised what a call runs through after about 30,000 of them; until then it takes up to twice the CPU.
   */
  readonly warmUpCalls: number;
  readonly warmUpStreams: number;
  readonly warmUpMs: number;
  /** After the start, until the memory of an idle process is read. */
  readonly settleMs: number;
  /** After the last call, until it is read once more. */
  readonly afterMs: number;
}

const CONCURRENCY = 16;
const DEFAULT_PLAN: Plan = {
  rounds: 5,
  concurrency: CONCURRENCY,
  closedLoopMs: 1_000,
  openLoopMs: 1_500,
  warmUpCalls: 40_000,
  warmUpStreams: 2_000,
  warmUpMs: 12_000,
  settleMs: 2_000,
  afterMs: 10_000,
};
const QUICK_PLAN: Plan = {
  rounds: 3,
  concurrency: CONCURRENCY,
  closedLoopMs: 500,
  openLoopMs: 650,
  warmUpCalls: 16_000,
  warmUpStreams: 600,
  warmUpMs: 4_500,
  settleMs: 1_000,
  afterMs: 2_000,
};

export interface Options {
  readonly plan: Plan;
  readonly shapes: readonly Shape[];
  readonly pipelines: readonly PipelineShape[];
  /** Names of what a whole run measures and a quick one does not. */
  readonly leftOut: readonly string[];
  readonly markdown: boolean;
  readonly jsonFile: string | undefined;
  readonly selfCheck: boolean;
  /** Instead of measuring. */
  readonly profileShape: Shape | undefined;
  /** Folder where profiles are kept. */
  readonly profileTo: string | undefined;
  /** Whether starts are measured, too. */
  readonly start: boolean;
  readonly check: boolean;
  readonly writeBaseline: boolean;
  /** Undefined for the one that is kept beside the bench. */
  readonly baselineFile: string | undefined;
  readonly writeReadme: boolean;
  readonly artifact: Artifact;
  /** Other gateways: names, or files of adapters. */
  readonly peers: readonly string[];
  /** Where those that have a name are installed. */
  readonly peersFolder: string;
}

const ALL_NAMES = [...SHAPE_NAMES, ...PIPELINE_SHAPES.map(({ name }) => name)];

export const HELP = `Measures the sidecar beside bare proxies of the same libraries, in the same run.

usage: npm run bench -- [flags]

  --quick          less than two minutes, where a whole run takes twenty: shorter and fewer rounds, and those shapes alone
                   that have a target
  --artifact NAME  what of aios is run: source (the default) or bundle (made by npm run build)
  --shape NAME     only this shape; may be repeated: ${ALL_NAMES.join(", ")}
  --markdown       the table as Markdown
  --json FILE      everything measured, round by round
  --start          how long a cold start takes, too (a whole run measures it anyway); without --shape, nothing else
  --check          compares ratios, and bytes allocated, with those of the baseline: exit code 1 when even the best round of one
                   fell behind by more than its tolerance
  --write-baseline keeps those of this run as the baseline
  --baseline FILE  another baseline than test/bench/baseline.json
  --write-readme   puts the tables into README.md
  --profile SHAPE  instead of measuring: where the sidecar spends its time under the load of this shape
  --profile-to DIR keeps the .cpuprofile there
  --peer NAME|FILE another gateway in the same run; may be repeated: portkey, or a JSON file (name, command, environment,
                   headers, path, shapes, hint)
  --peers-dir DIR  where peers are installed, otherwise AIOS_BENCH_PEERS or aios-bench-peers in the folder for temporary files
  --self-check     the bare proxies beside themselves: every ratio has to be about 1
  --help           this text

exit code: 0, or 1 when a call failed, a process died or --check found something, or 2 for flags that are not understood
`;

/** @throws Error with a message for the user */
export function readOptions(flags: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      quick: { type: "boolean", default: false },
      shape: { type: "string", multiple: true, default: [] },
      markdown: { type: "boolean", default: false },
      json: { type: "string" },
      profile: { type: "string" },
      "profile-to": { type: "string" },
      start: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      "write-baseline": { type: "boolean", default: false },
      baseline: { type: "string" },
      "write-readme": { type: "boolean", default: false },
      "self-check": { type: "boolean", default: false },
      artifact: { type: "string", default: "source" },
      peer: { type: "string", multiple: true, default: [] },
      "peers-dir": { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const kept = values.check || values["write-baseline"] || values["write-readme"];
  if (kept && (values["self-check"] || values.profile !== undefined)) {
    throw new Error("--check, --write-baseline and --write-readme need a run that measures the sidecar.");
  }
  for (const peer of values.peer) {
    if (peer !== "portkey" && !existsSync(peer))
      throw new Error(`There is no peer "${peer}": name portkey, or the JSON file of an adapter.`);
  }
  if (values.json !== undefined && !existsSync(dirname(resolve(values.json))))
    throw new Error(`There is no folder ${dirname(resolve(values.json))} for --json.`);
  const pipelines = PIPELINE_SHAPES.filter(({ name }) => values.shape.includes(name));
  const isPipeline = (name: string) => pipelines.some((pipeline) => pipeline.name === name);
  const chosen = values.shape.filter((name) => !isPipeline(name)).map(shapeNamed);
  const everything = values.quick ? SHAPES.filter(({ isQuick }) => isQuick) : SHAPES;
  const unchosen = values.start || pipelines.length > 0 ? [] : everything;
  const isWhole = values.shape.length === 0 && !values.start && !values["self-check"];
  const everyPipeline = values.quick ? PIPELINE_SHAPES.filter(({ isQuick }) => isQuick) : PIPELINE_SHAPES;
  const isCut = values.quick && isWhole;
  return {
    plan: values.quick ? QUICK_PLAN : DEFAULT_PLAN,
    shapes: chosen.length === 0 ? unchosen : SHAPES.filter((shape) => chosen.includes(shape)),
    pipelines: isWhole ? everyPipeline : pipelines,
    leftOut: isCut
      ? [...SHAPES, ...PIPELINE_SHAPES].filter(({ isQuick }) => !isQuick).map(({ name }) => name)
      : [],
    markdown: values.markdown,
    jsonFile: values.json,
    selfCheck: values["self-check"],
    profileShape: values.profile === undefined ? undefined : shapeNamed(values.profile),
    profileTo: values["profile-to"],
    start: values.start || (isWhole && !values.quick),
    check: values.check,
    writeBaseline: values["write-baseline"],
    baselineFile: values.baseline,
    writeReadme: values["write-readme"],
    artifact: artifactNamed(values.artifact),
    peers: values.peer,
    peersFolder: values["peers-dir"] ?? process.env["AIOS_BENCH_PEERS"] ?? join(tmpdir(), "aios-bench-peers"),
  };
}

function artifactNamed(name: string): Artifact {
  const artifact = ARTIFACTS.find((each) => each === name);
  if (artifact === undefined) throw new Error(`There is no artifact "${name}": ${ARTIFACTS.join(", ")}.`);
  if (!isThere(artifact)) throw new Error(`There is no ${artifact} yet: \`npm run build\` makes it.`);
  return artifact;
}

function shapeNamed(name: string): Shape {
  const shape = SHAPES.find((each) => each.name === name);
  if (shape === undefined) throw new Error(`There is no shape "${name}". Shapes: ${ALL_NAMES.join(", ")}.`);
  return shape;
}
