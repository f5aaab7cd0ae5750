import assert from "node:assert/strict";
import { test } from "node:test";
import { ownPairs, readPairs } from "./pairs.ts";
import { failureLines } from "./report.ts";
import { DEFAULT_THRESHOLD, judge, missedTargets } from "./score.ts";
import { similaritiesOf } from "./similarity.ts";

test("hardly any trap is hit and most paraphrases are found, on the repository's pairs", async () => {
  const pairs = await ownPairs();
  assert.ok(pairs.length >= 800, "the corpus is there");
  const judged = judge(pairs, await similaritiesOf(pairs));
  assert.deepEqual(
    missedTargets(judged, DEFAULT_THRESHOLD),
    [],
    failureLines(judged, DEFAULT_THRESHOLD, 20).join("\n"),
  );
});

test("a corpus of one's own is read line by line, and a line that is no pair is named", () => {
  const line = '{"kind":"units","a":"5 km","b":"5 miles","same":false}';
  assert.deepEqual(readPairs(`${line}\n\n`), [{ kind: "units", a: "5 km", b: "5 miles", same: false }]);
  assert.throws(() => readPairs(`${line}\n{"a":"x"}`), /line 2/);
  assert.throws(() => readPairs("nonsense"), /line 1/);
  assert.throws(() => readPairs("\n"), /no pair/);
});

test("a trap that is hit in one order of asking misses the target", () => {
  const trap = { kind: "numbers", a: "a", b: "b", same: false, similarity: 0.9 };
  assert.equal(missedTargets([{ ...trap, guards: ["numbers", undefined] }], 0.75).length, 1);
  assert.deepEqual(missedTargets([{ ...trap, guards: ["numbers", "numbers"] }], 0.75), []);
  assert.deepEqual(missedTargets([{ ...trap, guards: [undefined, undefined] }], 0.95), []);
});
