import { codesOf } from "../codes.ts";
import { createLabels } from "../labels.ts";
import type { Finding, Recognizer } from "../recognizer.ts";

/**
 * Business identifier codes (ISO 9362): four letters, a country, two characters of a location and perhaps three of a branch.
 * Eight capitals are also a word; a digit in the location, a head office's `XXX` or a word that names it make sure.
 */
export const recognizer: Recognizer = {
  entity: "swift-bic",
  label: "BIC",
  group: "financial",
  description:
    "Bank identifiers (SWIFT/BIC, ISO 9362) with a known country, by context where letters alone could be a word.",
  specificity: 28,
  score: 0.3,
  context: ["swift", "bic", "bank identifier", "iban", "code bic", "código bic", "codice bic"],
  examples: ["BIC: «DEUTDEFF500»", "SWIFT code «NWBKGB2L»", "«COBADEFFXXX»"],
  nearMisses: ["SWIFT transfer to DEUTSCHE BANK", "BIC DEUTZZFF", "SWIFT PAYMENTS", "BIC DEUTDEFF50"],
  mayOccur: ({ longestToken }) => longestToken >= 8,
  *find(text, scan): Generator<Finding> {
    for (const { start, end, digits, capitals } of codesOf(scan)) {
      const length = end - start;
      if (length !== 8 && length !== 11) continue;
      if (digits > 5 || (capitals + digits !== length && capitals > 0)) continue;
      const code = text.slice(start, end).toUpperCase();
      if (!LOOSE_FORM.test(code) || !COUNTRIES.has(code.slice(4, 6)) || isJoined(text, start, end)) continue;
      if (LABELS.precede(scan, start)) {
        // "SWIFT IS A LANGUAGE": right behind a colon it is no word of a sentence.
        if (WORDS.has(code) || !/[:=|"'(]\s?$/.test(text.slice(Math.max(0, start - 2), start))) {
          if (digits === 0 && isBesideCapitals(text, start, end)) continue;
        }
        yield { start, end, score: 0.92 };
      } else if (capitals > 0 && FORM.test(code) && !WORDS.has(code)) {
        const score = unnamedScore(code, digits);
        if (score >= 0.5 || !isBesideCapitals(text, start, end)) yield { start, end, score };
      }
    }
  },
};

const LABELS = createLabels(
  (
    "bic,bics,swift,swift bic,bic swift,swift code,bic code,swift bic code,bic swift code,code bic,code swift,código swift,código bic," +
    "codice bic,codice swift,kod swift,kod bic,bank identifier code,business identifier code,swiftcode,swiftbic,biccode,bankcode,bic nummer,bic des kreditinstituts"
  ).split(","),
);

const LOOSE_FORM = /^[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?$/;
/** Location codes do not end in `O`; a branch begins with `X` only as `XXX`. */
const FORM = /^[A-Z]{6}[A-Z\d][A-NP-Z\d](?:XXX|[A-WYZ\d][A-Z\d]{2})?$/;

function unnamedScore(code: string, digits: number): number {
  if (code.length === 11 && code.endsWith("XXX")) return 0.75;
  // A digit among the location's characters, or a branch of digits.
  if (digits > 0 && (/\d/.test(code.slice(6, 8)) || /^\d{3}$/.test(code.slice(8)))) return 0.55;
  return 0.3;
}

/** Part of a longer identifier. */
function isJoined(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  return (
    (before !== "" && "_-./$#@\\".includes(before) && /[\w]/.test(text.charAt(start - 2))) ||
    (after !== "" && "_-.@(".includes(after) && /[\w)]/.test(text.charAt(end + 1)))
  );
}

/** Among other words in capitals, a word in capitals is a word. */
function isBesideCapitals(text: string, start: number, end: number): boolean {
  const before = /([A-Za-z]+)[ ]$/.exec(text.slice(Math.max(0, start - 16), start))?.[1];
  if (before !== undefined && /^[A-Z]+$/.test(before) && !/^(?:BIC|SWIFT|CODE)$/.test(before)) return true;
  return (
    /^ [A-Z]{2,}\b(?!\d)/.test(text.slice(end, end + 12)) &&
    !/^ (?:IBAN|BIC|SWIFT)\b/.test(text.slice(end, end + 12))
  );
}

/** Of eight or eleven capitals, with a country in the right place, but words. */
const WORDS: ReadonlySet<string> = new Set(
  (
    "DEUTSCHE BARCLAYS DOCUMENT STANDARD TRANSFER CUSTOMER PASSWORD DATABASE INTERNAL PERSONAL FUNCTION OVERSEAS CONTRACT " +
    "CHARGING BUSINESS RESEARCH CAPITALS ACCEPTED APPROVED COMPLETE CONFIRMED DISABLED EXCHANGE FINANCES IDENTITY INSTANCE INVOICES MERCHANT NATIONAL " +
    "POSITION PRIORITY PROGRESS PURCHASE QUESTION REQUIRED RESPONSE RESTRICT SECURITY SETTINGS SHIPMENT SOFTWARE STRATEGY TERMINAL TRAINING VALIDATE " +
    "DISCOVER INTERBANK UNLIMITED GUARANTEE REFERENCES INFORMATION APPLICATION DEVELOPMENT TRANSACTION IMPLEMENTED INTERNATIONAL ENVIRONMENT"
  ).split(" "),
);

/** ISO 3166-1 alpha-2, and `XK`. */
const COUNTRIES: ReadonlySet<string> = new Set(
  (
    "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR " +
    "CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE " +
    "IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR " +
    "MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI " +
    "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
  ).split(" "),
);
