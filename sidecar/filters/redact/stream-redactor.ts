import type { TextKind } from "../../core/payload.ts";
import type { Match } from "../../detection/detect.ts";
import { type UnescapedSource, unescapeSource } from "./json-escapes.ts";
import { JsonPosition } from "./json-position.ts";
import { LONGEST_HELD, openValue } from "./open-value.ts";
import type { Replacement } from "./replace.ts";
import type { TellingRewriter } from "./rewriter-chain.ts";
import type { DirectionRules } from "./rules.ts";

export interface StreamRedactorOptions {
  readonly rules: DirectionRules;
  readonly replacement: Replacement;
  readonly kind: TextKind;
}

/** UTF-16 code units looked at before what is judged, for words that say what follows. */
const LOOK_BEHIND = 128;

/**
 * Replaces what is found in one text as it streams by. It is held back only from where a value might have begun, and no
 * longer than a bound. What it throws is what the replacement throws: of what was held back nothing is handed on.
 */
export function createStreamRedactor(options: StreamRedactorOptions): TellingRewriter {
  const longestPhrase = options.rules.hasPatterns ? LONGEST_HELD : options.rules.longestTerm;
  const piece = new PieceRedactor(options);
  let held = "";
  return {
    push(delta) {
      const source = held + delta;
      const judged = piece.judge(source, (text) => openValue(text, { longestPhrase }));
      held = copyOf(source.slice(judged));
      return judged === 0 ? "" : piece.redact(source, judged);
    },
    end() {
      const source = held;
      held = "";
      if (source === "") return "";
      piece.judge(source, (text) => text.length);
      return piece.redact(source, source.length);
    },
    get isHolding() {
      return held !== "";
    },
    get held() {
      return held;
    },
  };
}

/** As `createStreamRedactor`, where nothing found changes anything: nothing is held back. */
export function createStreamWatcher(options: StreamRedactorOptions): TellingRewriter {
  const watcher = createStreamRedactor(options);
  return {
    push(delta) {
      watcher.push(delta);
      return delta;
    },
    end() {
      watcher.end();
      return "";
    },
    isHolding: false,
    held: "",
  };
}

/** Redacts a text piece by piece; what went before is looked at and changed no more. */
class PieceRedactor {
  readonly #options: StreamRedactorOptions;
  readonly #position = new JsonPosition();
  /** The end of what went before, as it is read: without the escapes of JSON source. */
  #behind = "";
  #text: UnescapedSource = unescapeSource("");
  #matches: readonly Match[] = [];

  constructor(options: StreamRedactorOptions) {
    this.#options = options;
  }

  /**
   * Looks through `source`, which continues what went before.
   * @param openIn where in its text a value may have begun that it does not end
   * @returns up to where it may be redacted now: no finding is cut in two, and no escape
   */
  judge(source: string, openIn: (text: string) => number): number {
    const text = this.#options.kind === "json" ? unescapeSource(source) : asItStands(source);
    const open = openIn(text.text);
    if (open === 0) return 0;
    const before = this.#behind.length;
    this.#text = text;
    this.#matches = this.#options.rules.detector
      .detect(this.#behind + text.text)
      .filter(({ end }) => end > before)
      .map((match) => ({ ...match, start: Math.max(0, match.start - before), end: match.end - before }));
    const straddling = this.#matches.find(({ start, end }) => start < open && end > open);
    if (straddling === undefined) return open === text.text.length ? text.whole : text.at(open);
    // One that is too long to be waited for goes as far as it is seen.
    const isWaitedFor = text.text.length - straddling.start <= LONGEST_HELD;
    return text.at(isWaitedFor ? straddling.start : straddling.end);
  }

  /** What becomes of the source that was judged last, up to `to`. */
  redact(source: string, to: number): string {
    const isSource = this.#options.kind === "json";
    const { at, text } = this.#text;
    let redacted = "";
    let copied = 0;
    let read = 0;
    const readTo = (place: number): void => {
      if (isSource) this.#position.advance(source, read, place);
      read = place;
    };
    for (const match of this.#matches) {
      const start = at(match.start);
      const end = at(match.end);
      if (start < copied || end > to) continue;
      readTo(start);
      const value = text.slice(match.start, match.end);
      const next = this.#options.replacement(match, value);
      if (next === value) continue;
      const place =
        isSource && !this.#position.isInString ? numberAround(source, start, end, copied) : { start, end };
      redacted += source.slice(copied, place.start) + this.#spelled(next);
      copied = place.end;
      readTo(copied);
    }
    readTo(to);
    const said = isSource ? unescapeSource(source.slice(0, to)).text : source.slice(0, to);
    this.#behind = copyOf((this.#behind + said).slice(-LOOK_BEHIND));
    return redacted + source.slice(copied, to);
  }

  /** JSON source stays JSON source: strings have their escapes, and a number that is replaced becomes a string. */
  #spelled(next: string): string {
    if (this.#options.kind === "text") return next;
    return this.#position.isInString ? this.#position.escaped(next) : this.#position.quoted(next);
  }
}

function asItStands(text: string): UnescapedSource {
  return { text, at: (position) => position, whole: text.length };
}

/** The whole of the number that a finding is in. */
function numberAround(
  source: string,
  start: number,
  end: number,
  least: number,
): { readonly start: number; readonly end: number } {
  let first = start;
  let last = end;
  while (first > least && isInNumber(source.charAt(first - 1))) first--;
  while (last < source.length && isInNumber(source.charAt(last))) last++;
  return { start: first, end: last };
}

function isInNumber(sign: string): boolean {
  return /^[\d.eE+-]$/.test(sign);
}

/** A slice would keep the whole text that it is from. */
function copyOf(tail: string): string {
  return tail === "" ? "" : Buffer.from(tail, "utf16le").toString("utf16le");
}
