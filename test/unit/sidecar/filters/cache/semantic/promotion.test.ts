import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { cache } from "../../../../../../config/schema/cache.ts";
import { Comparisons } from "../../../../../../sidecar/filters/cache/semantic/comparisons.ts";
import { Promotion } from "../../../../../../sidecar/filters/cache/semantic/promotion.ts";
import { recordTelemetry } from "../../../../../support/recorded-telemetry.ts";

function promotionOf(semantic: Record<string, unknown>, comparisons = new Comparisons(1)) {
  const spec = cache.parse({ exact: { ttl: "1m" }, semantic }).semantic;
  if (spec === undefined) throw new Error("unreachable");
  const telemetry = recordTelemetry();
  return {
    promotion: new Promotion({ routeName: "r", spec, comparisons, telemetry }),
    telemetry,
    comparisons,
  };
}

describe("the last comparisons", () => {
  it("are counted as a plain list would count them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.boolean(), fc.integer({ min: 1, max: 40 })), { maxLength: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (steps, over) => {
          const comparisons = new Comparisons(1);
          let capacity = 1;
          let list: boolean[] = [];
          for (const step of steps) {
            if (typeof step === "number") {
              comparisons.keep(step);
              capacity = Math.max(capacity, step);
            } else {
              comparisons.add(step);
              list = [...list, step].slice(-capacity);
            }
          }
          const last = list.slice(-over);
          assert.deepEqual(comparisons.among(over), {
            compared: last.length,
            wrong: last.filter((agreed) => !agreed).length,
          });
        },
      ),
    );
  });
});

describe("whether a route gives what it finds", () => {
  it("is its mode's to say where it has nothing to prove", () => {
    assert.equal(promotionOf({ mode: "on" }).promotion.gives, true);
    const shadow = promotionOf({ mode: "shadow" });
    shadow.promotion.compared(true);
    assert.equal(shadow.promotion.gives, false);
  });

  it("is proved by as many comparisons as are looked back on, and by no fewer", () => {
    const { promotion, telemetry } = promotionOf({
      mode: "shadow",
      promoteWhen: "falseHitRate < 0.1 over 20",
    });
    for (let compared = 0; compared < 19; compared++) promotion.compared(true);
    assert.equal(promotion.gives, false);
    promotion.compared(false);
    assert.equal(promotion.gives, true);
    assert.deepEqual(telemetry.named("semanticCachePromoted")[0]?.values, ["r", 0.05, 20]);
  });

  it("ends when the rate is reached, and comes back when it is below it again", () => {
    const { promotion, telemetry } = promotionOf({ mode: "on", promoteWhen: "falseHitRate < 0.5 over 4" });
    for (const agreed of [true, true, true, false]) promotion.compared(agreed);
    assert.equal(promotion.gives, true);
    for (const agreed of [false]) promotion.compared(agreed);
    assert.equal(promotion.gives, false, "two of four are not below one half");
    for (const agreed of [true, true, true]) promotion.compared(agreed);
    assert.equal(promotion.gives, true);
    assert.equal(telemetry.named("semanticCacheDemoted").length, 1);
    assert.equal(telemetry.named("semanticCachePromoted").length, 2);
  });

  it("counts what calls of another configuration have compared", () => {
    const { promotion, comparisons } = promotionOf({ mode: "on", promoteWhen: "falseHitRate < 0.5 over 1" });
    assert.equal(promotion.gives, false);
    comparisons.add(true);
    assert.equal(promotion.gives, true);
  });
});
