import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findNames } from "../../../../../sidecar/detection/names/find-names.ts";
import { readLexicon } from "../../../../../sidecar/detection/names/lexicon.ts";
import { type NamedSpan, sentences } from "./names-corpus.ts";

const lexicon = await readLexicon();
const ENTITIES = ["person", "address", "organization"] as const;

/** Park and Miller's generator: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const isSame = (one: NamedSpan, other: NamedSpan): boolean =>
  one.entity === other.entity && one.start === other.start && one.end === other.end;

describe("the rules for names, over a corpus of sentences", () => {
  const corpus = sentences(3_000, seeded(20_260)).map(({ text, spans }) => ({
    text,
    spans,
    found: findNames(text, undefined, new Set(ENTITIES), lexicon).filter(({ score }) => score >= 0.5),
  }));
  /** By exact span. */
  const measure = (entity: (typeof ENTITIES)[number]) => {
    const said = corpus.flatMap(({ spans, found }) =>
      spans.filter((span) => span.entity === entity).map((span) => ({ span, found })),
    );
    const told = corpus.flatMap(({ spans, found }) =>
      found.filter((span) => span.entity === entity).map((span) => ({ span, spans })),
    );
    return {
      recall: said.filter(({ span, found }) => found.some((each) => isSame(span, each))).length / said.length,
      precision:
        told.filter(({ span, spans }) => spans.some((each) => isSame(span, each))).length / told.length,
    };
  };

  for (const [entity, recall, precision] of [
    ["person", 0.95, 0.95],
    ["address", 0.95, 0.97],
    ["organization", 0.9, 0.95],
  ] as const) {
    it(`find ${recall * 100} % of each ${entity} exactly, and ${precision * 100} % of what they find is one`, () => {
      const measured = measure(entity);
      assert.ok(measured.recall >= recall, `recall ${measured.recall.toFixed(3)}`);
      assert.ok(measured.precision >= precision, `precision ${measured.precision.toFixed(3)}`);
    });
  }
});
