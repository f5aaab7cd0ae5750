import { z } from "zod";
import { ask, UnansweredError } from "./ask.ts";
import type { CacheStreams } from "./purge.ts";
import { counted, grouped, size } from "./words.ts";

export const STATS_OUTPUTS = ["text", "json"] as const;

export interface StatsOptions {
  /** Of the sidecar's admin, HOST:PORT. */
  readonly admin: string;
  readonly output: (typeof STATS_OUTPUTS)[number];
}

const TIMEOUT_MS = 10_000;

const counts = z.record(z.string(), z.number());
const stats = z.object({
  entries: z.number(),
  bytes: z.number(),
  maxBytes: z.number(),
  purgedUpTo: z.number(),
  routes: z.array(
    z.object({
      route: z.string(),
      hits: counts,
      misses: counts,
      bypasses: counts,
      hitRatio: z.number().optional(),
      savedTokens: z.object({ input: z.number(), output: z.number() }),
      savedDollars: z.number(),
    }),
  ),
  tags: z.array(z.object({ tag: z.string(), entries: z.number(), bytes: z.number() })),
});

type Stats = z.output<typeof stats>;

/** The exit code: 0 told, 1 nobody could be asked. */
export async function runStats({ admin, output }: StatsOptions, streams: CacheStreams): Promise<0 | 1> {
  const { stdout, stderr, clock } = streams;
  try {
    const read = await ask(stats, {
      url: `http://${admin}/cache?limit=0`,
      whom: "the sidecar's admin",
      flag: "--admin",
      timeoutMs: TIMEOUT_MS,
      stderr,
      clock,
    });
    stdout.write(output === "json" ? `${JSON.stringify(read, undefined, 2)}\n` : asText(read));
    return 0;
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    stderr.write(`aios cache stats: ${error.message}\n`);
    return 1;
  }
}

function asText({ entries, bytes, maxBytes, purgedUpTo, routes, tags }: Stats): string {
  const purged = purgedUpTo === 0 ? "" : `; purged up to ${purgedUpTo}`;
  const head = `${counted(entries, "answer")}, ${size(bytes)} of ${size(maxBytes)}${purged}\n`;
  if (routes.length === 0) return `${head}No call has come by a route with a cache yet.\n`;
  const byRoute = table([
    ["route", "hit ratio", "hits", "misses", "by-passed", "saved tokens", "saved"],
    ...routes.map((route) => [
      route.route,
      route.hitRatio === undefined ? "-" : `${(route.hitRatio * 100).toFixed(1)} %`,
      reasons(route.hits),
      reasons(route.misses),
      reasons(route.bypasses),
      savedTokens(route.savedTokens),
      route.savedDollars === 0 ? "-" : `$${dollars(route.savedDollars)}`,
    ]),
  ]);
  if (tags.length === 0) return `${head}\n${byRoute}`;
  const byTag = table([
    ["tag", "answers", "size"],
    ...tags.map((tag) => [tag.tag, grouped(tag.entries), size(tag.bytes)]),
  ]);
  return `${head}\n${byRoute}\n${byTag}`;
}

/** `12 (10 hit, 2 stale)`, the most frequent first. */
function reasons(amounts: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(amounts).sort(([, left], [, right]) => right - left);
  if (sorted.length === 0) return "-";
  const total = sorted.reduce((sum, [, amount]) => sum + amount, 0);
  return `${grouped(total)} (${sorted.map(([name, amount]) => `${grouped(amount)} ${name}`).join(", ")})`;
}

function savedTokens({ input, output }: { readonly input: number; readonly output: number }): string {
  return input + output === 0 ? "-" : `${grouped(input)} in, ${grouped(output)} out`;
}

/** Cents do not tell what one answer of a small model costs. */
function dollars(amount: number): string {
  return amount >= 1 ? amount.toFixed(2) : amount.toPrecision(3);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
