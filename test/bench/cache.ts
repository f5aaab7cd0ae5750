/** `npm run bench:cache`: what caching costs and saves, a section for each of its parts. */
import { parseArgs } from "node:util";
import { embeddingSection } from "./cache/embedding.ts";
import { exactHitSection } from "./cache/exact-hit.ts";
import { lookupSection } from "./cache/lookup.ts";
import type { CacheSection, SectionResult } from "./cache/section.ts";
import { measureSharedCache } from "./cache/shared-cache.ts";
import { describeMachine } from "./machine.ts";
import { renderMarkdown, renderPlain } from "./table.ts";

const SECTIONS: readonly CacheSection[] = [
  exactHitSection,
  embeddingSection,
  lookupSection,
  {
    name: "shared-cache",
    measure: async () => ({ tables: [await measureSharedCache()], notes: [], missed: [] }),
  },
];

const HELP = `Measures caching.

usage: npm run bench:cache -- [flags]

  --section TEXT  only sections whose name has TEXT in it: ${SECTIONS.map(({ name }) => name).join(", ")}
  --effort N      so many times as much of everything; 1 by default
  --markdown      the tables as Markdown
  --json          everything measured as JSON
  --help          this text

exit code: 0, or 1 when a bound is missed, or 2 for flags that are not understood
`;

interface Options {
  readonly sections: readonly CacheSection[];
  readonly effort: number;
  readonly output: "plain" | "markdown" | "json";
}

/** @throws Error with a message for the user */
function readOptions(flags: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      section: { type: "string", default: "" },
      effort: { type: "string", default: "1" },
      markdown: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  if (!/^[1-9]\d{0,2}$/.test(values.effort))
    throw new Error(`--effort wants a whole number, not "${values.effort}".`);
  const sections = SECTIONS.filter(({ name }) => name.includes(values.section));
  if (sections.length === 0) throw new Error(`There is no section "${values.section}".`);
  return {
    sections,
    effort: Number(values.effort),
    output: values.json ? "json" : values.markdown ? "markdown" : "plain",
  };
}

async function main({ sections, effort, output }: Options): Promise<number> {
  const machine = describeMachine(undefined);
  const results: Record<string, SectionResult> = {};
  for (const section of sections) {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${section.name}`);
    const result = await section.measure(effort);
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
    results[section.name] = result;
    if (output === "json") continue;
    const render = output === "markdown" ? renderMarkdown : renderPlain;
    for (const table of result.tables) process.stdout.write(`${render(table)}\n`);
    for (const note of result.notes) process.stdout.write(`${note}\n`);
    process.stdout.write("\n");
  }
  const missed = Object.values(results).flatMap((result) => result.missed);
  if (output === "json")
    process.stdout.write(`${JSON.stringify({ machine, results, missed }, undefined, 2)}\n`);
  else process.stdout.write(`node ${machine.node}, ${machine.cpus} × ${machine.model}\n`);
  if (output !== "json") for (const line of missed) process.stdout.write(`missed: ${line}\n`);
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
