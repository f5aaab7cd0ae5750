import type { ChannelRewriter } from "../../dialects/rewrite-channels.ts";

/** What the first one hands on goes through the second one. */
export function chained(first: ChannelRewriter, second: ChannelRewriter): ChannelRewriter {
  return {
    push: (text) => second.push(first.push(text)),
    end: () => second.push(first.end()) + second.end(),
    get isHolding() {
      return first.isHolding || second.isHolding;
    },
  };
}
