import { z } from "zod";
import type { Clock } from "../../../sidecar/platform/clock.ts";
import type { TextSink } from "../check.ts";
import { ask, UnansweredError } from "./ask.ts";
import { counted } from "./words.ts";

export interface PurgeOptions {
  /** Tags, or everything. */
  readonly purged: { readonly tags: readonly string[] } | { readonly all: true };
  readonly at:
    | { readonly type: "control-plane" /** Base of its HTTP API. */; readonly url: string }
    | { readonly type: "sidecar" /** Of its admin, HOST:PORT. */; readonly address: string };
  /** How long sidecars may take to confirm, in ms. */
  readonly waitMs: number;
}

export interface CacheStreams {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly clock: Clock;
}

/** For the answer itself, beyond what sidecars may take. */
const SPARE_MS = 10_000;

const pushed = z.object({
  sequence: z.number(),
  sidecars: z.number(),
  confirmed: z.number(),
  answers: z.number(),
  tookMs: z.number(),
  kept: z.enum(["disk", "memory", "failed"]),
});
const purgedHere = z.object({ answers: z.number(), tookMs: z.number() });

/** The exit code: 0 carried out everywhere, 1 not, or nobody could be asked. */
export async function runPurge(options: PurgeOptions, streams: CacheStreams): Promise<0 | 1> {
  try {
    return options.at.type === "control-plane"
      ? await purgeAll(options, options.at.url, streams)
      : await purgeOne(options, options.at.address, streams);
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    streams.stderr.write(`aios cache purge: ${error.message}\n`);
    return 1;
  }
}

async function purgeAll(
  { purged, waitMs }: PurgeOptions,
  base: string,
  streams: CacheStreams,
): Promise<0 | 1> {
  const { stdout, stderr, clock } = streams;
  const { sidecars, confirmed, answers, tookMs, kept } = await ask(pushed, {
    url: `${base.replace(/\/+$/, "")}/api/v1/cache/purge`,
    whom: "the control plane",
    flag: "--control-plane-api",
    document: { ...purged, wait: `${waitMs}ms` },
    timeoutMs: waitMs + SPARE_MS,
    stderr,
    clock,
  });
  if (kept === "failed")
    stderr.write(
      "aios cache purge: the control plane could not put the purge on disk; after a restart it would not tell sidecars that were away\n",
    );
  if (confirmed < sidecars) {
    stderr.write(
      `aios cache purge: ${confirmed} of ${counted(sidecars, "sidecar")} have confirmed it, within ${inMs(tookMs)} (${counted(answers, "answer")} removed); the rest is told as soon as it can be\n`,
    );
    return 1;
  }
  stdout.write(
    sidecars === 0
      ? "no sidecar is connected; those that connect are told to purge\n"
      : `purged ${counted(answers, "answer")} in ${counted(sidecars, "sidecar")} in ${inMs(tookMs)}\n`,
  );
  return 0;
}

async function purgeOne({ purged }: PurgeOptions, address: string, streams: CacheStreams): Promise<0> {
  const { stdout, stderr, clock } = streams;
  const { answers, tookMs } = await ask(purgedHere, {
    url: `http://${address}/cache/purge`,
    whom: "the sidecar's admin",
    flag: "--admin",
    document: purged,
    timeoutMs: SPARE_MS,
    stderr,
    clock,
  });
  stdout.write(
    `purged ${counted(answers, "answer")} in the sidecar at ${address} alone, in ${inMs(tookMs)}\n`,
  );
  return 0;
}

function inMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
