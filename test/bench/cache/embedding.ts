import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { embeddings } from "../../../config/schema/embeddings.ts";
import { createThreadEmbedder } from "../../../sidecar/embedding/thread-embedder.ts";
import { systemClock } from "../../../sidecar/platform/clock.ts";
import { recordTelemetry } from "../../support/recorded-telemetry.ts";
import { type CacheSection, mebibytes, milliseconds, percentile, type SectionResult } from "./section.ts";

const LENGTHS = [20, 100, 500] as const;
const TEXTS = 60;
/** At once, for what one gains by embedding together. */
const TOGETHER = 8;
const WORDS =
  "can you tell me how the new plan differs from what we had before and whether it is worth moving our small team over to it this year or if we should rather wait until the next release comes out in spring because some of us still use older machines at home and do not want to lose what is stored on them when the update is installed over night without anybody looking at it at all and then nothing works in the morning any more for the people who need it the most while they talk to customers on the phone about their orders";
/** ms that the event loop may be held up while a text is embedded. */
const LONGEST_DELAY = 20;

/** No two are the same: a text that was just embedded is remembered. */
const textOf = (length: number, turn: number): string => `${turn} ${WORDS}`.slice(0, length);

export const embeddingSection: CacheSection = { name: "embedding", measure };

async function measure(effort: number): Promise<SectionResult> {
  const residentBefore = process.memoryUsage.rss();
  const begun = performance.now();
  const embedder = createThreadEmbedder({
    spec: embeddings.parse({ timeout: "1m" }),
    clock: systemClock,
    telemetry: recordTelemetry(),
  });
  const { signal } = new AbortController();
  // The thread does not keep the process alive.
  const hold = setInterval(() => {}, 1_000);
  try {
    await embedder.embed(["hello"], signal);
    const startMs = performance.now() - begun;
    let turn = 0;
    for (let round = 0; round < 10; round++) await embedder.embed([textOf(100, turn++)], signal);
    const idle = await delayDuring(() => sleep(1_000));
    const rows: string[][] = [];
    const missed: string[] = [];
    for (const length of LENGTHS) {
      const times: number[] = [];
      const delay = await delayDuring(async () => {
        for (let text = 0; text < TEXTS * effort; text++) {
          const before = performance.now();
          await embedder.embed([textOf(length, turn++)], signal);
          times.push(performance.now() - before);
        }
      });
      const together = performance.now();
      await Promise.all(
        Array.from({ length: TOGETHER }, () => embedder.embed([textOf(length, turn++)], signal)),
      );
      rows.push([
        `${length} characters`,
        milliseconds(percentile(times, 50)),
        milliseconds(percentile(times, 99)),
        milliseconds((performance.now() - together) / TOGETHER),
        milliseconds(delay.p99),
        milliseconds(delay.max),
      ]);
      if (delay.p99 > LONGEST_DELAY)
        missed.push(
          `the event loop's delay while texts of ${length} characters are embedded is over ${LONGEST_DELAY} ms`,
        );
    }
    return {
      tables: [
        {
          head: ["embedding", "p50", "p99", `each of ${TOGETHER}`, "loop delay p99", "loop delay max"],
          rows,
        },
      ],
      notes: [
        `${embedder.id} in its thread: ready ${milliseconds(startMs)} after its start, ${mebibytes(process.memoryUsage.rss() - residentBefore)} of resident memory. Event loop's delay beyond its timer's; idle: p99 ${milliseconds(idle.p99)}, max ${milliseconds(idle.max)}.`,
      ],
      missed,
    };
  } finally {
    clearInterval(hold);
    embedder.close();
  }
}

/** By how much later than due the event loop came to a timer of 1 ms. */
async function delayDuring(
  work: () => Promise<unknown>,
): Promise<{ readonly p99: number; readonly max: number }> {
  const resolution = 1;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  await work();
  histogram.disable();
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
  return { p99: beyond(histogram.percentile(99)), max: beyond(histogram.max) };
}
