import type { Finding } from "../recognizer.ts";
import { isPlain } from "./cue.ts";
import type { Lexicon } from "./lexicon.ts";
import { isOrdinary } from "./ordinary-words.ts";
import type { Word } from "./words.ts";

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ""));

/** Legal forms, which stand behind a company's name and for nothing else; dots left out. */
const LEGAL_FORM =
  /^,?\s{1,2}(?:(?:Inc|Incorporated|LLC|L\.L\.C|LLP|L\.P|Ltd|Limited|PLC|plc|Corp|Corporation|GmbH(?:\s&\sCo\.?\sKG(?:aA)?)?|gGmbH|mbH|AG(?:\s&\sCo\.?\sKG(?:aA)?)?|KG|KGaA|OHG|UG|SE|S\.A|SA|SAS|SARL|S\.à\sr\.l|SASU|S\.L|SL|S\.p\.A|SpA|S\.r\.l|Srl|B\.V|BV|N\.V|NV|Oyj?|AB|ASA|A\/S|ApS|AS|Sp\.\sz\so\.o|s\.r\.o|a\.s|d\.o\.o|K\.K|Kft|Zrt|Pty(?:\.?\sLtd)?|Pte(?:\.?\sLtd)?|Pvt(?:\.?\sLtd)?|Ltda|S\.A\.S|e\.V|eG)\b\.?(?:\s(?:Ltd|Limited|Co)\b\.?)?|&\sCo\b\.?(?:\sKG)?|Co\.(?=[\s,;)]|$))/;
/** Of these only the ones that are no word of their own make an organisation of one word alone. */
const SHORT_FORM = /^,?\s{1,2}(?:AS|AB|SA|SE|SL|UG|AG|KG|eG|plc)\b/;

/** What the last word of an organisation's name says it is. */
const HEADS = set(`
  university college hospital clinic institute foundation bank bancorp insurance group holdings holding partners associates technologies technology
  industries enterprises solutions systems laboratories labs pharmaceuticals airlines airways motors records studios pictures entertainment
  logistics consulting consultants capital ventures investments securities trust agency ministry authority commission committee council
  association society union federation league club church school academy museum party corporation company
  software networks communications media press publishing newspapers energy petroleum foods brewery restaurants stores supermarket hotels
  universität hochschule krankenhaus klinik stiftung sparkasse versicherung versicherungen werke verlag université hôpital banque universidad
  hospital banco università ospedale banca universiteit ziekenhuis`);

/** `University of Leeds`, `Bank of Ireland`, `Ministry of Health`. */
const HEADS_WITH_OF = set(`
  university college bank ministry department institute museum church office bureau academy society house board council school federation
  association commission universidad université università universität banco banque banca ministère ministerio ministero`);
const LINKS = set("of for and the de del della di do da des du für der et y e");

/** An employer follows. */
const CUES = set(`
  company: employer: organization: organisation: firma: firm: arbeitgeber: unternehmen: empresa: société: entreprise: azienda: società: bedrijf: werkgever:
  vendor: supplier: client: customer:`);
const EMPLOYED = new Set([
  "works at",
  "work at",
  "working at",
  "worked at",
  "works for",
  "work for",
  "working for",
  "worked for",
  "employed by",
  "employed at",
  "employee of",
  "ceo of",
  "cto of",
  "cfo of",
  "founder of",
  "director of",
  "chairman of",
  "president of",
  "intern at",
  "engineer at",
  "manager at",
  "job at",
  "acquired by",
  "owned by",
  "hired by",
  "fired by",
  "contract with",
  "arbeite bei",
  "arbeitet bei",
  "angestellt bei",
  "travaille chez",
  "trabajo en",
  "trabaja en",
  "trabajo para",
  "trabaja para",
  "lavoro per",
  "lavora per",
  "lavoro presso",
  "werk bij",
  "werkt bij",
]);

/** Keys of members that hold an organisation. Without `_` and `-`. */
export const ORGANIZATION_KEYS = set(`
  company companyname organization organisation organizationname organisationname employer employername firma firmenname arbeitgeber empresa razonsocial
  société societe raisonsociale azienda ragionesociale bedrijf werkgever businessname legalentity vendorname suppliername`);

const LONGEST_NAME = 6;

/** Names of organisations: what stands before a legal form, around a word such as `University`, or where an employer is named. */
export function findOrganizations(
  text: string,
  words: readonly Word[],
  lexicon: Lexicon,
): readonly Finding[] {
  const found: Finding[] = [];
  for (let index = 0; index < words.length; index++) {
    const finding =
      ofHead(text, words, index) ??
      ofLegalForm(text, words, index) ??
      headed(text, words, index, lexicon) ??
      several(text, words, index, lexicon) ??
      employer(text, words, index, lexicon);
    if (finding !== undefined) found.push(finding);
  }
  return found;
}

