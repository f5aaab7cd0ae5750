/** Tokens that a model with 512 positions can take, with room for those at both ends. */
export const MOST_TOKENS = 500;
/** Words that two windows share, so that none is judged without what stands around it. */
const SHARED = 16;

/** A run of words that a model reads at once; indices, `to` is exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
  /** The words that this window decides about; those of all windows are each word once. */
  readonly told: { readonly from: number; readonly to: number };
}

/** Windows over words that are so many tokens each. */
export function* windowsOf(tokens: readonly number[], mostWords: number): Generator<Window> {
  let from = 0;
  let told = 0;
  while (told < tokens.length) {
    let to = from;
    for (let sum = 0; to < tokens.length && to - from < mostWords; to++) {
      sum += tokens[to] ?? 0;
      if (sum > MOST_TOKENS && to > from) break;
    }
    const end = to >= tokens.length ? to : Math.max(told + 1, to - SHARED / 2);
    yield { from, to: Math.max(to, end), told: { from: told, to: end } };
    told = end;
    from = Math.max(from + 1, Math.min(told, to - SHARED));
  }
}
