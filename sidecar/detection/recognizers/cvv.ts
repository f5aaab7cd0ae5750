import { beginsWord, endsWord, isContinued, isDigitAt } from "../boundaries.ts";
import { codesOf } from "../codes.ts";
import { createLabels } from "../labels.ts";
import type { Finding, Recognizer } from "../recognizer.ts";

/** Card verification codes: three or four digits after words that name them, or after a card's number and expiry. */
export const recognizer: Recognizer = {
  entity: "cvv",
  label: "CVV",
  group: "financial",
  description:
    "Card verification codes (CVV, CVC, CID), after words that say so or after a card's number and expiry.",
  specificity: 24,
  score: 0.3,
  context: ["cvv", "cvc", "cvn", "card verification", "security code", "card code", "cryptogramme"],
  examples: ["CVV: «123»", "security code is «4321»"],
  nearMisses: ["room 123", "CVV: 12345", "cvv 1.234", "security code review 2024"],
  mayOccur: ({ digits }) => digits >= 3,
  *find(text, scan): Generator<Finding> {
    for (const { start, end, digits } of codesOf(scan)) {
      const length = end - start;
      if (length !== digits || length < 3 || length > 4) continue;
      if (isWhole(text, start, end)) {
        yield { start, end, score: 0.3 };
      } else if (isApart(text, start, end) && (LABELS.precede(scan, start) || followsExpiry(text, start))) {
        yield { start, end, score: 0.85 };
      }
    }
  },
};

const LABELS = createLabels(
  (
    "cvv,cvv code,cvc code,cvv number,csc code,cvv cvc,cvc,cvc cvv,cvn,csc,cv,card verification,card verification code,card verification value,card security code,security code,card code,cid code," +
    "verification code on the back,prüfnummer,kartenprüfnummer,prüfziffer,sicherheitscode,cryptogramme,cryptogramme visuel,code de sécurité,código de seguridad," +
    "codigo de seguridad,codice di sicurezza,beveiligingscode,código de segurança,kod zabezpieczający,kod bezpieczeństwa,安全码,セキュリティコード"
  ).split(","),
);

/** The text is this number alone: the place where it stands may say what it is. */
function isWhole(text: string, start: number, end: number): boolean {
  return text.length <= 8 && text.trim() === text.slice(start, end);
}

function isApart(text: string, start: number, end: number): boolean {
  if (!beginsWord(text, start) || !endsWord(text, end) || isContinued(text, end)) return false;
  if (",:/-".includes(text.charAt(end)) && text.charAt(end) !== "" && isDigitAt(text, end + 1))
    return text.charAt(end) === ",";
  return !(".-/:".includes(text.charAt(start - 1)) && isDigitAt(text, start - 2));
}

/** The end of a card's number, its expiry, and something between: `1111 12/29 737`, `1111|12|2029|737`. */
function followsExpiry(text: string, start: number): boolean {
  if (!" ,;|\t".includes(text.charAt(start - 1)) || !isDigitAt(text, start - 1 - gapBefore(text, start)))
    return false;
  const expiry = text.slice(Math.max(0, start - LONGEST_EXPIRY), start);
  if (!expiry.includes("/") && !expiry.includes("|")) return false;
  return EXPIRY_BEFORE.test(text.slice(Math.max(0, start - 28), start));
}

/** Characters, with what stands behind it. */
const LONGEST_EXPIRY = 10;

/** Characters beyond the first between a number and what stands before it. */
function gapBefore(text: string, start: number): number {
  let gap = 1;
  while (gap < 3 && !isDigitAt(text, start - 1 - gap)) gap++;
  return gap;
}

const EXPIRY_BEFORE = /\d{4}[ ,;|\t]{1,3}(?:exp\.? ?)?(?:0[1-9]|1[0-2])[/|](?:20)?[2-4]\d[ ,;|\t]{1,3}$/i;
