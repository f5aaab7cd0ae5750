import type { TextOrigin } from "../../core/payload.ts";
import { decodedFrom } from "./encodings.ts";
import { HeadIndex, type Hit } from "./head-index.ts";
import { comparableText, tagText, visibleText } from "./readable.ts";
import type { SignalKind } from "./signal.ts";
import { EXFILTRATION } from "./signals/exfiltration.ts";
import { EXTRACTION } from "./signals/extraction.ts";
import { IMPERSONATION } from "./signals/impersonation.ts";
import { OVERRIDE } from "./signals/override.ts";
import { OVERRIDE_IN_LANGUAGES } from "./signals/override-in-languages.ts";
import { PERSONA } from "./signals/persona.ts";
import { PLANTED_INSTRUCTION } from "./signals/planted-instruction.ts";

/** How much a text looks like an attempt to take over the application that it is for. */
export interface InjectionScore {
  /** 0: not at all; 1: beyond doubt. */
  readonly score: number;
  /** What sorts of signals there were, the strongest first. */
  readonly kinds: readonly SignalKind[];
}

export interface InjectionScorer {
  /** Linear in the length of the text. */
  score(text: string, origin: TextOrigin): InjectionScore;
}

const NOTHING: InjectionScore = { score: 0, kinds: [] };

/** UTF-16 code units that signals may be apart and still add up: long documents say a little of everything. */
const REACH = 2_000;
/** What somebody went to the length of hiding means more than what is said openly. */
const HIDDEN_AT_LEAST = 0.8;
/** A decoded text of less than this was probably encoded for another reason. */
const DECODED_COUNTS_FROM = 0.5;

/** Scores texts by their wording, in many languages. It knows wordings, not intentions: a new one may score 0. */
export function createInjectionScorer(): InjectionScorer {
  const index = new HeadIndex([
    ...OVERRIDE,
    ...OVERRIDE_IN_LANGUAGES,
    ...PERSONA,
    ...IMPERSONATION,
    ...EXTRACTION,
    ...PLANTED_INSTRUCTION,
    ...EXFILTRATION,
  ]);

  const hitsIn = (text: string, origin: TextOrigin): readonly Hit[] => {
    const visible = visibleText(text);
    const comparable = asOneRunsOn(comparableText(visible));
    const { hits, scrambled } = index.find(comparable, origin === "tool");
    const found = hits.length === 0 ? hits : withoutMentions(hits, comparable);
    const hidden: Hit[] = [];
    for (const decoded of decodedFrom(visible, comparable, scrambled)) {
      const score = strongest(openHits(decoded.text, origin)).score;
      if (score < DECODED_COUNTS_FROM) continue;
      const weight = Math.max(score, HIDDEN_AT_LEAST);
      hidden.push({ at: decoded.at, signal: { kind: "encoding", weight, id: -1 - hidden.length } });
    }
    const tags = tagText(text);
    if (tags.length >= LONGEST_FLAG)
      hidden.push({ at: 0, signal: { kind: "hidden-text", weight: HIDDEN_AT_LEAST, id: -100 } });
    return hidden.length === 0 ? found : [...found, ...hidden].sort((one, other) => one.at - other.at);
  };

  /** Of a text that came out of another one: not decoded again. */
  const openHits = (text: string, origin: TextOrigin): readonly Hit[] =>
    index.find(asOneRunsOn(comparableText(visibleText(text))), origin === "tool").hits;

  return {
    score(text, origin) {
      const hits = hitsIn(text, origin);
      return hits.length === 0 ? NOTHING : strongest(hits);
    },
  };
}

/** Letters of tags that flags have at most, with room to spare: https://unicode.org/reports/tr51/#flag-emoji-tag-sequences */
const LONGEST_FLAG = 24;

/** Begins with a line end, so that what begins a line begins with one; white space but line ends as one blank. */
function asOneRunsOn(text: string): string {
  return `\n${text
    .replaceAll(/[^\S\n ]+| {2,}/g, " ")
    .replaceAll(/\n \n?|\n{2,}/g, "\n")
    .replaceAll("\u2019", "'")}`;
}

/** The strongest stretch: 1 less the chance that none of its signals means it, each signal counted once. */
function strongest(hits: readonly Hit[]): InjectionScore {
  let best = NOTHING;
  for (let first = 0; first < hits.length; first++) {
    const from = hits[first]?.at ?? 0;
    // What this stretch begins with was weighed with what stands before it.
    if (first > 0 && from - (hits[first - 1]?.at ?? 0) < REACH / 8) continue;
    const bySignal = new Map<number, Hit>();
    for (let next = first; next < hits.length; next++) {
      const hit = hits[next];
      if (hit === undefined || hit.at - from > REACH) break;
      const known = bySignal.get(hit.signal.id);
      if (known === undefined || known.signal.weight < hit.signal.weight) bySignal.set(hit.signal.id, hit);
    }
    const stretch = combined([...bySignal.values()]);
    if (stretch.score > best.score) best = stretch;
  }
  return best;
}

function combined(hits: Hit[]): InjectionScore {
  hits.sort((one, other) => other.signal.weight - one.signal.weight);
  let doubt = 1;
  for (const { signal } of hits) doubt *= 1 - signal.weight;
  // Two decimals: what stands at the threshold is not to depend on how a sum was rounded.
  return {
    score: Math.round((1 - doubt) * 100) / 100,
    kinds: [...new Set(hits.map(({ signal }) => signal.kind))],
  };
}

/** Words of texts that speak about attacks, and do not make one. */
const ABOUT =
  /(?:prompt injection|jailbreak attack|phrase|phrases|attacker|owasp|red team|scanner|classifier|detect|guardrail|security training|such as|for example|e\.g\.|what does|means?\b|defen[cs]e|is that a good|article|paper|research)/;
const OPENING = /["'`\u201c\u201e\u00ab\u2018][^\p{L}\p{N}]{0,2}$/u;
const CLOSING = /["'`\u201d\u201c\u00bb\u2019]/;
/** UTF-16 code units within which a quotation that begins with an attack ends. */
const LONGEST_QUOTATION = 160;
const MENTIONED_WEIGHS = 0.4;

/** Somebody else is told so: `the nurse was told to disregard …`, `the trustee shall disregard …`. */
const REPORTED =
  /(?:(?<!you )\b(?:was|were|been|is|are|got|being) (?:told|asked|instructed|advised|ordered|directed)|\b(?:told|asked|instructed|advised|ordered|directed) (?!you|the (?:ai|assistant|model|bot)\b)(?:[a-z]{1,16} ){1,3}) ?(?:not )?to $|(?<!you |assistant |ai |model |bot )\bshall (?:not )?$/;
const REPORT_REACH = 48;

/** What is quoted in a text about attacks, and what is reported, weighs less than what is said. */
function withoutMentions(hits: readonly Hit[], text: string): readonly Hit[] {
  const isAbout = ABOUT.test(text);
  return hits.map((hit) => {
    const isReported = REPORTED.test(text.slice(Math.max(0, hit.at - REPORT_REACH), hit.at));
    const isQuoted =
      isReported ||
      (isAbout &&
        OPENING.test(text.slice(Math.max(0, hit.at - 8), hit.at)) &&
        CLOSING.test(text.slice(hit.at, hit.at + LONGEST_QUOTATION)));
    if (!isQuoted) return hit;
    return { at: hit.at, signal: { ...hit.signal, weight: hit.signal.weight * MENTIONED_WEIGHS } };
  });
}
