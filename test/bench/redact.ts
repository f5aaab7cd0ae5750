/** `npm run bench:redact`: what looking for personal data costs, by tier, kind of text and size. */
import { parseArgs } from "node:util";
import { describeMachine } from "./machine.ts";
import { TEXT_KINDS, type TextKind, textOf } from "./redact-texts.ts";
import { createTiers, type Tier } from "./redact-tiers.ts";
import { type Spread, spread } from "./statistics.ts";
import { renderMarkdown, renderPlain, type Table } from "./table.ts";

const HELP = `Measures what redaction's search costs, in CPU ms per KB (1,024 characters).

usage: npm run bench:redact -- [flags]

  --rounds N    how often everything is measured, by turns; 9 by default
  --tier TEXT   only tiers whose name has TEXT in it
  --markdown    the tables as Markdown
  --json        everything measured as JSON
  --help        this text

exit code: 0, or 1 when a bound is missed, or 2 for flags that are not understood
`;

const SIZES_KB = [1, 10, 100] as const;
const KB = 1_024;
/** A cell's search is repeated until it took so long: CPU time is told in microseconds, and short ones are noise. */
const SHORTEST_US = 40_000;
/** By how much a KB of a long text may cost more than one of a short text. */
const GROWTH = 2;

interface Cell {
  readonly tier: Tier;
  readonly kind: TextKind;
  readonly sizeKb: number;
  readonly text: string;
  readonly msPerKb: number[];
}

function cpuUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** In CPU ms per KB. What else the machine does is not in it. */
function measure({ tier, text, sizeKb }: Cell): number {
  const begun = cpuUs();
  let searches = 0;
  let spent = 0;
  do {
    tier.search(text);
    searches++;
    spent = cpuUs() - begun;
  } while (spent < SHORTEST_US);
  return spent / 1_000 / searches / sizeKb;
}

function medianOf(msPerKb: readonly number[]): number | undefined {
  return spread(msPerKb)?.median;
}

function tableOf(tier: Tier, cells: readonly Cell[]): Table {
  const rows = TEXT_KINDS.map(({ name }) => [
    name,
    ...SIZES_KB.map((sizeKb) => {
      const cell = cells.find(
        (each) => each.tier === tier && each.kind.name === name && each.sizeKb === sizeKb,
      );
      return cell === undefined ? "–" : cellText(spread(cell.msPerKb));
    }),
  ]);
  return { head: [`${tier.name}, ms/KB`, ...SIZES_KB.map((size) => `${size} KB`)], rows };
}

function cellText(measured: Spread | undefined): string {
  if (measured === undefined) return "–";
  const { median, low, high } = measured;
  return `${median.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}

/** In words. */
function missedBounds(cells: readonly Cell[]): readonly string[] {
  return cells.flatMap(({ tier, kind, sizeKb, msPerKb }) => {
    const cost = medianOf(msPerKb);
    if (!tier.isBound || cost === undefined) return [];
    const where = `${tier.name}, ${kind.name}, ${sizeKb} KB: ${cost.toFixed(3)} ms/KB`;
    const missed = cost > kind.boundMsPerKb ? [`${where} is over ${kind.boundMsPerKb}`] : [];
    const shorter = cells.find(
      (each) => each.tier === tier && each.kind === kind && each.sizeKb * 10 === sizeKb,
    );
    const before = medianOf(shorter?.msPerKb ?? []);
    if (before !== undefined && cost > GROWTH * before)
      missed.push(`${where} after ${before.toFixed(3)} for a tenth of the text: not linear`);
    return missed;
  });
}

interface Options {
  readonly rounds: number;
  readonly tier: string;
  readonly output: "plain" | "markdown" | "json";
}

/** @throws Error with a message for the user */
function readOptions(flags: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      rounds: { type: "string", default: "9" },
      tier: { type: "string", default: "" },
      markdown: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  if (!/^[1-9]\d{0,2}$/.test(values.rounds))
    throw new Error(`--rounds wants a whole number, not "${values.rounds}".`);
  return {
    rounds: Number(values.rounds),
    tier: values.tier,
    output: values.json ? "json" : values.markdown ? "markdown" : "plain",
  };
}

async function main({ rounds, tier: wanted, output }: Options): Promise<number> {
  const tiers = (await createTiers()).filter(({ name }) => name.includes(wanted));
  const cells = tiers.flatMap((tier) =>
    TEXT_KINDS.flatMap((kind) =>
      SIZES_KB.map((sizeKb): Cell => {
        const text = textOf(kind, sizeKb * KB);
        return { tier, kind, sizeKb, text, msPerKb: [] };
      }),
    ),
  );
  // The first round is the compiler's.
  for (const cell of cells) measure(cell);
  for (let round = 1; round <= rounds; round++) {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kround ${round} of ${rounds}`);
    for (const cell of cells) cell.msPerKb.push(measure(cell));
  }
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  const missed = missedBounds(cells);
  if (output === "json") {
    const measured = cells.map(({ tier, kind, sizeKb, msPerKb }) => ({
      tier: tier.name,
      kind: kind.name,
      sizeKb,
      msPerKb,
    }));
    process.stdout.write(
      `${JSON.stringify({ machine: describeMachine(undefined), measured, missed }, undefined, 2)}\n`,
    );
  } else {
    const render = output === "markdown" ? renderMarkdown : renderPlain;
    const { cpus, model, node } = describeMachine(undefined);
    const note = `CPU time of one core: median (lowest–highest) of ${rounds} rounds; node ${node}, ${cpus} × ${model}\n`;
    process.stdout.write([...tiers.map((tier) => render(tableOf(tier, cells))), note].join("\n"));
    for (const line of missed) process.stdout.write(`missed: ${line}\n`);
  }
  return missed.length === 0 ? 0 : 1;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(HELP);
  else process.exitCode = await main(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  process.exitCode = 2;
}
