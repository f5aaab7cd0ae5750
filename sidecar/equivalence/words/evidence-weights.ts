import type { Feature } from "../features.ts";

/** What speaks for a question in other words, and how much. Written by test/eval/cache/fit.ts. */
export const WEIGHTS: Readonly<Record<Feature, number>> = {
  similarity: 0.62,
  aligned: 1.01,
  replacedThings: -1.04,
  replacedVerbs: -1.22,
  recast: 0.31,
  addedThings: -0.64,
  addedVerbs: -0.19,
  conditions: -0.17,
  contentInPlace: -0.87,
  inPlace: -3.06,
  shared: -2.57,
  asksOtherwise: 0.12,
  length: 1.08,
};

/** What all of it must come to. */
export const DEMANDED = 1.5;
