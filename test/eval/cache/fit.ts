/**
 * Writes sidecar/equivalence/words/evidence-weights.ts: by logistic regression, what speaks for a question in other words,
 * fitted to those pairs in pairs/ and development/ against which neither a fact speaks nor what rules them out from the
 * start. Prints how it does on pairs about things it was not fitted to. Run by hand: `npm run generate:evidence`.
 */
import { writeFile } from "node:fs/promises";
import { align, type Pair } from "../../../sidecar/equivalence/alignment.ts";
import { isDebatable, readQuestion } from "../../../sidecar/equivalence/equivalence.ts";
import { isCandidate } from "../../../sidecar/equivalence/evidence.ts";
import { FEATURES, type Feature, featuresOf } from "../../../sidecar/equivalence/features.ts";
import { lexicon } from "../../../sidecar/equivalence/lexicon.ts";
import { developmentPairs, type LabelledPair, ownPairs } from "./pairs.ts";
import { similaritiesOf } from "./similarity.ts";

const TARGET = new URL("../../../sidecar/equivalence/words/evidence-weights.ts", import.meta.url);
/** Pairs that are less alike are no hits whatever speaks for them. */
const LEAST_SIMILAR = 0.65;
const FOLDS = 10;
const ROUNDS = 3_000;
/** Keeps weights small that few pairs speak for. */
const PENALTY = 1;
/** Of all traps, those that may be taken for paraphrases when what was fitted has not seen their topic. */
const FALSE_HITS = 0.001;

interface Sample {
  readonly pair: LabelledPair;
  /** 1 before the features. */
  readonly values: readonly number[];
  readonly topic: string;
}

interface Scored {
  readonly sample: Sample;
  readonly score: number;
}

function sampleOf(pair: LabelledPair, similarity: number): Sample | undefined {
  if (similarity < LEAST_SIMILAR) return undefined;
  const aligned = align(readQuestion(pair.a), readQuestion(pair.b), similarity, lexicon());
  if (!isDebatable(aligned) || !isCandidate(aligned)) return undefined;
  const features = featuresOf(aligned);
  return { pair, values: [1, ...FEATURES.map((feature) => features[feature])], topic: topicOf(aligned) };
}

/** The longest word that both have, as the one that is most probably the rarest. */
function topicOf({ asked, aligned }: Pair): string {
  const words = [...aligned.keys()].map((at) => asked.words[at]?.text ?? "");
  return words.sort((one, other) => other.length - one.length || (one < other ? -1 : 1))[0] ?? "";
}

function foldOf({ topic }: Sample): number {
  let hash = 7;
  for (const letter of topic) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash % FOLDS;
}

const scoreOf = (weights: readonly number[], { values }: Sample): number =>
  weights.reduce((sum, weight, at) => sum + weight * (values[at] ?? 0), 0);

function fit(samples: readonly Sample[]): readonly number[] {
  let weights: readonly number[] = Array.from({ length: FEATURES.length + 1 }, () => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const errors = samples.map(
      (sample) => Number(sample.pair.same) - 1 / (1 + Math.exp(-scoreOf(weights, sample))),
    );
    weights = weights.map((weight, at) => {
      const slope = samples.reduce(
        (sum, { values }, index) => sum + (errors[index] ?? 0) * (values[at] ?? 0),
        at === 0 ? 0 : -PENALTY * weight,
      );
      return weight + slope / samples.length;
    });
  }
  return weights;
}

/** Each sample's score by weights that were fitted without its topic, the highest first. */
function crossValidated(samples: readonly Sample[]): readonly Scored[] {
  const scored = Array.from({ length: FOLDS }, (_, fold) => {
    const weights = fit(samples.filter((sample) => foldOf(sample) !== fold));
    return samples
      .filter((sample) => foldOf(sample) === fold)
      .map((sample) => ({ sample, score: scoreOf(weights, sample) }));
  });
  return scored.flat().sort((one, other) => other.score - one.score);
}

/** The score over which no more traps are than may be. */
function demandedOf(scored: readonly Scored[], traps: number): number {
  const allowed = Math.floor(traps * FALSE_HITS);
  const scores = scored.filter(({ sample }) => !sample.pair.same).map(({ score }) => score);
  return Math.max(0, scores[allowed] ?? 0);
}

const rounded = (value: number): string => String(Number(value.toFixed(2)));

async function main(): Promise<void> {
  const pairs = [...(await ownPairs()), ...(await developmentPairs())];
  const similarities = await similaritiesOf(pairs, (done, all) => {
    if (process.stderr.isTTY)
      process.stderr.write(done === all ? "\r\u001b[K" : `\rembedding ${done} of ${all}`);
  });
  const samples = pairs
    .map((pair, index) => sampleOf(pair, similarities[index] ?? 0))
    .filter((sample) => sample !== undefined);
  const scored = crossValidated(samples);
  const demanded = demandedOf(scored, pairs.filter(({ same }) => !same).length);
  const [bias = 0, ...weights] = fit(samples);
  const entries = FEATURES.map((feature: Feature, at) => `  ${feature}: ${rounded(weights[at] ?? 0)},`);
  await writeFile(
    TARGET,
    `import type { Feature } from "../features.ts";

/** What speaks for a question in other words, and how much. Written by test/eval/cache/fit.ts. */
export const WEIGHTS: Readonly<Record<Feature, number>> = {
${entries.join("\n")}
};

/** What all of it must come to. */
export const DEMANDED = ${rounded(demanded - bias)};
`,
  );
  const passed = scored.filter(({ score }) => score > demanded);
  const same = samples.filter(({ pair }) => pair.same).length;
  const found = passed.filter(({ sample }) => sample.pair.same).length;
  process.stdout.write(
    `${samples.length} pairs, ${same} of them paraphrases; on topics not fitted to: ${found} paraphrases found, ${passed.length - found} traps hit\n`,
  );
  for (const { sample, score } of passed) {
    if (!sample.pair.same) process.stdout.write(`${rounded(score)} ${sample.pair.a} | ${sample.pair.b}\n`);
  }
}

await main();
