/** `npm run eval:cache`: how often the semantic cache would answer wrongly, and how often it would answer at all. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { renderMarkdown, renderPlain } from "../../bench/table.ts";
import { type LabelledPair, ownPairs, readPairs } from "./pairs.ts";
import { failureLines, guardsTable, kindsTable, scoresRecord, thresholdsTable } from "./report.ts";
import { DEFAULT_THRESHOLD, judge, missedTargets } from "./score.ts";
import { similaritiesOf } from "./similarity.ts";

const HELP = `Measures false hits on pairs that only look alike and recall on paraphrases, by the vector and the guards together.

usage: npm run eval:cache -- [flags]

  --corpus FILE    JSON lines of {"kind", "a", "b", "same"} instead of the repository's
  --threshold N    similarity from which on there is a hit; ${DEFAULT_THRESHOLD} by default
  --failures N     at most N traps that were hit and N paraphrases that were refused
  --markdown       the tables as Markdown
  --json           the scores as JSON
  --help           this text

exit code: 0, or 1 when a target is missed, or 2 for flags or a corpus that are not understood
`;

interface Options {
  readonly corpusFile: string | undefined;
  readonly threshold: number;
  readonly failures: number;
  readonly output: "plain" | "markdown" | "json";
}

/** @throws Error with a message for the user */
function readOptions(flags: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      corpus: { type: "string" },
      threshold: { type: "string", default: String(DEFAULT_THRESHOLD) },
      failures: { type: "string", default: "0" },
      markdown: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const threshold = Number(values.threshold);
  if (!/^[01](\.\d{1,6})?$/.test(values.threshold) || threshold > 1) {
    throw new Error(`--threshold wants a number from 0 to 1, not "${values.threshold}".`);
  }
  if (!/^\d{1,9}$/.test(values.failures)) {
    throw new Error(`--failures wants a whole number, not "${values.failures}".`);
  }
  return {
    corpusFile: values.corpus,
    threshold,
    failures: Number(values.failures),
    output: values.json ? "json" : values.markdown ? "markdown" : "plain",
  };
}

async function corpusOf({ corpusFile }: Options): Promise<readonly LabelledPair[]> {
  return corpusFile === undefined ? ownPairs() : readPairs(await readFile(corpusFile, "utf8"));
}

/** On a terminal alone: a log keeps every line. */
function showProgress(done: number, all: number): void {
  if (process.stderr.isTTY)
    process.stderr.write(done === all ? "\r\u001b[K" : `\rembedding ${done} of ${all}`);
}

async function main(options: Options, pairs: readonly LabelledPair[]): Promise<number> {
  const judged = judge(pairs, await similaritiesOf(pairs, showProgress));
  const { threshold, output, failures } = options;
  const missed = missedTargets(judged, threshold);
  if (output === "json") {
    process.stdout.write(`${JSON.stringify(scoresRecord(judged, threshold), undefined, 2)}\n`);
    return missed.length === 0 ? 0 : 1;
  }
  const render = output === "markdown" ? renderMarkdown : renderPlain;
  const tables = [thresholdsTable, kindsTable, guardsTable].map((table) => render(table(judged, threshold)));
  process.stdout.write(tables.join("\n"));
  for (const line of failureLines(judged, threshold, failures)) process.stdout.write(`${line}\n`);
  for (const line of missed) process.stderr.write(`${line}\n`);
  return missed.length === 0 ? 0 : 1;
}

async function understood(): Promise<
  { readonly options: Options; readonly pairs: readonly LabelledPair[] } | "help"
> {
  const options = readOptions(process.argv.slice(2));
  return options === "help" ? "help" : { options, pairs: await corpusOf(options) };
}

try {
  const request = await understood();
  if (request === "help") process.stdout.write(HELP);
  else process.exitCode = await main(request.options, request.pairs);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  process.exitCode = 2;
}
