import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { MOST_TOKENS, windowsOf } from "../../../../../sidecar/detection/names/model-windows.ts";

describe("the windows of a model", () => {
  it("decide about each word exactly once, see it, and are never too large", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: MOST_TOKENS }), { maxLength: 300 }),
        fc.integer({ min: 16, max: 100 }),
        (tokens, mostWords) => {
          let told = 0;
          for (const window of windowsOf(tokens, mostWords)) {
            assert.equal(window.told.from, told);
            assert.ok(window.told.to > told, "it does not go on");
            assert.ok(
              window.from <= window.told.from && window.told.to <= window.to,
              "a word is decided unseen",
            );
            assert.ok(window.to - window.from <= mostWords);
            const sum = tokens.slice(window.from, window.to).reduce((left, right) => left + right, 0);
            assert.ok(sum <= MOST_TOKENS, `${sum} tokens`);
            told = window.told.to;
          }
          assert.equal(told, tokens.length);
        },
      ),
    );
  });

  it("share words, so that a name at a border is seen whole", () => {
    const windows = [
      ...windowsOf(
        Array.from({ length: 100 }, () => 1),
        50,
      ),
    ];
    assert.deepEqual(windows[0], { from: 0, to: 50, told: { from: 0, to: 42 } });
    assert.deepEqual(windows[1], { from: 34, to: 84, told: { from: 42, to: 76 } });
  });
});
