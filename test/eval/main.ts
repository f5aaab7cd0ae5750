/** `npm run eval:redact`: how well personal data and secrets are found, by entity. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { renderMarkdown, renderPlain } from "../bench/table.ts";
import { generateCorpus, type LabelledText } from "./corpus.ts";
import { isName, structuredDetection, wholeDetection } from "./detection.ts";
import { readCorpus } from "./foreign.ts";
import { HARD_TEXTS } from "./hard-texts.ts";
import { generateNames } from "./names.ts";
import { failureLines, scoresRecord, scoresTable } from "./report.ts";
import { type Evaluation, evaluate, missedTargets } from "./score.ts";
import { msPerKb, repeated, searchSlowInputs } from "./slow-search.ts";

const HELP = `Measures what is found, by exact span, on a generated corpus or on one of your own.

usage: npm run eval:redact -- [flags]

  --corpus FILE    JSON lines of {text, spans: [{start, end, entity}]}, or Presidio's format, instead of the generated one
  --seed N         of the generated corpus; 1 by default
  --entity NAME    only this one; may be repeated
  --failures N     at most N of what was missed and N false alarms of every entity
  --print          the corpus as JSON lines, nothing measured
  --every N        only every Nth text of the generated corpus; 1 by default
  --slow SECONDS   looks for texts that take long instead, and prints the worst
  --markdown       the table as Markdown
  --json           the scores as JSON
  --help           this text

exit code: 0, or 1 when an entity misses its target, or 2 for flags or a corpus that are not understood
`;

interface Options {
  readonly corpusFile: string | undefined;
  readonly seed: number;
  readonly entities: readonly string[];
  readonly failures: number;
  readonly every: number;
  readonly slowSeconds: number;
  readonly output: "plain" | "markdown" | "json" | "corpus";
}

/** @throws Error with a message for the user */
function readOptions(flags: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      corpus: { type: "string" },
      seed: { type: "string", default: "1" },
      entity: { type: "string", multiple: true, default: [] },
      failures: { type: "string", default: "0" },
      every: { type: "string", default: "1" },
      slow: { type: "string", default: "0" },
      print: { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  return {
    corpusFile: values.corpus,
    seed: wholeNumber(values.seed, "--seed"),
    entities: values.entity,
    failures: wholeNumber(values.failures, "--failures"),
    every: Math.max(1, wholeNumber(values.every, "--every")),
    slowSeconds: wholeNumber(values.slow, "--slow"),
    output: values.print ? "corpus" : values.json ? "json" : values.markdown ? "markdown" : "plain",
  };
}

function wholeNumber(text: string, flag: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${flag} wants a whole number, not "${text}".`);
  return Number(text);
}

async function corpusOf({ corpusFile, seed, every }: Options): Promise<readonly LabelledText[]> {
  if (corpusFile !== undefined) return readCorpus(await readFile(corpusFile, "utf8"));
  return [...HARD_TEXTS, ...generateCorpus(seed).filter((_, index) => index % every === 0)];
}

/** A foreign corpus is judged by what it labels: it says nothing of other entities. */
function judgedIn(
  corpus: readonly LabelledText[],
  { entities, corpusFile }: Options,
): (entity: string) => boolean {
  if (entities.length > 0) return (entity) => entities.includes(entity);
  if (corpusFile === undefined) return () => true;
  const labelled = new Set(corpus.flatMap(({ spans }) => spans.map(({ entity }) => entity)));
  return (entity) => labelled.has(entity);
}

/** Each again, short and long: a machine that was busy makes any text look slow once. */
function printSlowInputs({ seed, slowSeconds }: Options): void {
  const detect = structuredDetection();
  const search = (text: string): unknown => detect(text, undefined);
  const longestMs = slowSeconds * 1_000;
  for (const shape of searchSlowInputs({ seed, tries: Number.POSITIVE_INFINITY, longestMs, search })) {
    const costs = [8, 64].map((sizeKb) => msPerKb(search, repeated(shape, sizeKb * 1_024), 3).toFixed(2));
    process.stdout.write(
      `${costs[0]} ms/KB of 8 KB, ${costs[1]} of 64 KB: ${JSON.stringify([shape.head, shape.unit])}\n`,
    );
  }
}

function print(evaluation: Evaluation, { output, failures }: Options): void {
  const render = output === "markdown" ? renderMarkdown : renderPlain;
  const size = `${evaluation.texts} texts, ${Math.round(evaluation.characters / 1_024)} KB\n`;
  process.stdout.write([render(scoresTable(evaluation)), size].join("\n"));
  for (const line of failureLines(evaluation.failures, failures)) process.stdout.write(`${line}\n`);
}

async function main(options: Options): Promise<number> {
  if (options.slowSeconds > 0) {
    printSlowInputs(options);
    return 0;
  }
  const corpus = await corpusOf(options);
  if (options.output === "corpus") {
    process.stdout.write(corpus.map((text) => `${JSON.stringify(text)}\n`).join(""));
    return 0;
  }
  const judged = judgedIn(corpus, options);
  const hasNames = corpus.some(({ spans }) => spans.some(({ entity }) => isName(entity)));
  const evaluation = evaluate(corpus, hasNames ? await wholeDetection() : structuredDetection(), judged);
  const missed = missedTargets(new Map([...evaluation.byEntity].filter(([entity]) => !isName(entity))));
  const names =
    options.corpusFile === undefined && options.entities.length === 0
      ? evaluate(generateNames(options.seed), await wholeDetection(), isName)
      : undefined;
  if (options.output === "json") {
    const records = {
      ...scoresRecord(evaluation),
      ...(names === undefined ? {} : { names: scoresRecord(names) }),
    };
    process.stdout.write(`${JSON.stringify(records, undefined, 2)}\n`);
  } else {
    print(evaluation, options);
    if (names !== undefined) {
      process.stdout.write("\nNames, by rules and without a model; nothing is promised of them:\n\n");
      print(names, options);
    }
    for (const line of missed) process.stderr.write(`${line}\n`);
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
