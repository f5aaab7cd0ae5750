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
      "Validates files of configuration, and every YAML file in folders. Exit codes: 0 no faults, 1 faults, 2 a path that is not there.",
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

  const { faults: parseFaults, documents } = parseConfig(files);
  const faults = [...unread.map(({ path, reason }) => unreadableFile(path, reason)), ...parseFaults];
  if (output === "json") stdout.write(renderJson(faults));
  else if (output === "sarif") stdout.write(renderSarif(faults));
  else stdout.write(renderText(faults, { colour }) + summary(files.length, documents.length, faults));
  return faults.length === 0 ? 0 : 1;
}

function summary(files: number, resources: number, faults: readonly SourceFault[]): string {
  const checked = `${count(files, "file")}, ${count(resources, "resource")}`;
  if (faults.length === 0) return `${checked}: no faults\n`;
  const faulty = new Set(faults.map(({ file }) => file)).size;
  return `${checked}: ${count(faults.length, "fault")} in ${count(faulty, "file")}\n`;
}

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? "" : "s"}`;
