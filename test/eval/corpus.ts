import { AMERICAS } from "./kinds/americas.ts";
import { ASIA_PACIFIC } from "./kinds/asia-pacific.ts";
import { CONTACT } from "./kinds/contact.ts";
import { DOCUMENTS as IDENTITY_DOCUMENTS } from "./kinds/documents.ts";
import { EASTERN_EUROPE } from "./kinds/eastern-europe.ts";
import { DEVICES, FINANCIAL } from "./kinds/financial.ts";
import { type Kind, LANGUAGES, type Language } from "./kinds/kind.ts";
import { MORE_COUNTRIES } from "./kinds/more-countries.ts";
import { MORE_EUROPE } from "./kinds/more-europe.ts";
import { NETWORK, PERSONAL } from "./kinds/network.ts";
import { credentialInPlace, SECRETS } from "./kinds/secrets.ts";
import { WESTERN_EUROPE } from "./kinds/western-europe.ts";
import { NEAR_MISSES } from "./near-misses/near-miss.ts";
import { type Random, seeded } from "./random.ts";
import { DOCUMENTS } from "./templates/documents.ts";
import { FILLERS, sentencesOf } from "./templates/sentences.ts";
import { fillTemplate, fits, type Template } from "./templates/template.ts";

/** What stands where, in UTF-16 code units; `end` is the first one after it. */
export interface LabelledSpan {
  readonly start: number;
  readonly end: number;
  readonly entity: string;
}

export interface LabelledText {
  readonly text: string;
  readonly spans: readonly LabelledSpan[];
  readonly language: string;
  /** What it was made from. */
  readonly template: string;
  /** Of the JSON member whose value this text is. */
  readonly key?: string;
}

export const KINDS: readonly Kind[] = [
  ...CONTACT,
  ...FINANCIAL,
  ...DEVICES,
  ...NETWORK,
  ...PERSONAL,
  ...WESTERN_EUROPE,
  ...EASTERN_EUROPE,
  ...MORE_EUROPE,
  ...AMERICAS,
  ...ASIA_PACIFIC,
  ...MORE_COUNTRIES,
  ...IDENTITY_DOCUMENTS,
  ...SECRETS,
];

/** How many texts are made. */
export interface CorpusSize {
  /** For each kind of value, times its weight. */
  readonly perKind: number;
  readonly perNearMiss: number;
  /** Messages with several values and things that only look like some. */
  readonly mixed: number;
}

export const WHOLE_CORPUS: CorpusSize = { perKind: 90, perNearMiss: 25, mixed: 400 };

/** The same seed and size give the same texts. */
export function generateCorpus(seed: number, size: CorpusSize = WHOLE_CORPUS): readonly LabelledText[] {
  return [
    ...KINDS.flatMap((kind, index) => textsOf(kind, seeded(seed, `${index} ${kind.entity}`), size.perKind)),
    ...placedCredentials(seeded(seed, "credentials"), size.perKind),
    ...NEAR_MISSES.flatMap((nearMiss) => {
      const random = seeded(seed, nearMiss.id);
      return Array.from({ length: size.perNearMiss }, () => unlabelled(nearMiss.write(random), nearMiss.id));
    }),
    ...mixedTexts(seeded(seed, "mixed"), size.mixed),
  ];
}

function textsOf(kind: Kind, random: Random, count: number): readonly LabelledText[] {
  const texts = Array.from({ length: Math.ceil(count * (kind.weight ?? 1)) }, () => oneText(kind, random));
  if (kind.break === undefined) return texts;
  const broken = Array.from({ length: Math.ceil(count / 8) }, () => brokenText(kind, random));
  return [...texts, ...broken];
}

function languageFor(kind: Kind, random: Random): Language {
  const languages = kind.languages ?? LANGUAGES;
  return random.pick(languages);
}

function oneText(kind: Kind, random: Random): LabelledText {
  const language = languageFor(kind, random);
  for (;;) {
    const value = kind.write(random);
    if (random.chance(0.04) && !value.text.includes("\n"))
      return memberText(kind, value.text, language, random);
    const template = templateFor(kind, language, random);
    if (!fits(template, value, kind)) continue;
    const { text, start, end } = fillTemplate(template, value, kind, language, random);
    const before =
      template.id.startsWith("sentence") && random.chance(0.3) ? `${random.pick(FILLERS[language])} ` : "";
    const after =
      template.id.startsWith("sentence") && random.chance(0.3) ? ` ${random.pick(FILLERS[language])}` : "";
    return {
      text: `${before}${text}${after}`,
      spans: [{ start: before.length + start, end: before.length + end, entity: kind.entity }],
      language,
      template: template.id,
    };
  }
}

function templateFor(kind: Kind, language: Language, random: Random): Template {
  const sayings = kind.sayings?.[language] ?? [];
  if (sayings.length > 0 && random.chance(0.25))
    return { id: `saying-${language}`, text: random.pick(sayings) };
  return random.chance(0.5) ? random.pick(sentencesOf(language)) : random.pick(DOCUMENTS);
}

/** A tool's argument, which says by its key what it is. */
function memberText(kind: Kind, text: string, language: string, random: Random): LabelledText {
  const span = { start: 0, end: text.length, entity: kind.entity };
  return { text, spans: [span], language, template: "json-member", key: random.pick(kind.keys) };
}

/** Of the form of a value, with a word that says it is one, and yet none: a wrong check digit or a range never given out. */
function brokenText(kind: Kind, random: Random): LabelledText {
  const language = languageFor(kind, random);
  for (;;) {
    // Beside its name: without one, the digits of a wrong number are those of some other kind of thing.
    const value = { text: kind.break?.(random) ?? "", alone: false };
    const template = random.chance(0.5) ? random.pick(sentencesOf(language)) : random.pick(DOCUMENTS);
    if (!fits(template, value, kind)) continue;
    const { text } = fillTemplate(template, value, kind, language, random);
    return { text, spans: [], language, template: `broken ${kind.entity} ${template.id}` };
  }
}

function placedCredentials(random: Random, count: number): readonly LabelledText[] {
  return Array.from({ length: count * 2 }, () => {
    const [before, credential, after] = credentialInPlace(random);
    const span = { start: before.length, end: before.length + credential.length, entity: "secret" };
    return { text: `${before}${credential}${after}`, spans: [span], language: "en", template: "credential" };
  });
}

function unlabelled(text: string, template: string): LabelledText {
  return { text, spans: [], language: "en", template };
}

function mixedTexts(random: Random, count: number): readonly LabelledText[] {
  const shared = KINDS.filter(({ languages }) => languages === undefined || languages.includes("en"));
  return Array.from({ length: count }, () => {
    const parts = Array.from({ length: random.between(2, 6) }, () =>
      random.chance(0.6)
        ? oneText(random.pick(shared), random)
        : unlabelled(random.pick(NEAR_MISSES).write(random), "near miss"),
    ).filter(({ key }) => key === undefined);
    let text = "";
    const spans: LabelledSpan[] = [];
    for (const part of parts) {
      // A blank line and a row of dashes: the words of one do not speak of the other.
      const offset = text.length;
      spans.push(
        ...part.spans.map((span) => ({ ...span, start: span.start + offset, end: span.end + offset })),
      );
      text += `${part.text}\n\n----------------------------------------------------------------\n\n`;
    }
    return { text, spans, language: "en", template: "mixed" };
  });
}
