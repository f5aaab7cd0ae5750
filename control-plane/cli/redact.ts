import type { Readable } from "node:stream";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { nearest } from "../../config/schema/nearest.ts";
import { ENTITY_GROUPS, REDACTION_ENTITIES } from "../../config/schema/redaction.ts";
import type { TextSink } from "./check.ts";
import { linesOf, NoTextError, textIn, wholeText } from "./redact/input.ts";
import { asJson, asJsonLine, type Shown } from "./redact/render.ts";
import { type FoundIn, openSearch, type Search, UnusableSearchError } from "./redact/search.ts";

const OUTPUTS = ["text", "json", "jsonl"] as const;
export type RedactOutput = (typeof OUTPUTS)[number];

export interface RedactCommandOptions {
  /** A file, or `-` for standard input. */
  readonly file: string;
  /** File or folder of configuration whose policies are applied. */
  readonly config?: string;
  /** One of them; all that redact when absent. */
  readonly policy?: string;
  /** Entities and groups to look for, instead of what a policy names. */
  readonly entities?: readonly string[];
  readonly minimumScore?: number;
  readonly output: RedactOutput;
  readonly showValues?: boolean;
  readonly failOnFinding?: boolean;
}

export interface RedactStreams {
  readonly stdin: Readable;
  readonly stdout: TextSink;
  readonly stderr: TextSink & { readonly isTTY?: boolean };
}

/** Lines between two words of progress. */
const LINES_TOLD = 500;

/** `aios redact [FILE|-]`: tries a policy on a text. */
export function redactCommand(): Command {
  return new Command("redact")
    .summary("try redaction on a text")
    .description(
      "Reads a text and prints it redacted, as a call's would be: by the policies of a configuration, or by entities. With -o json it tells what was found where and how sure that is, with -o jsonl the same for each line of JSON with a `text` (and an `id`), as it reads. Positions are UTF-16 code units. `because` says what a finding rests on: `form` (how it is written, checksums included) or `names tier`, and the word beside it that made it surer, if any (`form, beside \"card\"`). Where the action is block, a call would be refused: standard error says so, and the text is printed all the same, with the value taken out. Exit codes: 0 done, 1 something was found (with --fail-on-finding), 2 it cannot be read or a policy's hash key is not there, 3 a call with it would be refused.",
    )
    .addArgument(new Argument("[file]", "the text; - is standard input").default("-"))
    .addOption(new Option("--config <file-or-dir>", "configuration with the policies").env("AIOS_CONFIG"))
    .addOption(
      new Option("--policy <name>", "the policy; all that redact when absent")
        .env("AIOS_POLICY")
        .conflicts("entities"),
    )
    .addOption(
      new Option(
        "--entities <names>",
        "entities and groups, such as email,financial,names; structured when absent",
      )
        .env("AIOS_ENTITIES")
        .argParser(entityList)
        .conflicts("config"),
    )
    .addOption(
      new Option("--minimum-score <score>", "how sure a finding has to be, 0 to 1")
        .env("AIOS_MINIMUM_SCORE")
        .argParser(scoreIn),
    )
    .addOption(
      new Option("-o, --output <format>", "what is printed")
        .choices(OUTPUTS)
        .default("text")
        .env("AIOS_OUTPUT"),
    )
    .addOption(new Option("--show-values", "print what was found (json and jsonl)").env("AIOS_SHOW_VALUES"))
    .addOption(
      new Option("--fail-on-finding", "exit code 1 when something was found").env("AIOS_FAIL_ON_FINDING"),
    )
    .action(async (file: string, options: Omit<RedactCommandOptions, "file">) => {
      process.exitCode = await runRedact({ ...options, file }, process);
    });
}

/**
 * The exit code: 0 done, 1 something was found and that counts, 2 there is nothing to read or to look for, 3 a call would be
 * refused for what was found.
 */
