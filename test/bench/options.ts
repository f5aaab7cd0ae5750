import { parseArgs } from "node:util";
import { SHAPE_NAMES, SHAPES, type Shape } from "./shapes.ts";

/** How long and how often is measured. */
export interface Plan {
  readonly rounds: number;
  readonly concurrency: number;
  readonly closedLoopMs: number;
  readonly openLoopMs: number;
  readonly warmUpMs: number;
  /** After the start, until the memory of an idle process is read. */
  readonly settleMs: number;
}

const CONCURRENCY = 16;
const DEFAULT_PLAN: Plan = {
  rounds: 5,
  concurrency: CONCURRENCY,
  closedLoopMs: 1_200,
  openLoopMs: 2_000,
  warmUpMs: 1_000,
  settleMs: 2_000,
};
const QUICK_PLAN: Plan = {
  rounds: 3,
  concurrency: CONCURRENCY,
  closedLoopMs: 450,
  openLoopMs: 650,
  warmUpMs: 450,
  settleMs: 1_000,
};

export interface Options {
  readonly plan: Plan;
  readonly shapes: readonly Shape[];
  readonly markdown: boolean;
  readonly jsonFile: string | undefined;
  readonly selfCheck: boolean;
  readonly profileTo: string | undefined;
}

export const HELP = `Measures the sidecar beside bare proxies of the same libraries, in the same run.

usage: npm run bench -- [flags]

  --quick          shorter and fewer rounds: less than a minute instead of less than four
  --shape NAME     only this shape; may be repeated: ${SHAPE_NAMES.join(", ")}
  --markdown       the table as Markdown
  --json FILE      everything measured, round by round
  --profile DIR    CPU profiles of the sidecar and the bare proxies; the numbers are then of no use
  --self-check     the bare proxies beside themselves: every ratio has to be about 1
  --help           this text

exit code: 0, or 1 when a call failed or a process died, or 2 for flags that are not understood
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
      "self-check": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const unknown = values.shape.find((name) => !SHAPES.some((shape) => shape.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no shape "${unknown}". Shapes: ${SHAPE_NAMES.join(", ")}.`);
  return {
    plan: values.quick ? QUICK_PLAN : DEFAULT_PLAN,
    shapes: values.shape.length === 0 ? SHAPES : SHAPES.filter(({ name }) => values.shape.includes(name)),
    markdown: values.markdown,
    jsonFile: values.json,
    selfCheck: values["self-check"],
    profileTo: values.profile,
  };
}
