import assert from "node:assert/strict";
import { test } from "node:test";
import { createStemmer } from "../../../../sidecar/equivalence/stem.ts";

const { base, root } = createStemmer();

test("what inflects is taken away", () => {
  const families = [
    "change changes changed changing",
    "stop stops stopped stopping",
    "make makes making made",
    "copy copies copied copying",
    "use uses used using",
    "city cities",
    "box boxes",
    "child children",
    "fill fills filled filling",
    "run runs ran running",
  ];
  for (const family of families) {
    const bases = new Set(family.split(" ").map(base));
    assert.equal(bases.size, 1, `${family}: ${[...bases].join(" ")}`);
  }
});

test("words that only look alike stay apart", () => {
  for (const pair of [
    "plan plane",
    "file fill",
    "win wine",
    "business busy",
    "employer employee",
    "university universe",
    "news new",
    "harm harmless",
  ]) {
    const [one = "", other = ""] = pair.split(" ");
    assert.notEqual(base(one), base(other), pair);
    assert.ok(root(base(one)) === undefined || root(base(one)) !== root(base(other)), pair);
  }
});

test("nouns made of verbs have their root", () => {
  for (const pair of [
    "install installation",
    "invest investment",
    "configure configuration",
    "translate translation",
    "perform performance",
  ]) {
    const [one = "", other = ""] = pair.split(" ");
    assert.equal(root(base(one)), root(base(other)), pair);
  }
});
