import { Command } from "commander";
import { growHeapSlowly } from "../../sidecar/platform/heap-growth.ts";
import { VERSION } from "../../sidecar/platform/version.ts";
import { failure } from "./failure.ts";

/** Exit codes: 0 done, 1 it failed, 2 it was asked for wrongly. */
const USAGE = 2;

/** In the order in which help lists them. Each loads what it needs when it is asked for: `check` has no use for a server. */
const COMMANDS: ReadonlyMap<string, (onStarted: () => void) => Promise<Command>> = new Map([
  ["dev", async () => (await import("./dev.ts")).devCommand()],
  [
    "sidecar",
    async (onStarted: () => void) => {
      growHeapSlowly();
      return (await import("../../sidecar/main.ts")).sidecarCommand(onStarted);
    },
  ],
  [
    "control-plane",
    async (onStarted: () => void) => (await import("../main.ts")).controlPlaneCommand(onStarted),
  ],
  ["check", async () => (await import("./check.ts")).checkCommand()],
  ["redact", async () => (await import("./redact.ts")).redactCommand()],
  ["cache", async () => (await import("./cache.ts")).cacheCommand()],
]);

/**
 * The `aios` command, from its arguments to its exit code.
 *
 * @param onStarted told when a daemon has loaded what it needs, and listens
 */
export async function runAios(onStarted: () => void = () => {}): Promise<void> {
  const program = new Command("aios")
    .description("AI calls as a platform service: a sidecar beside each application, and a control plane.")
    .version(VERSION, "-v, --version")
    .configureHelp({ sortSubcommands: false })
    .showHelpAfterError("(add --help for what there is)")
    .showSuggestionAfterError();
  for (const load of loadersFor(process.argv[2])) program.addCommand(await load(onStarted));
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

/** The command that is asked for, or all of them: for help, and for suggestions when there is no such one. */
function loadersFor(first: string | undefined): readonly ((onStarted: () => void) => Promise<Command>)[] {
  if (first === "-v" || first === "--version") return [];
  const asked = first === undefined ? undefined : COMMANDS.get(first);
  return asked === undefined ? [...COMMANDS.values()] : [asked];
}
