import type { TextKind } from "../../core/payload.ts";
import { unescapeSource } from "./json-escapes.ts";
import { JsonPosition } from "./json-position.ts";
import type { TellingRewriter } from "./rewriter-chain.ts";
import type { Vault } from "./vault.ts";

/**
 * Puts values back into one text as it streams by. It is held back only while its tail could be the beginning of one of
 * this call's placeholders, so at most for one placeholder's length.
 */
export function createRestorer(vault: Vault, kind: TextKind): TellingRewriter {
  let held = "";
  /** The last character handed on, as the provider meant it: it tells a placeholder from an index. */
  let last = "";
  const position = kind === "json" ? new JsonPosition() : undefined;
  const restore = (text: string): string => {
    if (text === "") return "";
    const restored = vault.restore(text, kind, last, position);
    const end = text.slice(-LONGEST_ESCAPE);
    last = copyOf((kind === "json" ? lastUnescaped(text, end) : end).slice(-1));
    return restored;
  };
  return {
    push(delta) {
      const text = held + delta;
      const open = vault.openTail(text, kind);
      held = copyOf(text.slice(open));
      return restore(text.slice(0, open));
    },
    end() {
      const text = held;
      held = "";
      return restore(text);
    },
    get isHolding() {
      return held !== "";
    },
    get held() {
      return held;
    },
  };
}

const LONGEST_ESCAPE = 6;

function lastUnescaped(text: string, end: string): string {
  return end.includes("\\") ? unescapeSource(text).text : end;
}

/** A slice would keep the whole text that it is from. */
function copyOf(tail: string): string {
  return tail === "" ? "" : Buffer.from(tail, "utf16le").toString("utf16le");
}
