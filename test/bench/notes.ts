import type { Machine } from "./machine.ts";
import type { Plan } from "./options.ts";
import { count } from "./report-numbers.ts";
import type { ShapeResult } from "./rounds.ts";
import { LARGE_RATE, PACED_RATE, STREAM_RATE, UNARY_RATE } from "./shapes.ts";
import { spread } from "./statistics.ts";

/** Beyond it, the numbers say more about the machine than about the code. */
const NOISY = 0.1;

/** What one has to know to read the numbers. */
export function notes(plan: Plan, machine: Machine, results: readonly ShapeResult[]): readonly string[] {
  return [
    ...(results.length === 0 ? [] : method(plan, machine)),
    `Node ${machine.node}, ${machine.model}, ${machine.cpus} cores.`,
    ...lateness(results),
    ...noise(machine),
  ];
}

function method(plan: Plan, machine: Machine): readonly string[] {
  const { rounds, concurrency, closedLoopMs, openLoopMs, warmUpMs } = plan;
  const seconds = (ms: number) => `${ms / 1_000} s`;
  return [
    `Medians of ${rounds} rounds, all sides by turns; ratios (×) and what is added (+) are the medians of those of each round, and so not quite those of the medians beside them. Two values below one, or behind it in brackets, are the lowest and the highest.`,
    `Before the first round, each side has had ${count(plan.warmUpCalls)} calls or ${count(plan.warmUpStreams)} streams of the shape, or as many as fit in ${seconds(warmUpMs)}.`,
    `Throughput and CPU: ${concurrency} callers at once, ${seconds(closedLoopMs)} a round. CPU is the proxy's own, user and system.`,
    `p50, p99 and TTFB (time to first byte): ${UNARY_RATE} unary calls/s or ${STREAM_RATE} streams/s (${LARGE_RATE} of large requests, ${PACED_RATE} of paced streams), ${seconds(openLoopMs)} a round, from when a call was due (corrected for coordinated omission); p50 and p99 to its last byte.`,
    `Requests of 1 KiB where their shape does not say otherwise. Load generator, proxy and upstream are a process each and share ${machine.cpus} cores: throughput measures all three together.`,
  ];
}

function lateness(results: readonly ShapeResult[]): readonly string[] {
  const late = spread(results.flatMap(({ sides }) => sides.flat().map(({ latenessP99 }) => latenessP99)));
  if (late === undefined) return [];
  const ms = (value: number) => value.toFixed(2);
  return [
    `The load generator itself was late by ${ms(late.median)} ms at its 99th percentile (${ms(late.low)}–${ms(late.high)}); every p99 has that in it.`,
  ];
}

function noise({ takenByOthers }: Machine): readonly string[] {
  if (takenByOthers === undefined) return [];
  const share = `Other programs took ${(takenByOthers * 100).toFixed(0)} % of the machine meanwhile; what the neighbours of a virtual machine took is not seen`;
  return [takenByOthers > NOISY ? `${share}: too much for numbers to rely on.` : `${share}.`];
}
