import { Command, InvalidArgumentError, Option } from "commander";
import { MAX_PURGE_WAIT_MS, MAX_PURGED_TAGS, tagFault } from "../../config/schema/purge.ts";
import { addressFlag, durationFlag } from "../../sidecar/flags.ts";
import { systemClock } from "../../sidecar/platform/clock.ts";
import { type PurgeOptions, runPurge } from "./cache/purge.ts";
import { runStats, STATS_OUTPUTS, type StatsOptions } from "./cache/stats.ts";

const ADMIN = "127.0.0.1:8402";
const API = "http://127.0.0.1:8501";

interface PurgeFlags {
  readonly tag?: readonly string[];
  readonly all?: true;
  readonly controlPlaneApi: string;
  readonly admin?: string;
  readonly wait: number;
}

/** `aios cache …`: what the cache has saved, and taking answers out of it. */
export function cacheCommand(): Command {
  return new Command("cache")
    .summary("what the cache saves, and purging it")
    .description(
      "Tells what the cache of a sidecar has done, and takes answers out of the caches of all sidecars.",
    )
    .addCommand(purgeCommand())
    .addCommand(statsCommand());
}

function purgeCommand(): Command {
  return new Command("purge")
    .summary("take answers out of the cache")
    .description(
      "Takes the answers with any of these tags out of the cache of every sidecar, gives none of those that sidecars share any more, and keeps those that are on their way from being stored. Every answer has the tags of its route (cache.tags), of its call (x-aios-cache-tags), and route:NAME, model:NAME, upstream:NAME, prompt:ID and prompt:ID@VERSION. Sidecars that are away are told when they are back. Exit codes: 0 every connected sidecar has confirmed it, 1 not all have in time, or the control plane cannot be reached, 2 it was asked for wrongly.",
    )
    .addOption(
      new Option("--tag <tag...>", "answers with this tag; several with spaces or commas between them")
        .env("AIOS_TAG")
        .argParser(tagsFlag)
        .conflicts("all"),
    )
    .addOption(new Option("--all", "all answers, whatever their tags").env("AIOS_ALL"))
    .addOption(
      new Option("--control-plane-api <url>", "HTTP API of the control plane")
        .env("AIOS_CONTROL_PLANE_API")
        .default(API)
        .argParser(urlFlag)
        .conflicts("admin"),
    )
    .addOption(
      new Option("--admin <host:port>", "admin of one sidecar: it alone is purged, without the control plane")
        .env("AIOS_ADMIN")
        .argParser(addressFlag),
    )
    .addOption(
      new Option("--wait <duration>", "how long sidecars may take to confirm, 30s at most")
        .env("AIOS_WAIT")
        .default(2_000, "2s")
        .argParser(waitFlag),
    )
    .action(async (flags: PurgeFlags, command: Command) => {
      const purged = purgedBy(flags);
      if (purged === undefined)
        command.error("error: say what to purge: --tag TAG, once or several times, or --all");
      const at: PurgeOptions["at"] =
        flags.admin === undefined
          ? { type: "control-plane", url: flags.controlPlaneApi }
          : { type: "sidecar", address: flags.admin };
      const { stdout, stderr } = process;
      process.exitCode = await runPurge(
        { purged, at, waitMs: flags.wait },
        { stdout, stderr, clock: systemClock },
      );
    });
}

function statsCommand(): Command {
  return new Command("stats")
    .summary("what the cache of a sidecar has done")
    .description(
      "Tells of each route how many calls the cache has answered and why it did not answer others, what that has saved since the sidecar began, how full the cache is, and the tags that most of its answers have. Calls that went by the cache do not count in the hit ratio. Exit codes: 0 told, 1 the sidecar cannot be reached, 2 it was asked for wrongly.",
    )
    .addOption(
      new Option("--admin <host:port>", "admin of the sidecar")
        .env("AIOS_ADMIN")
        .default(ADMIN)
        .argParser(addressFlag),
    )
    .addOption(
      new Option("-o, --output <format>", "how it is told")
        .choices(STATS_OUTPUTS)
        .default("text")
        .env("AIOS_OUTPUT"),
    )
    .action(async (options: StatsOptions) => {
      const { stdout, stderr } = process;
      process.exitCode = await runStats(options, { stdout, stderr, clock: systemClock });
    });
}

function purgedBy({ tag, all }: PurgeFlags): PurgeOptions["purged"] | undefined {
  if (all === true) return { all };
  return tag === undefined || tag.length === 0 ? undefined : { tags: tag };
}

/** Several may come in one text, for no tag has a comma. */
function tagsFlag(text: string, earlier: readonly string[] = []): readonly string[] {
  const tags = text
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  for (const tag of tags) {
    const fault = tag === "*" ? "use --all to purge everything" : tagFault(tag);
    if (fault !== undefined) throw new InvalidArgumentError(`${fault}.`);
  }
  const all = [...earlier, ...tags];
  if (all.length > MAX_PURGED_TAGS) throw new InvalidArgumentError(`${MAX_PURGED_TAGS} tags at most.`);
  return all;
}

function urlFlag(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError(`Expected a URL, such as "${API}".`);
  return text;
}

function waitFlag(text: string): number {
  const ms = durationFlag(text);
  if (ms > MAX_PURGE_WAIT_MS) throw new InvalidArgumentError("Expected 30s at most.");
  return ms;
}
