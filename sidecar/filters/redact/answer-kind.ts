import type { TextKind } from "../../core/payload.ts";
import type { ChannelRewriter } from "../../dialects/rewrite-channels.ts";

/** How many characters of white space are awaited at most. */
const LONGEST_SPACE = 256;

/**
 * Whether a text of an answer that was asked for as JSON is JSON source: what beside it is reasoning, or a refusal, is
 * not. Told by its beginning; undefined where that has to go on to tell.
 */
export function kindOfAnswer(text: string): TextKind | undefined {
  const begun = text.trimStart();
  if (begun === "") return text.length > LONGEST_SPACE ? "text" : undefined;
  if (begun.startsWith("{")) return "json";
  if (!begun.startsWith("[")) return "text";
  const inner = begun.slice(1).trimStart();
  // `[EMAIL_1] wrote` begins like a list.
  if (inner === "") return text.length > LONGEST_SPACE ? "text" : undefined;
  return /^[{["\d\]-]/.test(inner) ? "json" : "text";
}

/** A rewriter for a text of such an answer, made as soon as it is known of which kind that is. */
export function createAnswerRewriter(create: (kind: TextKind) => ChannelRewriter): ChannelRewriter {
  let begun = "";
  let rewriter: ChannelRewriter | undefined;
  return {
    push(text) {
      if (rewriter !== undefined) return rewriter.push(text);
      begun += text;
      const kind = kindOfAnswer(begun);
      if (kind === undefined) return "";
      rewriter = create(kind);
      return rewriter.push(begun);
    },
    end() {
      if (rewriter !== undefined) return rewriter.end();
      rewriter = create("text");
      return rewriter.push(begun) + rewriter.end();
    },
    get isHolding() {
      return rewriter === undefined ? begun !== "" : rewriter.isHolding;
    },
  };
}
