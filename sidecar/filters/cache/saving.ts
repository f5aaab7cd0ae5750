import type { PriceOf } from "../../../config/schema/prices.ts";
import { costOf } from "../../../config/schema/prices.ts";
import type { Usage } from "../../core/record.ts";
import type { Telemetry } from "../../platform/telemetry.ts";

export interface SavingOptions {
  readonly routeName: string;
  readonly priceOf: PriceOf;
  readonly telemetry: Telemetry;
}

/** Tells what an answer would have cost, had it been asked for once more. */
export function tellSaving(
  {
    upstream,
    model,
    usage,
  }: { upstream: string | undefined; model: string | undefined; usage: Usage | undefined },
  { routeName, priceOf, telemetry }: SavingOptions,
): void {
  if (usage === undefined) return;
  const price = upstream === undefined || model === undefined ? undefined : priceOf(upstream, model);
  telemetry.cacheSaved(routeName, usage, price === undefined ? 0 : costOf(usage, price));
}
