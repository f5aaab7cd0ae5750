import type { ChannelRewriter } from "../../dialects/rewrite-channels.ts";

/** One that tells what it keeps back, as it came. */
export interface TellingRewriter extends ChannelRewriter {
  readonly held: string;
}

/** What the first one hands on goes through the second one. */
export function chained(first: TellingRewriter, second: TellingRewriter): TellingRewriter {
  return {
    push: (text) => second.push(first.push(text)),
    end: () => second.push(first.end()) + second.end(),
    get isHolding() {
      return first.isHolding || second.isHolding;
    },
    get held() {
      return second.held + first.held;
    },
  };
}
