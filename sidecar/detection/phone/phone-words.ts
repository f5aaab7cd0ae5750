/** Digits after these are a phone number; a few words or quotes may stand between, but no other number. */
const NOUNS =
  /(?:(?<![a-z])(?:(?:tele|cell|mobile|home|work|office|contact|customer|user)?[ _-]?phone|tele?fono?|t[eé]l[eé]phone|tel(?! aviv)|mobile|cell(?:ular[e]?)?|handy|mobil|fax|whatsapp|sms|m[oó]vil|portable|gsm|hotline|msisdn)(?![a-z]{3})|电话|手机|電話)[^\d\n]{0,24}$/i;
const NUMBER_WORDS =
  /(?<![a-z])(?:phone|tel(?! aviv)|mobile|cell|contact)[ _-]?(?:number|num|no|nr)[^\d\n]{0,24}$/i;
/** Verbs say so only with little between: "call started at 1700000000" is no such thing. */
const VERBS =
  /(?<![a-z])(?:call|text|dial|ring|reach|sms|appelez|llama|chiama|bel|anrufen unter)(?: (?:me|us|him|her|them|back|at|on|now|my|the|number|is|via|today|tomorrow))*[ :([{"'-]{0,4}$/i;

/** Digits right after these are something else's. */
const OTHER =
  /(?<![a-z])(?:orders?|invoice|ticket|case|ref|reference|account|acct|sku|serial|is[bs]n(?:-1[03])?|id|part|model|version|build|release|tracking|po|rma|patent|doi|timestamp|epoch|bestellung|bestellnummer|rechnung|kundennummer|artikelnummer|commande|facture|pedido|factura|ordine|fattura)(?:[ _-]?(?:number|num|no|nr|code|id))?\.?(?: (?:is|was|are|of))?["']?[ :=#([{"'-]{0,5}$/i;

/** A count of phones or their users. */
const STATISTICS =
  /(?:users?|customers|subscribers|population|sales|sold|shipped|units|revenue|prices?|costs?)\b[^\d\n]{0,24}$/i;

/** @param before the characters right before a number */
export function isNamedPhone(before: string): boolean {
  return (
    !OTHER.test(before) &&
    !STATISTICS.test(before) &&
    (NOUNS.test(before) || NUMBER_WORDS.test(before) || VERBS.test(before))
  );
}

/** @param before the characters right before a number */
export function isNamedOtherwise(before: string): boolean {
  return OTHER.test(before);
}
