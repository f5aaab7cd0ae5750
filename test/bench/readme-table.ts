/** The measured part of the README: between two comments, so that a run can write it anew. */

export const BEGIN = "<!-- bench:begin -->";
export const END = "<!-- bench:end -->";

/** @throws Error when the marks are not there just once each, in this order: nothing else may be lost */
export function replaceMeasured(readme: string, measured: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  const twice = begin !== readme.lastIndexOf(BEGIN) || end !== readme.lastIndexOf(END);
  if (begin === -1 || end < begin || twice) {
    throw new Error(`The README has to have ${BEGIN} and, below it, ${END}, each of them once.`);
  }
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${measured.trim()}\n\n${readme.slice(end)}`;
}

export interface MeasuredParts {
  /** In Markdown. */
  readonly tables: readonly string[];
  readonly notes: readonly string[];
  readonly command: string;
  readonly at: Date;
}

export function renderMeasured({ tables, notes, command, at }: MeasuredParts): string {
  const day = at.toISOString().slice(0, 10);
  return [
    ...tables.map((table) => table.trim()),
    notes.map((note) => `- ${note}`).join("\n"),
    `Measured on ${day} by \`${command}\`.`,
  ].join("\n\n");
}

/** Flags that say where output goes, and what else is done with it: nobody needs them to get these numbers. */
const OUTPUT_FLAGS: ReadonlySet<string> = new Set([
  "--markdown",
  "--check",
  "--write-baseline",
  "--write-readme",
]);
const OUTPUT_FLAGS_WITH_VALUE: ReadonlySet<string> = new Set(["--json", "--baseline", "--profile-to"]);

/** The command that measures the same, without paths of this machine. */
export function commandOf(flags: readonly string[]): string {
  const kept = flags.filter((flag, index) => {
    const [name = ""] = flag.split("=");
    const before = flags[index - 1];
    const isValue = before !== undefined && OUTPUT_FLAGS_WITH_VALUE.has(before);
    return !(isValue || OUTPUT_FLAGS.has(name) || OUTPUT_FLAGS_WITH_VALUE.has(name));
  });
  return ["npm run bench", ...(kept.length === 0 ? [] : ["--", ...kept])].join(" ");
}
