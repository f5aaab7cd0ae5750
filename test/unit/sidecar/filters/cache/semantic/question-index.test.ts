import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unitVector } from "../../../../../../sidecar/embedding/unit-vector.ts";
import { QuestionIndex, readTurns } from "../../../../../../sidecar/filters/cache/semantic/question-index.ts";
import { SemanticCache } from "../../../../../../sidecar/filters/cache/semantic/semantic-cache.ts";
import { createCacheStore } from "../../../../../../sidecar/filters/cache/store.ts";
import { FakeClock } from "../../../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../../../support/recorded-telemetry.ts";

const NEAREST = { most: 5, threshold: 0.5 };
const turns = readTurns({ text: "How do I reset my password?", recent: [] });

function vector(...values: readonly number[]): Float32Array {
  const unit = unitVector(values);
  assert.ok(unit !== undefined);
  return unit;
}

const keysOf = (index: QuestionIndex, values: Float32Array) =>
  [...index.search("p", values, turns, NEAREST)].map(({ key }) => key);

describe("the questions whose answers are kept", () => {
  it("are found nearest first, in their own partition", () => {
    const index = new QuestionIndex("e", 10);
    index.insert("p", "far", vector(1, 0.5), turns);
    index.insert("p", "near", vector(1, 0.1), turns);
    index.insert("q", "elsewhere", vector(1, 0), turns);
    assert.deepEqual(keysOf(index, vector(1, 0)), ["near", "far"]);
  });

  it("are as many as they may be, and what is removed is gone", () => {
    const index = new QuestionIndex("e", 2);
    for (const key of ["a", "b", "c"]) index.insert("p", key, vector(1, 0), turns);
    assert.equal(index.size, 2);
    assert.deepEqual(keysOf(index, vector(1, 0)).sort(), ["b", "c"]);
    index.remove("b");
    index.remove("never there");
    assert.equal(index.size, 1);
    assert.deepEqual(keysOf(index, vector(1, 0)), ["c"]);
  });

  it("are forgotten when vectors have another length from now on", () => {
    const index = new QuestionIndex("e", 10);
    index.insert("p", "old", vector(1, 0), turns);
    assert.deepEqual(keysOf(index, vector(1, 0, 0)), []);
    index.insert("p", "new", vector(1, 0, 0), turns);
    assert.equal(index.size, 1);
    assert.deepEqual(keysOf(index, vector(1, 0, 0)), ["new"]);
    index.insert("p", "newer", vector(1, 0, 0, 0), turns);
    assert.deepEqual(keysOf(index, vector(1, 0, 0, 0)), ["newer"]);
  });
});

describe("comparisons of answers", () => {
  it("are so many at once and no more", () => {
    const telemetry = recordTelemetry();
    const store = createCacheStore({ maxBytes: 1_000, clock: new FakeClock(), telemetry });
    const cache = new SemanticCache({ maxEntries: 10, store, telemetry });
    const places = Array.from({ length: 4 }, () => cache.startComparing());
    assert.equal(cache.startComparing(), undefined);
    places[0]?.();
    assert.notEqual(cache.startComparing(), undefined);
    assert.equal(cache.startComparing(), undefined);
  });
});
