import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  createSigns,
  differingBits,
  mostDiffering,
  SIGN_BITS,
  SIGN_WORDS,
} from "../../../../sidecar/embedding/sign-bits.ts";
import { similarityOf } from "../../../../sidecar/embedding/unit-vector.ts";
import { near, numbersFrom, randomVector } from "./vectors.ts";

function difference(left: Int32Array, right: Int32Array): number {
  let sum = 0;
  for (let word = 0; word < SIGN_WORDS; word += 4) sum += differingBits(left, word, right, word);
  return sum;
}

describe("the signs of vectors", () => {
  it("differ in as many bits as are counted one by one", () => {
    const next = numbersFrom(1);
    for (let round = 0; round < 200; round++) {
      const words = Int32Array.from({ length: 8 }, () => (round === 0 ? -1 : next() * 2 ** 31));
      const other = round === 0 ? new Int32Array(8) : words.slice(4);
      let expected = 0;
      for (let word = 0; word < 4; word++)
        for (let bit = 0; bit < 32; bit++)
          expected += (((words[word] ?? 0) ^ (other[word] ?? 0)) >>> bit) & 1;
      assert.equal(differingBits(words, 0, other, 0), expected);
    }
  });

  for (const dimension of [3, 8, 384, 512, 1_536]) {
    it(`differ by the angle between vectors of ${dimension} numbers`, () => {
      const next = numbersFrom(dimension);
      const signs = createSigns(dimension);
      const [left, right] = [new Int32Array(SIGN_WORDS), new Int32Array(SIGN_WORDS)];
      let tooFar = 0;
      let error = 0;
      for (let round = 0; round < 400; round++) {
        const vector = randomVector(next, dimension);
        const other = near(vector, Math.abs(next()) * 1.5, next);
        signs(vector, left, 0);
        signs(other, right, 0);
        const similarity = similarityOf(vector, other);
        const bits = difference(left, right);
        if (bits > mostDiffering(SIGN_BITS, similarity)) tooFar++;
        error += (bits - (SIGN_BITS * Math.acos(Math.min(1, similarity))) / Math.PI) / 400;
      }
      assert.ok(tooFar <= 1, `${tooFar} of 400 differ more than expected`);
      assert.ok(Math.abs(error) < 3, `they differ by ${error} bits too many`);
    });
  }
});
