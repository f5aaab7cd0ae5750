import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { similarityOf, unitVector } from "../../../../sidecar/embedding/unit-vector.ts";

describe("a vector of length 1", () => {
  it("has the direction of the one that it is made of", () => {
    const vector = unitVector([3, 4]);
    assert.ok(vector);
    assert.ok(Math.abs((vector[0] ?? 0) - 0.6) < 1e-6 && Math.abs((vector[1] ?? 0) - 0.8) < 1e-6);
    assert.ok(Math.abs(similarityOf(vector, vector) - 1) < 1e-6);
  });

  it("cannot be made of what has no direction", () => {
    assert.equal(unitVector([]), undefined);
    assert.equal(unitVector([0, 0]), undefined);
    assert.equal(unitVector([1, Number.NaN]), undefined);
    assert.equal(unitVector([1, Number.POSITIVE_INFINITY]), undefined);
  });
});
