import type { Finding } from "../recognizer.ts";
import { CITY, POSTCODE, REGION, STREETS, UNIT } from "./address-forms.ts";
import type { Lexicon } from "./lexicon.ts";
import { isOrdinary } from "./ordinary-words.ts";

const STREET = new RegExp(STREETS.map((form) => `(?:${form})`).join("|"), "gu");
const PART_UNIT = new RegExp(UNIT, "uy");
const PART_POSTCODE_CITY = new RegExp(`(?:${POSTCODE})(?:[ ,]{1,2}${CITY})?`, "uy");
const PART_CITY = new RegExp(CITY, "uy");
const PART_COUNTRY = /(?:USA?|UK|UAE|U\.S\.(?:A\.)?|U\.K\.)(?![\p{L}\d])/uy;
const PART_REGION = new RegExp(REGION, "uy");
const PART_POSTCODE = new RegExp(POSTCODE, "uy");
const BETWEEN =
  /(?:\s?[,;·|]\s{0,2}|\s?(?:\r?\n|\\n)[ \t>]{0,4}|\s?,?\s?(?:\r?\n|\\n)[ \t>]{0,4}|\s[-–]\s|\s|\sin\s)/y;
const POSTCODE_AND_CITY = new RegExp(
  `(?<![\\p{L}\\d.,/#-])(?:(?:[A-Z]{1,2}-)?\\d{4,5}|\\d{4}\\s[A-Z]{2}|\\d{2}-\\d{3}|\\d{3}\\s\\d{2})[ ](${CITY})`,
  "gu",
);
const CITY_STATE_ZIP = new RegExp(`(?<![\\p{L}])${CITY},\\s(?:${REGION})\\s\\d{5}(?:-\\d{4})?(?!\\d)`, "gu");
const LABELLED =
  /(?<![\p{L}])(?:(?:home|street|mailing|postal|shipping|billing|delivery|business|office|residential|current|my|new|old)\s)?(?:address|adresse|anschrift|wohnhaft in|dirección|domicilio|indirizzo|adres|endereço|adress|住所|地址)(?![\p{Script=Latin}])(?:\s(?:line\s?\d|\d))?(?:\s(?:is|ist|est|es|è|to)(?::|\s)|["']?\s?[:：=])\s{0,3}["']?/giu;

/** Keys of members that hold an address or a part of one. Without `_` and `-`. */
export const ADDRESS_KEYS: ReadonlySet<string> = new Set(
  `address addressline addressline1 addressline2 address1 address2 line1 line2 street street1 street2 streetaddress streetname homeaddress mailingaddress
  postaladdress shippingaddress billingaddress deliveryaddress fulladdress formattedaddress postcode postalcode zip zipcode city town locality
  adresse anschrift straße strasse hausnummer plz ort wohnort rue codepostal ville direccion dirección calle codigopostal ciudad indirizzo via cap citta
  città adres straat huisnummer woonplaats endereco endereço rua cep cidade pobox`.split(/\s+/),
);

/** Parts that may follow the street: unit, city, region, postcode, country. */
const MOST_PARTS = 7;

/** Postal addresses: a street with a number and what follows it, a postcode with its city, and what is labelled as one. */
export function findAddresses(text: string, lexicon: Lexicon): readonly Finding[] {
  const found: Finding[] = [];
  if (!/\d/.test(text)) return found;
  for (const match of text.matchAll(STREET)) {
    if (isOrdinaryWord(match[0], lexicon)) continue;
    const end = tailOf(text, match.index + match[0].length, lexicon);
    found.push({ start: match.index, end: withoutDot(text, end), score: 0.85 });
  }
  for (const match of text.matchAll(POSTCODE_AND_CITY)) {
    const city = longestPlace(match[1] ?? "", lexicon);
    if (city === undefined) continue;
    const start = match.index;
    const end = start + match[0].length - (match[1] ?? "").length + city.length;
    found.push({ start, end, score: 0.6 });
  }
  for (const match of text.matchAll(CITY_STATE_ZIP))
    found.push({ start: match.index, end: match.index + match[0].length, score: 0.75 });
  for (const match of text.matchAll(LABELLED)) {
    const labelled = labelledAt(text, match.index + match[0].length);
    if (labelled !== undefined) found.push(labelled);
  }
  return found;
}

/** `During 1971`, `Bring 5`: an ordinary word that ends as streets do. */
function isOrdinaryWord(found: string, lexicon: Lexicon): boolean {
  const [, word, number] = /(\p{L}{2,}(?:ring|hof|graben|pfad)) (\d+)$/u.exec(found) ?? [];
  if (word === undefined) return false;
  return /^(?:19|20)\d\d$/.test(number ?? "") || isOrdinary(word.toLowerCase(), lexicon.words);
}

/** How far an address reaches whose street ends at `from`. */
function tailOf(text: string, from: number, lexicon: Lexicon): number {
  let end = from;
  let at = from;
  let hasCity = false;
  let hasPostcode = false;
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const gap = sticky(BETWEEN, text, at);
    if (gap === undefined) break;
    const start = at + gap.length;
    const unit = sticky(PART_UNIT, text, start);
    if (unit !== undefined) {
      end = at = start + unit.length;
      continue;
    }
    const postcode = hasPostcode ? undefined : sticky(PART_POSTCODE, text, start);
    if (
      postcode !== undefined &&
      (hasCity || isBreak(gap) || /^[A-Z]|\s|[A-Z]{2}$/.test(postcode) || postcode.length === 5)
    ) {
      hasPostcode = true;
      end = at = start + postcode.length;
      const whole = hasCity ? undefined : sticky(PART_POSTCODE_CITY, text, start);
      if (whole !== undefined && whole.length > postcode.length) {
        const rest = whole.slice(postcode.length);
        const lead = /^[ ,]+/.exec(rest)?.[0].length ?? 0;
        end = at = end + lead + cityIn(rest.slice(lead), lexicon).length;
        hasCity = true;
      }
      continue;
    }
    const region = sticky(PART_REGION, text, start) ?? sticky(PART_COUNTRY, text, start);
    if (region !== undefined && hasCity) {
      end = at = start + region.length;
      continue;
    }
    const city = sticky(PART_CITY, text, start);
    if (city === undefined || (hasCity && hasPostcode && !lexicon.places.has(city.toLowerCase()))) break;
    const named = longestPlace(city, lexicon);
    const isFollowed = new RegExp(`^(?:,?\\s|\\s?\\n\\s?)(?:(?:${REGION})\\s)?(?:${POSTCODE})`, "u").test(
      text.slice(start + city.length, start + city.length + 24),
    );
    if (!isFollowed && named === undefined) break;
    if (!isFollowed && !isBreak(gap) && !/^\sin\s$/.test(gap) && !hasPostcode) break;
    hasCity = true;
    end = at = start + (isFollowed ? city.length : (named ?? city).length);
  }
  return end;
}

function isBreak(gap: string): boolean {
  return /[,;·|\n-]|\\n/.test(gap);
}

/** The words at the beginning of `city` that are a known place; all of them when none is. */
function cityIn(city: string, lexicon: Lexicon): string {
  return longestPlace(city, lexicon) ?? /^[^ ]+/.exec(city)?.[0] ?? city;
}

function longestPlace(city: string, { places }: Lexicon): string | undefined {
  let part = city;
  for (;;) {
    if (places.has(part.replace(/[.'’]+$/, "").toLowerCase())) return part.replace(/[.'’]+$/, "");
    const cut = part.lastIndexOf(" ");
    if (cut < 0) return undefined;
    part = part.slice(0, cut);
  }
}

/** What stands behind a label, to the end of the line, as far as it looks like an address: it has a number in it. */
function labelledAt(text: string, start: number): Finding | undefined {
  const line = /^[^\n"\\;{}<>|]{3,160}/.exec(text.slice(start, start + 160))?.[0] ?? "";
  const sentence =
    /^.*?(?=\.\s+\p{Lu}|[?!]|,\s\p{Ll}|\s+(?:and|is|was|please|can)\s|$)/u.exec(line)?.[0] ?? line;
  const value = sentence.replace(/[\s.,]+$/, "");
  if (
    !/^[\p{L}\d]/u.test(value) ||
    !/\d/.test(value) ||
    !/^(?:[\d#]\S* )?(?:\p{Lu}|\p{Script=Han})/u.test(value) ||
    /@|https?:/.test(value)
  )
    return undefined;
  return { start, end: start + value.length, score: 0.6 };
}

function sticky(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The full stop of a sentence is not the address's. */
function withoutDot(text: string, end: number): number {
  return text.charAt(end - 1) === "." &&
    !/\b(?:St|Ave|Av|Rd|Dr|Blvd|Ln|Ct|Pl|Sq|Str|str)\.$/.test(text.slice(Math.max(0, end - 6), end))
    ? end - 1
    : end;
}
