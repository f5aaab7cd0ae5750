/** The candidate that was probably meant by `name`: the nearest by edit distance, if any is near enough. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  return nearestFew(name, candidates, 1)[0];
}

/** At most `count` candidates near `name`, the nearest first; equally near ones in alphabetical order. */
export function nearestFew(name: string, candidates: Iterable<string>, count: number): readonly string[] {
  if (name.length > LONGEST_NAME) return [];
  const wanted = plain(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const near: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    if (candidate.length > LONGEST_NAME) continue;
    const other = plain(candidate);
    const distance =
      singular(wanted) === singular(other) && wanted !== other ? 1 : editDistance(wanted, other, limit);
    if (distance <= limit) near.push({ candidate, distance });
  }
  return near
    .sort((left, right) => left.distance - right.distance || (left.candidate < right.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

const LONGEST_NAME = 256;

// `first_token`, `FirstToken` and `first-token` are the same slip.
const plain = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, "");

// `retries` for `retry` is one slip, though three edits.
const singular = (name: string): string => name.replace(/ies$/, "y").replace(/s$/, "");

/**
 * Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). Gives up beyond `limit`,
 * and then returns a number above it.
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? limit + 1;
}
