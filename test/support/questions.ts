import assert from "node:assert/strict";
import { differenceOf, type Guard, readQuestion } from "../../sidecar/equivalence/equivalence.ts";

/** As close as true paraphrases mostly are. */
const SIMILARITY = 0.9;

/** That the guard speaks for each pair, whichever question was there first. */
export function assertDiffer(guard: Guard, pairs: readonly (readonly [string, string])[]): void {
  for (const [one, other] of pairs) {
    const [a, b] = [readQuestion(one), readQuestion(other)];
    assert.equal(differenceOf(a, b, SIMILARITY), guard, `${one} | ${other}`);
    assert.notEqual(differenceOf(b, a, SIMILARITY), undefined, `${other} | ${one}`);
  }
}

/** That nothing speaks against giving the answer of either for the other. */
export function assertSame(pairs: readonly (readonly [string, string])[], similarity = SIMILARITY): void {
  for (const [one, other] of pairs) {
    const [a, b] = [readQuestion(one), readQuestion(other)];
    assert.equal(differenceOf(a, b, similarity), undefined, `${one} | ${other}`);
    assert.equal(differenceOf(b, a, similarity), undefined, `${other} | ${one}`);
  }
}
