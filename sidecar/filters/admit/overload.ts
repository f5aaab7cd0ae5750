import type { LimitsSpec } from "../../../config/schema/settings.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Pressure, PressureSensor } from "../../platform/pressure.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import type { OverloadLevel } from "./priority.ts";

export type OverloadReason = "event-loop" | "memory";

/** Whether the process has too much to do, and for whom. */
export interface Overload {
  readonly level: OverloadLevel;
  /** What the level is due to; means nothing at level 0. */
  readonly reason: OverloadReason;
  close(): void;
}

/** A process that nobody watches is never overloaded. */
export const UNWATCHED: Overload = { level: 0, reason: "event-loop", close() {} };

export interface OverloadOptions {
  readonly spec: LimitsSpec["overload"];
  readonly sensor: PressureSensor;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const READING_EVERY_MS = 250;
/** Readings in a row that must be below a level before it is left, one level at a time: shed load comes back at once. */
const CALM_READINGS = 4;

interface Verdict {
  readonly level: OverloadLevel;
  readonly reason: OverloadReason;
}

const CALM: Verdict = { level: 0, reason: "event-loop" };

/**
 * Reads the pressure four times a second. A level is entered when two readings in a row are there: by the time that a
 * single long block is known it is over, and refusing calls would mend nothing. It is left step by step.
 */
export function watchOverload({ spec, sensor, clock, telemetry }: OverloadOptions): Overload {
  let current = CALM;
  let last = CALM;
  let calm = 0;

  function enter(next: Verdict): void {
    calm = 0;
    if (next.level !== current.level) telemetry.overloadChanged(next.level, next.reason);
    current = next;
  }

  const timer = clock.after(READING_EVERY_MS, () => {
    const reading = verdictOf(sensor.read(), spec);
    const lasting = reading.level < last.level ? reading : last;
    last = reading;
    if (lasting.level > current.level) enter(lasting);
    else if (reading.level >= current.level) calm = 0;
    else if (++calm === CALM_READINGS) enter({ level: below(current.level), reason: current.reason });
    timer.refresh();
  });

  return {
    get level() {
      return current.level;
    },
    get reason() {
      return current.reason;
    },
    close() {
      timer.cancel();
      sensor.close();
    },
  };
}

/** Shares of the way from `memory` to a full heap at which the levels begin. */
const MEMORY_STEPS = [0, 0.5, 0.75] as const;
/** Multiples of `eventLoopDelay` at which they begin. */
const DELAY_STEPS = [1, 2, 4] as const;

/** What one reading says by itself. */
export function verdictOf(
  { eventLoopDelayMs, heapShare }: Pressure,
  { eventLoopDelay, memory }: LimitsSpec["overload"],
): Verdict {
  const late = stepsBelow(
    eventLoopDelayMs,
    DELAY_STEPS.map((times) => times * eventLoopDelay),
  );
  const full = stepsBelow(
    heapShare,
    MEMORY_STEPS.map((share) => memory + share * (1 - memory)),
  );
  return full > late ? { level: full, reason: "memory" } : { level: late, reason: "event-loop" };
}

function stepsBelow(value: number, steps: readonly number[]): OverloadLevel {
  const passed = steps.filter((step) => value > step).length;
  return passed >= 3 ? 3 : passed === 2 ? 2 : passed === 1 ? 1 : 0;
}

function below(level: OverloadLevel): OverloadLevel {
  return level === 3 ? 2 : level === 2 ? 1 : 0;
}