export async function runRedact(
  options: RedactCommandOptions,
  streams: RedactStreams,
): Promise<0 | 1 | 2 | 3> {
  let search: Search | undefined;
  try {
    search = await openSearch(options);
    const found = new FoundInTexts();
    await redactAll(options, search, streams, found);
    if (found.refused > 0) {
      streams.stderr.write(`${refusalText(options.output, found)}\n`);
      return 3;
    }
    return found.hasAny && options.failOnFinding === true ? 1 : 0;
  } catch (error) {
    if (!(error instanceof NoTextError || error instanceof UnusableSearchError)) throw error;
    streams.stderr.write(`aios redact: ${error.message}\n`);
    return 2;
  } finally {
    search?.close();
  }
}

/** What all texts together come to. */
class FoundInTexts {
  hasAny = false;
  /** Texts of which a call would be refused. */
  refused = 0;
  /** How often it would be, by what says so: `policy own blocks email`. */
  readonly blocks = new Map<string, number>();

  add(findings: readonly FoundIn[]): void {
    const blocking = findings.filter(({ action }) => action === "block");
    if (findings.length > 0) this.hasAny = true;
    if (blocking.length > 0) this.refused++;
    for (const { policy, entity } of blocking) {
      const block = `policy ${policy} blocks ${entity}`;
      this.blocks.set(block, (this.blocks.get(block) ?? 0) + 1);
    }
  }
}

function refusalText(output: RedactOutput, { refused, blocks }: FoundInTexts): string {
  const why = [...blocks].map(([block, count]) => `${block} (${count})`).join(", ");
  const what = output === "jsonl" ? `Calls with ${refused} of these texts` : "A call with this text";
  return `${what} would be refused: ${why}.`;
}

async function redactAll(
  { file, output, showValues = false }: RedactCommandOptions,
  search: Search,
  { stdin, stdout, stderr }: RedactStreams,
  found: FoundInTexts,
): Promise<void> {
  const shown: Shown = { values: showValues };
  if (output !== "jsonl") {
    const text = await wholeText(file, stdin);
    const result = await search.redact(text);
    await written(stdout, output === "json" ? asJson(text, result, shown) : result.text);
    found.add(result.findings);
    return;
  }
  let lines = 0;
  for await (const { number, line } of linesOf(file, stdin)) {
    const { id, text } = textIn(line, number);
    const result = await search.redact(text);
    found.add(result.findings);
    await written(stdout, asJsonLine({ line: number, id }, text, result, shown));
    lines++;
    if (stderr.isTTY === true && lines % LINES_TOLD === 0) stderr.write(`\r${lines} lines`);
  }
  if (stderr.isTTY === true && lines >= LINES_TOLD) stderr.write(`\r${lines} lines\n`);
}

/** Waits for a reader that is slower. */
async function written(sink: TextSink, text: string): Promise<void> {
  if (text === "") return;
  if (sink.write(text) === false && "once" in sink && typeof sink.once === "function")
    await new Promise((resolve) => {
      if ("once" in sink && typeof sink.once === "function") sink.once("drain", resolve);
    });
}

function entityList(value: string): readonly string[] {
  const names = value.split(",").map((name) => name.trim());
  for (const name of names) {
    if (ENTITY_GROUPS.has(name) || REDACTION_ENTITIES.some((entity) => entity === name)) continue;
    const groups = [...ENTITY_GROUPS.keys()];
    const hint = nearest(name, [...groups, ...REDACTION_ENTITIES]);
    throw new InvalidArgumentError(
      hint === undefined
        ? `there is no entity or group ${JSON.stringify(name)}; groups: ${groups.join(", ")}; config/generated/reference.md lists the entities of each.`
        : `there is no entity or group ${JSON.stringify(name)}; did you mean "${hint}"?`,
    );
  }
  return names;
}

function scoreIn(value: string): number {
  const score = Number(value);
  if (value.trim() === "" || !(score >= 0 && score <= 1))
    throw new InvalidArgumentError("expected a number from 0 to 1.");
  return score;
}
