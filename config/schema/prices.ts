import { z } from "zod";
import { bySpecificity, compileGlob } from "./glob.ts";
import { mapSuchAs, terms } from "./term.ts";
import { modelGlob } from "./units.ts";

const price = z.number().min(0).max(1_000_000);

export const modelPrice = z
  .strictObject({
    models: z
      .array(modelGlob)
      .min(1)
      .max(256)
      .default(["*"])
      .describe("Models by glob; the most specific one counts."),
    input: price.describe("For a million input tokens."),
    output: price.describe("For a million output tokens."),
    cachedInput: price
      .optional()
      .describe("For a million input tokens that the provider had cached; as much as `input` when absent."),
  })
  .register(terms, mapSuchAs('{ models: ["gpt-4o*"], input: 2.5, output: 10 }'))
  .describe("What tokens of some models cost, in US dollars.");

export const prices = z
  .array(modelPrice)
  .max(256)
  .default([])
  .describe(
    "What the upstream's models cost: for metrics of what calls cost and the cache has saved. Never sent anywhere.",
  );

export type ModelPrice = z.output<typeof modelPrice>;

/** Undefined where configuration names none. */
export type PriceOf = (upstream: string, model: string) => ModelPrice | undefined;

export function compilePrices(
  upstreams: ReadonlyMap<string, { readonly prices: readonly ModelPrice[] }>,
): PriceOf {
  const byUpstream = new Map(
    [...upstreams].map(([name, spec]) => [
      name,
      spec.prices
        .flatMap((each) => each.models.map((text) => ({ glob: compileGlob(text), price: each })))
        .sort((left, right) => bySpecificity(left.glob, right.glob)),
    ]),
  );
  return (upstream, model) => byUpstream.get(upstream)?.find(({ glob }) => glob.matches(model))?.price;
}

/** US dollars. */
export function costOf(
  usage: { readonly inputTokens: number; readonly outputTokens: number; readonly cachedInputTokens?: number },
  { input, output, cachedInput = input }: ModelPrice,
): number {
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  return (
    ((usage.inputTokens - cached) * input + cached * cachedInput + usage.outputTokens * output) / 1_000_000
  );
}
