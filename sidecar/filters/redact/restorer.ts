import type { TextKind } from "../../core/payload.ts";
import type { ChannelRewriter } from "../../dialects/rewrite-channels.ts";
import { LOOK_BACK, type Vault } from "./vault.ts";

/**
 * Puts values back into one text as it streams by. It is held back only while its tail could be the beginning of one of
 * this vault's placeholders, so at most for one placeholder's length.
 */
export function createRestorer(vault: Vault, kind: TextKind): ChannelRewriter {
  let held = "";
  /** The last characters handed on, which tell a placeholder from an index; as the provider wrote them. */
  let last = "";
  const restore = (text: string): string => {
    const restored = vault.restore(text, kind, last);
    last = (last + text.slice(-LOOK_BACK)).slice(-LOOK_BACK);
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
  };
}

/** A slice would keep the whole text it is from; what is held back is ASCII. */
function copyOf(tail: string): string {
  return tail === "" ? "" : Buffer.from(tail, "latin1").toString("latin1");
}
