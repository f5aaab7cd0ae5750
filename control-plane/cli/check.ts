import { Argument, Command, Option } from "commander";
import { parseConfig, type SourceFault, unreadableFile } from "../../config/schema/parse.ts";
import { renderJson, renderText } from "../../config/schema/render.ts";
import { renderSarif } from "../../config/schema/sarif.ts";
import { readConfigFiles } from "../../sidecar/platform/files.ts";

const OUTPUTS = ["text", "json", "sarif"] as const;
export type CheckOutput = (typeof OUTPUTS)[number];

/** As much of a stream as is needed to print on it. */
export interface TextSink {
  write(text: string): unknown;
}

export interface CheckOptions {
  /** Files and folders. */
  readonly paths: readonly string[];
  readonly output: CheckOutput;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly colour: boolean;
}

/** `aios check FILE_OR_DIR…`: validates configuration without a running control plane. */
export function checkCommand(): Command {
  return new Command("check")
    .summary("validate configuration offline")
    .description(
      "Validates files of configuration, and every YAML file in folders: all together are one configuration. Warnings tell what is valid but cannot work, or does nothing. Exit codes: 0 no faults, 1 faults, 2 a path that is not there.",
    )
    .addArgument(new Argument("<file-or-dir...>", "YAML files, and folders of them"))
    .addOption(
      new Option("-o, --output <format>", "how faults are told")
        .choices(OUTPUTS)
        .default("text")
        .env("AIOS_OUTPUT"),
    )
    .action(async (paths: readonly string[], { output }: { readonly output: CheckOutput }) => {
      const { stdout, stderr } = process;
      const colour = stdout.isTTY && stdout.hasColors();
      process.exitCode = await runCheck({ paths, output, stdout, stderr, colour });
    });
}

/** The exit code: 0 no faults, 1 faults, 2 nothing to check. */
export async function runCheck({ paths, output, stdout, stderr, colour }: CheckOptions): Promise<0 | 1 | 2> {
  const { files, unread } = await readConfigFiles(paths);
  const missing = unread.filter(({ path, problem }) => problem === "missing" && paths.includes(path));
  for (const { path, reason } of missing) stderr.write(`aios check: ${path}: ${reason}\n`);
  if (missing.length > 0) return 2;
  if (files.length === 0 && unread.length === 0) {
    stderr.write(`aios check: there is no *.yaml or *.yml in ${paths.join(", ")}\n`);
    return 2;
  }

  const parsed = parseConfig(files);
  const faults = [...unread.map(({ path, reason }) => unreadableFile(path, reason)), ...parsed.faults];
  // What could not be read may be just what a warning misses.
  const warnings = unread.length === 0 ? parsed.warnings() : [];
  if (output === "json") stdout.write(renderJson(faults, warnings));
  else if (output === "sarif") stdout.write(renderSarif([...faults, ...warnings]));
  else {
    const checked = `${count(files.length, "file")}, ${count(parsed.documents.length, "resource")}`;
    stdout.write(renderText([...faults, ...warnings], { colour }));
    stdout.write(`${checked}: ${summary(faults, warnings)}\n`);
  }
  return faults.length === 0 ? 0 : 1;
}

function summary(faults: readonly SourceFault[], warnings: readonly SourceFault[]): string {
  const told = [
    faults.length === 0 ? "no faults" : counted(faults, "fault"),
    ...(warnings.length === 0 ? [] : [counted(warnings, "warning")]),
  ];
  return told.join(", ");
}

function counted(told: readonly SourceFault[], noun: string): string {
  return `${count(told.length, noun)} in ${count(new Set(told.map(({ file }) => file)).size, "file")}`;
}

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? "" : "s"}`;