/** The word at `index` stands right before a legal form. */
function ofLegalForm(text: string, words: readonly Word[], index: number): Finding | undefined {
  const last = words[index];
  if (last === undefined || last.shape === "lower") return undefined;
  const form = LEGAL_FORM.exec(text.slice(last.end, last.end + 40))?.[0];
  if (form === undefined) return undefined;
  const first = firstOf(text, words, index);
  if (first === last && SHORT_FORM.test(form) && last.shape !== "capital") return undefined;
  return { start: first.start, end: last.end + form.length, score: 0.85 };
}

/** `Leeds University`; `Henderson Group`: the word at `index` says what it is. */
function headed(text: string, words: readonly Word[], index: number, lexicon: Lexicon): Finding | undefined {
  const head = words[index];
  const before = words[index - 1];
  if (head === undefined || before === undefined || head.shape !== "capital" || !HEADS.has(head.lower))
    return undefined;
  if (before.shape === "lower" || !isLinked(text, before, head)) return undefined;
  const first = firstOf(text, words, index);
  const isName = lexicon.givenNames.has(first.lower) || lexicon.familyNames.has(first.lower);
  if (first === head || (first === before && !isName && isOrdinary(first.lower, lexicon.words)))
    return undefined;
  return { start: first.start, end: head.end, score: 0.65 };
}

/** `Bank of …` */
function ofHead(text: string, words: readonly Word[], index: number): Finding | undefined {
  const head = words[index];
  if (head === undefined || head.shape !== "capital" || !HEADS_WITH_OF.has(head.lower)) return undefined;
  let end = head.end;
  let isNamed = false;
  for (let at = index + 1; at <= index + LONGEST_NAME; at++) {
    const word = words[at];
    const last = words[at - 1];
    if (word === undefined || last === undefined || text.slice(last.end, word.start) !== " ") break;
    if (word.shape === "lower") {
      if (!LINKS.has(word.lower)) break;
      continue;
    }
    if (at === index + 1) return undefined;
    end = word.end;
    isNamed = true;
  }
  if (!isNamed) return undefined;
  const first = firstOf(text, words, index);
  return { start: first.start, end, score: 0.7 };
}

/** `Smith & Sons`, `Henderson, Hicks and Brown`: several names that make one. */
function several(text: string, words: readonly Word[], index: number, lexicon: Lexicon): Finding | undefined {
  const word = words[index];
  if (word === undefined || word.shape !== "capital") return undefined;
  SEVERAL.lastIndex = word.start;
  const found = SEVERAL.exec(text);
  if (found === null) return undefined;
  const names = found[0].toLowerCase().split(/[^\p{L}'’-]+/u);
  if (names.some((name) => name !== "and" && isOrdinary(name, lexicon.words))) return undefined;
  // As often as not those are persons.
  return { start: word.start, end: word.start + found[0].length, score: found[0].includes("&") ? 0.6 : 0.45 };
}

const SEVERAL =
  /\p{Lu}[\p{L}'’-]{1,30}(?:,\s\p{Lu}[\p{L}'’-]{1,30},?\sand\s\p{Lu}[\p{L}'’-]{1,30}|\s&\s\p{Lu}[\p{L}'’-]{1,30})(?![\p{L}])|\p{Lu}\p{Ll}{1,30}-\p{Lu}\p{Ll}{1,30}(?=\s(?:Inc|Ltd|LLC|Group|PLC))/uy;

/** `works at Initech`, `Employer: Initech` */
function employer(
  text: string,
  words: readonly Word[],
  index: number,
  lexicon: Lexicon,
): Finding | undefined {
  const word = words[index];
  const before = words[index - 1];
  if (word === undefined || before === undefined || word.shape === "lower" || word.shape === "initial")
    return undefined;
  const gap = text.slice(before.end, word.start);
  const isCued =
    (isPlain(gap) && EMPLOYED.has(`${words[index - 2]?.lower ?? ""} ${before.lower}`)) ||
    (/^["']?\s?[:=]\s?["']?$/.test(gap) && CUES.has(`${before.lower}:`));
  if (!isCued || isOrdinary(word.lower, lexicon.words)) return undefined;
  let end = word.end;
  for (let at = index + 1; at < index + LONGEST_NAME; at++) {
    const next = words[at];
    if (next === undefined || next.shape === "lower" || !isLinked(text, { end }, next)) break;
    end = next.end;
  }
  return { start: word.start, end, score: 0.65 };
}

/** The first word of the name whose last one is at `index`. */
function firstOf(text: string, words: readonly Word[], index: number): Word {
  let first = words[index];
  if (first === undefined) throw new RangeError("no such word");
  for (let at = index - 1; at > index - LONGEST_NAME; at--) {
    const word = words[at];
    if (word === undefined || word.shape === "lower" || !isLinked(text, word, first)) break;
    if (OPENERS.has(word.lower)) break;
    first = word;
  }
  return first;
}

const OPENERS = set(
  "pay ask call email mail invoice both while but also when if since as or is are was were join sue see visit thank thanks the a an at in from for by with and i we he she they my our your his her this that dear hi hello is was contact about",
);

function isLinked(text: string, one: { readonly end: number }, next: Word): boolean {
  const gap = text.slice(one.end, next.start);
  return gap === " " || gap === " & " || gap === "-" || gap === "&" || gap === "\u00a0";
}
