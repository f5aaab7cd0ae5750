import type { SemanticCacheSpec } from "../../../../config/schema/cache.ts";
import type { Telemetry } from "../../../platform/telemetry.ts";
import type { Comparisons } from "./comparisons.ts";

/** Of a route without `promoteWhen`: how many comparisons its rate of false hits is told of. */
const TOLD_OVER = 500;

export interface PromotionOptions {
  readonly routeName: string;
  readonly spec: Pick<SemanticCacheSpec, "mode" | "promoteWhen">;
  readonly comparisons: Comparisons;
  readonly telemetry: Telemetry;
}

/** Whether a route gives the answers that it finds, or only compares them: as configured, or as it has proved itself. */
export class Promotion {
  readonly #options: PromotionOptions;
  #gives: boolean;
  #seen: number;

  constructor(options: PromotionOptions) {
    this.#options = options;
    options.comparisons.keep(overOf(options.spec));
    this.#gives = this.#judge();
    this.#seen = options.comparisons.version;
  }

  get gives(): boolean {
    // Calls of an earlier configuration still compare as well.
    const { version } = this.#options.comparisons;
    if (version !== this.#seen) {
      this.#gives = this.#judge();
      this.#seen = version;
    }
    return this.#gives;
  }

  /** What the upstream has said is what was found, or is not. */
  compared(agreed: boolean): void {
    const { routeName, spec, comparisons, telemetry } = this.#options;
    const gave = this.gives;
    comparisons.add(agreed);
    telemetry.semanticFalseHits(routeName, this.#rate());
    if (this.gives === gave) return;
    const over = overOf(spec);
    if (gave) telemetry.semanticCacheDemoted(routeName, this.#rate(), over);
    else telemetry.semanticCachePromoted(routeName, this.#rate(), over);
  }

  /** Says where it stands, when its configuration has come into force. */
  tell(): void {
    const { routeName, comparisons, telemetry } = this.#options;
    telemetry.semanticCacheEnabled(routeName, this.gives);
    if (comparisons.version > 0) telemetry.semanticFalseHits(routeName, this.#rate());
  }

  #judge(): boolean {
    const { spec, comparisons } = this.#options;
    if (spec.promoteWhen === undefined) return spec.mode === "on";
    const { falseHitRate, over } = spec.promoteWhen;
    const { compared, wrong } = comparisons.among(over);
    return compared >= over && wrong / compared < falseHitRate;
  }

  #rate(): number {
    const { compared, wrong } = this.#options.comparisons.among(overOf(this.#options.spec));
    return compared === 0 ? 0 : wrong / compared;
  }
}

function overOf({ promoteWhen }: Pick<SemanticCacheSpec, "promoteWhen">): number {
  return promoteWhen?.over ?? TOLD_OVER;
}
