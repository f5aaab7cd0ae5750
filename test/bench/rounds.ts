import type { Caller } from "./caller.ts";
import { closedLoop, type Pace } from "./load.ts";
import { createGrpcCaller } from "./load-grpc.ts";
import { createHttpCaller } from "./load-http.ts";
import { type Measurement, measure } from "./measure.ts";
import type { Plan } from "./options.ts";
import type { RunningProcess } from "./processes.ts";
import type { Shape } from "./shapes.ts";
import type { Side } from "./sides.ts";

export type Pair<Value> = readonly [Value, Value];

/** What was measured of one shape: for each side, one measurement a round. */
export interface ShapeResult {
  readonly shape: Shape;
  readonly sides: Pair<readonly Measurement[]>;
}

export interface RoundsOptions {
  readonly plan: Plan;
  readonly pace: Pace;
  readonly progress: (text: string) => void;
  /** Gives a number that no call has had. */
  readonly newPrompt: () => number;
}

/**
 * Both sides by turns, A/B/A/B, so that what disturbs the machine for longer than a round disturbs both.
 * @throws Error when a process died, or when a side cannot answer its very first call
 */
export async function runShape(
  shape: Shape,
  sides: Pair<Side>,
  options: RoundsOptions,
): Promise<ShapeResult> {
  const { plan, pace, progress } = options;
  const contenders = sides.map((side) => contender(shape, side, options));
  const measured = contenders.map((): Measurement[] => []);
  try {
    for (const { label, prime, caller } of contenders) {
      progress(`${shape.title}: ${label}, warming up`);
      await prime();
      await closedLoop(caller.send, pace, { concurrency: plan.concurrency, durationMs: plan.warmUpMs });
    }
    for (let round = 1; round <= plan.rounds; round++) {
      for (const [index, { label, caller, process }] of contenders.entries()) {
        progress(`${shape.title}: ${label}, round ${round} of ${plan.rounds}`);
        measured[index]?.push(await measure(caller, { pid: process.pid, rate: shape.rate, plan, pace }));
        if (process.death !== undefined) throw new Error(process.death);
      }
    }
  } finally {
    await Promise.all(contenders.map(({ caller }) => caller.close()));
  }
  const [first = [], second = []] = measured;
  return { shape, sides: [first, second] };
}

interface Contender {
  readonly label: string;
  readonly process: RunningProcess;
  readonly caller: Caller;
  /** Makes the first call, which fills the cache where it is to be hit. */
  prime(): Promise<void>;
}

function contender(shape: Shape, side: Side, { newPrompt }: RoundsOptions): Contender {
  const { process, address } = side.of(shape);
  const create = shape.protocol === "http" ? createHttpCaller : createGrpcCaller;
  const samePrompt = newPrompt();
  const nextPrompt = shape.cache === "hit" ? () => samePrompt : newPrompt;
  const { stream } = shape;
  return {
    label: side.label,
    process,
    caller: create(address, { stream, nextPrompt, cache: side.tellsCache ? shape.cache : undefined }),
    async prime() {
      const first = create(address, { stream, nextPrompt, cache: undefined });
      const outcome = await first.send();
      await first.close();
      if (outcome.ok) return;
      throw new Error(process.death ?? `${side.label} does not answer (${shape.title}): ${outcome.reason}`);
    },
  };
}
