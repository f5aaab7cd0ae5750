/** A choice by weight, worked out once: the sums up to and including each item. */
export interface WeightedChoice<Item> {
  readonly items: readonly Item[];
  readonly sums: readonly number[];
  readonly total: number;
}

/** Items without weight are left out. */
export function weightedChoice<Item extends { readonly weight: number }>(
  items: readonly Item[],
): WeightedChoice<Item> {
  const eligible = items.filter((item) => item.weight > 0);
  let total = 0;
  const sums = eligible.map((item) => {
    total += item.weight;
    return total;
  });
  return { items: eligible, sums, total };
}

/** `chance` in [0, 1). Undefined when there is nothing to choose from. */
export function choose<Item>({ items, sums, total }: WeightedChoice<Item>, chance: number): Item | undefined {
  const point = chance * total;
  return items[sums.findIndex((sum) => point < sum)];
}
