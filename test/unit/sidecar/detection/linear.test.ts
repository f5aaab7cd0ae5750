import assert from "node:assert/strict";
import { test } from "node:test";
import { createDetector } from "../../../../sidecar/detection/detect.ts";
import { RECOGNIZERS } from "../../../../sidecar/detection/registry.ts";
import { STRUCTURED_ENTITIES } from "../../../eval/detection.ts";
import { msPerKb, repeated } from "../../../eval/slow-search.ts";

const SHORT = 8_192;
const LONG = 65_536;
/** A KB of eight times the text may cost as much more, for the garbage's sake; by going back over it, it would eight times. */
const GROWTH = 4;
/** In ms/KB. */
const ALWAYS_FINE = 0.5;

const detector = createDetector({ entities: STRUCTURED_ENTITIES }, { remembersTexts: false });
const search = (text: string): unknown => detector.detect(text);

function grows(unit: string, times: number): boolean {
  const long = msPerKb(search, repeated({ head: "", unit }, LONG), times);
  return long > ALWAYS_FINE && long > GROWTH * msPerKb(search, repeated({ head: "", unit }, SHORT), times);
}

test("a text full of a recognizer's examples, near misses or words takes time in proportion to its length", () => {
  for (const { entity, examples, nearMisses, context } of RECOGNIZERS) {
    const unit = [...examples, ...nearMisses, ...context].join(" ").replaceAll(/[«»]/g, "");
    // Measured again before it counts: the machine may have been busy.
    assert.equal(grows(unit, 1) && grows(unit, 3) && grows(unit, 5), false, `${entity}: ${unit}`);
  }
});
