import { setTimeout as sleep } from "node:timers/promises";
import type { Caller } from "./caller.ts";
import { closedLoop, type Pace } from "./load.ts";
import { createGrpcCaller } from "./load-grpc.ts";
import { createHttpCaller } from "./load-http.ts";
import { type Measurement, measure } from "./measure.ts";
import type { Plan } from "./options.ts";
import type { RunningProcess } from "./processes.ts";
import type { Shape } from "./shapes.ts";
import type { Side } from "./sides.ts";
import { type Asking, MODELS } from "./traffic.ts";

/** What was measured of one shape: for each side, one measurement a round; none for one that has no part in it. */
export interface ShapeResult {
  readonly shape: Shape;
  readonly sides: readonly (readonly Measurement[])[];
}

export interface RoundsOptions {
  readonly plan: Plan;
  readonly pace: Pace;
  readonly progress: (text: string) => void;
  /** Gives a number that no call has had. */
  readonly newPrompt: () => number;
}

/**
 * All sides by turns, A/B/A/B, so that what disturbs the machine for longer than a round disturbs all.
 * @throws Error when a process died, or when a side cannot answer its very first call
 */
export async function runShape(
  shape: Shape,
  sides: readonly Side[],
  options: RoundsOptions,
): Promise<ShapeResult> {
  const { plan, pace, progress } = options;
  const measured = sides.map((): Measurement[] => []);
  const contenders = sides.flatMap((side, index) => {
    const made = contender(shape, side, options);
    return made === undefined ? [] : [{ ...made, measurements: measured[index] ?? [] }];
  });
  try {
    for (const { label, prime, caller } of contenders) {
      progress(`${shape.title}: ${label}, warming up`);
      await prime();
      await closedLoop(caller.send, pace, {
        concurrency: plan.concurrency,
        durationMs: plan.warmUpMs,
        calls: shape.stream ? plan.warmUpStreams : plan.warmUpCalls,
      });
    }
    for (let round = 1; round <= plan.rounds; round++) {
      for (const { label, caller, process, others, measurements } of contenders) {
        progress(`${shape.title}: ${label}, round ${round} of ${plan.rounds}`);
        const pids = [process, ...others].map(({ pid }) => pid);
        measurements.push(await measure(caller, { pids, rate: shape.rate, plan, pace }));
        if (process.death !== undefined) throw new Error(process.death);
      }
    }
  } finally {
    await Promise.all(contenders.map(({ caller }) => caller.close()));
  }
  return { shape, sides: measured };
}

export interface Contender {
  readonly label: string;
  readonly process: RunningProcess;
  readonly others: readonly RunningProcess[];
  readonly caller: Caller;
  /** Makes the first call, which fills the cache where it is to be hit. */
  prime(): Promise<void>;
}

export function contender(
  shape: Shape,
  side: Side,
  { newPrompt }: Pick<RoundsOptions, "newPrompt">,
): Contender | undefined {
  const contact = side.of(shape);
  if (contact === undefined) return undefined;
  const { process, others, address } = contact;
  const { headers, path, tellsDecisions } = side;
  const create = shape.protocol === "http" ? createHttpCaller : createGrpcCaller;
  const nextPrompt = promptsOf(shape, newPrompt);
  const asking = askingOf(shape);
  const cache = tellsDecisions ? CACHE_MAY_SAY[shape.cache] : undefined;
  const isRedacted = tellsDecisions && shape.redaction === "hits";
  const expected = { asking, headers, path, nextPrompt, isRedacted };
  return {
    label: side.label,
    process,
    others,
    caller: create(address, { ...expected, cache }),
    async prime() {
      const first = create(address, { ...expected, cache: undefined });
      // A sidecar that has just begun may still wait for its configuration.
      for (let left = PRIMING_TRIES; ; left--) {
        const outcome = await first.send();
        if (outcome.ok) break;
        if (left > 0 && process.death === undefined) {
          await sleep(PRIMING_MS);
          continue;
        }
        await first.close();
        throw new Error(process.death ?? `${side.label} does not answer (${shape.title}): ${outcome.reason}`);
      }
      await first.close();
    },
  };
}

const PRIMING_TRIES = 40;
const PRIMING_MS = 100;

const CACHE_MAY_SAY: Readonly<Record<Shape["cache"], readonly string[]>> = {
  hit: ["hit"],
  miss: ["miss"],
  // The last of a group may find the answer of the first one.
  coalesced: ["miss", "coalesced", "hit"],
  off: ["bypass"],
};

/** As many callers at once send the same new prompt. */
const COALESCED = 16;

function promptsOf({ cache }: Shape, newPrompt: () => number): () => number {
  if (cache === "miss" || cache === "off") return newPrompt;
  let prompt = newPrompt();
  if (cache === "hit") return () => prompt;
  let asked = 0;
  return () => {
    if (asked++ % COALESCED === 0) prompt = newPrompt();
    return prompt;
  };
}

function askingOf(shape: Shape): Asking {
  const { wire, promptKiB, redaction, stream } = shape;
  return { model: modelOf(shape), wire, promptKiB, hasPersonalData: redaction === "hits", stream };
}

const MODEL_OF_REDACTION: Readonly<Record<Shape["redaction"], string>> = {
  off: MODELS.plain,
  nothing: MODELS.redact,
  hits: MODELS.personal,
};

function modelOf({ wire, cache, redaction, tokenEveryMs, via }: Shape): string {
  if (via === "forwarded") return MODELS.forwarded;
  if (cache === "off") return MODELS.uncached;
  if (tokenEveryMs > 0) return MODELS.paced;
  return wire === "anthropic" ? MODELS.claude : MODEL_OF_REDACTION[redaction];
}
