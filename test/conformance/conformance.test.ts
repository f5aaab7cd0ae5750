/**
 * The official clients through a sidecar and without one: every result, event, error and header that they show must be
 * the same. The replies are those that the providers' documentation shows.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { aiSdkCases } from "./ai-sdk-cases.ts";
import { anthropicCases } from "./anthropic-cases.ts";
import type { Case } from "./case.ts";
import { openaiCases } from "./openai-cases.ts";
import { type Sides, startSides } from "./sides.ts";

const CASES: readonly Case[] = [...openaiCases, ...anthropicCases, ...aiSdkCases];

test("the table has a name for each case, and at least 80 of them", () => {
  assert.equal(new Set(CASES.map(({ name }) => name)).size, CASES.length);
  assert.ok(CASES.length >= 80, `${CASES.length} cases`);
});

for (const via of ["direct", "control-plane"] as const) {
  describe(`by a sidecar whose upstreams are ${via}`, () => {
    let sides: Sides;
    before(async () => {
      sides = await startSides(via);
    });
    after(() => sides.close());

    for (const { name, run } of CASES) {
      test(name, async () => {
        const direct = await run(sides.direct);
        assert.deepEqual(await run(sides.sidecar), direct);
      });
    }
  });
}
