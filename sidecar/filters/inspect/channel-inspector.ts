import type { TextKind } from "../../core/payload.ts";
import type { ChannelRewriter } from "../../dialects/rewrite-channels.ts";
import type { ReplyFindings } from "./findings.ts";
import { LONGEST_UNREAD, readBack } from "./read-back.ts";

/** Characters that come together before they are looked at, where nothing waits for it. */
const UNHELD_STRIDE = 256;
/** The same of what is held back, at least; else a share of what is. */
const HELD_STRIDE = 32;
const STRIDE_SHARE = 4;
/** Characters of a word that has not ended which are seen together, for checks that have to. */
const LONGEST_WORD = 4_096;

/**
 * Looks at one text as it streams by. What a rule that denies finds within the last `holdBack` characters has not left,
 * counted as they read (an escape in JSON is one, what nobody sees is none): they are kept back, and with them what has
 * not been looked at yet, which is a quarter as much at most (32 characters when that is more). It changes nothing; a denial is thrown, and ends the stream.
 * @param holdBack undefined: nothing is kept back; 0: each delta is looked at before it goes on
 */
export function createChannelInspector(
  findings: ReplyFindings,
  kind: TextKind,
  holdBack: number | undefined,
): ChannelRewriter {
  const stride = strideOf(holdBack);
  const seen = { escapes: kind === "json", blanks: true };
  const kept = { ...seen, blanks: false };
  /** The end of the text so far: what may have to be seen again, what is held, what is new. */
  let tail = "";
  /** Nothing stands before `tail`. */
  let isWhole = true;
  let unlooked = 0;
  let held = 0;

  const look = (isOpen: boolean): void => {
    if (unlooked === 0 && isOpen) return;
    for (const check of findings.checks) {
      if (!findings.isOpen(check)) continue;
      let from = Math.max(0, readBack(tail, tail.length - unlooked, check.reach, seen) - 1);
      if (check.seesWords) from = wordStart(tail, from);
      const text = kind === "json" ? unescaped(tail.slice(from), isOpen) : tail.slice(from);
      findings.look(check, { text, continues: from > 0 || !isWhole, isOpen });
    }
    unlooked = 0;
    findings.settle();
  };

  const trim = (): void => {
    const needed = Math.max(held, longestReach(findings) + LONGEST_UNREAD + unlooked) + 1;
    // Not with every delta: each time all of it is copied.
    if (tail.length <= needed * 2) return;
    tail = tail.slice(-needed);
    isWhole = false;
  };

  const leavingOf = (most: number): number =>
    held - (tail.length - readBack(tail, tail.length - unlooked, most, kept));

  return {
    push(delta) {
      tail += delta;
      unlooked += delta.length;
      held += delta.length;
      if (unlooked >= stride) look(true);
      const leaving = holdBack === undefined ? held : wholeCharacters(tail, held, leavingOf(holdBack));
      const text = tail.slice(tail.length - held, tail.length - held + leaving);
      held -= leaving;
      trim();
      return text;
    },
    end() {
      look(false);
      const text = held === 0 ? "" : tail.slice(-held);
      held = 0;
      tail = "";
      isWhole = true;
      return text;
    },
    get isHolding() {
      return held > 0;
    },
  };
}

function strideOf(holdBack: number | undefined): number {
  if (holdBack === undefined) return UNHELD_STRIDE;
  return holdBack === 0 ? 1 : Math.max(HELD_STRIDE, Math.ceil(holdBack / STRIDE_SHARE));
}

function longestReach({ checks }: ReplyFindings): number {
  let longest = 0;
  for (const { reach, seesWords } of checks)
    longest = Math.max(longest, seesWords ? reach + LONGEST_WORD : reach);
  return longest;
}

function wordStart(text: string, from: number): number {
  const least = Math.max(0, from - LONGEST_WORD);
  let start = from;
  // With the blank before it, which shows that it begins there.
  while (start > least && !isBlank(text.charCodeAt(start))) start--;
  return start;
}

function isBlank(code: number): boolean {
  return code <= 0x20;
}

/** No more than `leaving` of the `held` characters at the end of `text`, and none without its other half. */
function wholeCharacters(text: string, held: number, leaving: number): number {
  if (leaving <= 0) return 0;
  const last = text.charCodeAt(text.length - held + leaving - 1);
  return last >= 0xd800 && last <= 0xdbff ? leaving - 1 : leaving;
}

/** JSON source as it reads, as far as it can be told from a part of it; an escape that has only begun is none yet. */
function unescaped(part: string, isOpen: boolean): string {
  if (!part.includes("\\")) return part;
  const source = isOpen ? part.replace(/\\(?:u[0-9a-f]{0,3})?$/i, "") : part;
  return source.replaceAll(
    /\\(?:u([0-9a-f]{4})|(["\\/])|[nrtbf])/gi,
    (_escape, code?: string, sign?: string) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return sign ?? " ";
    },
  );
}
