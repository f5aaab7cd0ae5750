import type { CallSignal } from "../../core/call-signal.ts";
import type { RewriteText, TextKind } from "../../core/payload.ts";
import type { Detector, Match } from "../../detection/detect.ts";
import type { NameDetector } from "../../detection/names/name-detector.ts";
import type { ChannelRewriter } from "../../dialects/rewrite-channels.ts";
import { createAnswerRewriter, kindOfAnswer } from "./answer-kind.ts";
import { rewriteLeaves } from "./json-leaves.ts";
import { redactTexts, type TextWalk } from "./redact-texts.ts";
import { createReplacement } from "./replacement.ts";
import type { ReplyFindings } from "./reply-findings.ts";
import { createRestorer } from "./restorer.ts";
import { chained, type TellingRewriter } from "./rewriter-chain.ts";
import type { DirectionRules } from "./rules.ts";
import { createStreamRedactor, createStreamWatcher } from "./stream-redactor.ts";
import type { Vault } from "./vault.ts";

export interface ReplyTextsOptions {
  readonly vault: Vault;
  /** What is looked for in what the provider says; undefined: nothing. */
  readonly rules: DirectionRules | undefined;
  /** Asked for persons, addresses and organisations in replies that are whole; not in streams. */
  readonly names: NameDetector;
  readonly findings: ReplyFindings;
  /** The answer's text is JSON source, which no dialect can know. */
  readonly answersInJson: boolean;
  readonly signal: CallSignal;
}

/** Walks all texts of something in a reply, as a dialect does. */
export type ReplyWalk<Made> = (made: Made, rewrite: RewriteText) => Made;

/** What becomes of the texts of one call's reply: first the provider's own words are looked through, then values put back. */
export class ReplyTexts {
  readonly #options: ReplyTextsOptions;
  readonly #rules: DirectionRules | undefined;

  constructor(options: ReplyTextsOptions) {
    const { rules, vault } = options;
    this.#options = options;
    this.#rules =
      rules === undefined ? undefined : { ...rules, detector: ownWordsDetector(rules.detector, vault) };
  }

  /** Some findings change the reply: what cannot be looked into must not pass. */
  get mustSeeAll(): boolean {
    return this.#rules !== undefined && !this.#rules.onlyReports;
  }

  get looksForFindings(): boolean {
    return this.#rules !== undefined;
  }

  /** The same value when nothing changed. @throws AiosError `policy-denied` */
  async rewritten<Made>(made: Made, walk: ReplyWalk<Made>): Promise<Made> {
    const redacted = await this.#redacted(made, walk);
    if (this.#options.vault.isEmpty) return redacted;
    return walk(redacted, (text, kind) => this.#restored(text, this.#kindOf(text, kind)));
  }

  /** For one text of a stream. */
  rewriter(kind: TextKind): ChannelRewriter {
    return kind === "text" && this.#options.answersInJson
      ? createAnswerRewriter((told) => this.plainRewriter(told))
      : this.plainRewriter(kind);
  }

  /** The same for a text whose kind is known. */
  plainRewriter(kind: TextKind): TellingRewriter {
    const { vault } = this.#options;
    const rules = this.#rules;
    if (rules === undefined) return createRestorer(vault, kind);
    const create = rules.onlyReports ? createStreamWatcher : createStreamRedactor;
    const redactor = create({ rules, replacement: this.#replacement(rules), kind });
    return vault.isEmpty ? redactor : chained(redactor, createRestorer(vault, kind));
  }

  /** What a text would become, were it all that there is: nothing is counted, and nothing refused. */
  preview(kind: TextKind, text: string): string {
    const { vault } = this.#options;
    const rules = this.#rules;
    const restorer = createRestorer(vault, kind);
    if (rules === undefined) return restorer.push(text) + restorer.end();
    const replacement = createReplacement({ rules, vault, count: () => {}, direction: "reply" });
    const isRefused = (match: Match) => rules.ruleFor(match).action === "block";
    const rewriter = chained(
      createStreamRedactor({
        rules,
        replacement: (match, value) => (isRefused(match) ? value : replacement(match, value)),
        kind,
      }),
      restorer,
    );
    return rewriter.push(text) + rewriter.end();
  }

  async #redacted<Made>(made: Made, walk: ReplyWalk<Made>): Promise<Made> {
    const rules = this.#rules;
    if (rules === undefined) return made;
    let length = 0;
    walk(made, (text) => {
      length += text.length;
      return text;
    });
    const texts: TextWalk<Made> = (rewrite) =>
      walk(made, (text, kind, _origin, name) => {
        const opened = this.#kindOf(text, kind) === "json" ? rewriteLeaves(text, rewrite) : undefined;
        return opened ?? rewrite(text, name);
      });
    return redactTexts(texts, length, {
      detector: rules.detector,
      names: this.#options.names,
      createReplacement: () => this.#replacement(rules),
      signal: this.#options.signal,
    });
  }

  #replacement(rules: DirectionRules): ReturnType<typeof createReplacement> {
    const { vault, findings } = this.#options;
    const count: ReplyFindings["count"] = (entity, value, rule) => findings.count(entity, value, rule);
    return createReplacement({ rules, vault, count, direction: "reply" });
  }

  #kindOf(text: string, kind: TextKind): TextKind {
    return kind === "text" && this.#options.answersInJson ? (kindOfAnswer(text) ?? kind) : kind;
  }

  /** What claims to be JSON and is not, gets its values spelled as in JSON all the same. */
  #restored(text: string, kind: TextKind): string {
    const { vault } = this.#options;
    if (kind === "text") return vault.restore(text, "text");
    if (!SOME_PLACEHOLDER.test(text)) return text;
    return rewriteLeaves(text, (leaf) => vault.restore(leaf, "text")) ?? vault.restore(text, "json");
  }
}

/** Where none of these is, there is no placeholder in any spelling or encoding. */
const SOME_PLACEHOLDER = /[[\\%&［【]/;

/** Placeholders of this call are the caller's own words, whatever they look like. */
function ownWordsDetector(detector: Detector, vault: Vault): Detector {
  return {
    names: detector.names,
    detect(text, name, names) {
      const found = detector.detect(text, name, names);
      const places = found.length === 0 ? [] : vault.placesIn(text);
      if (places.length === 0) return found;
      return found.filter(
        ({ start, end }) => !places.some((place) => start < place.end && end > place.start),
      );
    },
  };
}
