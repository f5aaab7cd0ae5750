/** One number of several rounds. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Of an even count, the mean of the two in the middle. @throws RangeError when there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("There is no median of nothing.");
  return (lower + upper) / 2;
}

/** Undefined when there is no value: what could not be measured is not zero. */
export function spread(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return undefined;
  return { median: median(known), low: Math.min(...known), high: Math.max(...known) };
}

/**
 * The left side as a multiple of the right one, round by round: both sides of a round ran one after the other, so that
 * what slowed the machine down for a while slowed both.
 */
export function ratios(
  left: readonly (number | undefined)[],
  right: readonly (number | undefined)[],
): readonly (number | undefined)[] {
  return left.map((value, round) => {
    const other = right[round];
    return value === undefined || other === undefined || other === 0 ? undefined : value / other;
  });
}

/** How much the left side is above the right one, round by round; below zero where it is under it. */
export function differences(
  left: readonly (number | undefined)[],
  right: readonly (number | undefined)[],
): readonly (number | undefined)[] {
  return left.map((value, round) => {
    const other = right[round];
    return value === undefined || other === undefined ? undefined : value - other;
  });
}
