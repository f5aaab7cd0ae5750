import { Command } from "commander";
import { sidecarCommand } from "../../sidecar/main.ts";
import { VERSION } from "../../sidecar/platform/version.ts";
import { controlPlaneCommand } from "../main.ts";
import { cacheCommand } from "./cache.ts";
import { checkCommand } from "./check.ts";
import { devCommand } from "./dev.ts";
import { failure } from "./failure.ts";
import { redactCommand } from "./redact.ts";

/** Exit codes: 0 done, 1 it failed, 2 it was asked for wrongly. */
const USAGE = 2;

/** The `aios` command, from its arguments to its exit code. */
export async function runAios(): Promise<void> {
  const program = new Command("aios")
    .description("AI calls as a platform service: a sidecar beside each application, and a control plane.")
    .version(VERSION, "-v, --version")
    .configureHelp({ sortSubcommands: false })
    .showHelpAfterError("(add --help for what there is)")
    .showSuggestionAfterError();
  for (const command of [
    devCommand(),
    sidecarCommand(),
    controlPlaneCommand(),
    checkCommand(),
    redactCommand(),
    cacheCommand(),
  ])
    program.addCommand(command);
  for (const command of [program, ...program.commands.flatMap((each) => [each, ...each.commands])]) {
    command.exitOverride((error) => {
      // Commander says 1 for what the user got wrong; help and version are 0.
      process.exit(error.exitCode === 0 ? 0 : USAGE);
    });
  }

  try {
    await program.parseAsync();
  } catch (error) {
    process.stderr.write(failure(error));
    process.exit(1);
  }
}
