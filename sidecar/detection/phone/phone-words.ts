import { createLabels } from "../labels.ts";

/** Digits after these are a phone number; a few words or quotes may stand between, but no other number. */
const NOUNS =
  /(?:(?<![a-z])(?:(?:tele|cell|mobile|home|work|office|contact|customer|user)?[ _-]?phone|tele?fono?|t[eé]l[eé]phone|t[eé]l(?! aviv)|mobile|cell(?:ular[e]?)?|handy|mobil|fax|whatsapp|sms|m[oó]vil|portable|gsm|hotline|msisdn)(?![a-z]{3})|电话|手机|電話|携帯|전화)[^\d\n]{0,24}$/i;
const NUMBER_WORDS =
  /(?<![a-z])(?:phone|tel(?! aviv)|mobile|cell|contact)[ _-]?(?:number|num|no|nr)[^\d\n]{0,24}$/i;
/** Verbs say so only with little between: "call started at 1700000000" is no such thing. */
const VERBS =
  /(?<![a-z])(?:call|text|dial|ring|reach|answering|reachable|sms|appelez|appeler|joindre|rappelez|llama|llame|llámame|llamar|chiama|chiamami|chiami|chiamare|bel|bellen|erreichbar|anrufen|ligue|ligar|liga|dzwo[nń]|zadzwoń|ring|拨打|致电|電話して)(?:[ -](?:me|us|him|her|them|back|at|on|now|my|the|number|is|via|today|tomorrow|moi|nous|au|le|al|ao|para|mij|ons|op|unter|mich|uns|a|el|il|pod|do|på|mig))*[ :([{"'-]{0,4}$/i;

/** Digits right after these are something else's. */
const OTHER =
  /(?<![a-z])(?:orders?|invoice|ticket|case|ref|reference|account|acct|sku|serial|is[bs]n(?:-1[03])?|id|part|model|version|build|release|tracking|po|rma|patent|doi|timestamp|epoch|bestellung|bestellnummer|rechnung|kundennummer|artikelnummer|commande|facture|pedido|factura|ordine|fattura|nhs|utr|sin|nas|tfn|tax(?: file)?|taj|ssn|itin|ein|npi|mrn|imei|nino|tin|vat|cpf|steuer-?id|insurance|passport|licen[cs]e|bsn|cpr|pesel|iban|nir)(?:[ _-]?(?:number|num|no|nr|code|id))?\.?(?: (?:is|was|are|of))?["']?[ :=#([{"'-]{0,5}$/i;

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

/** Names of fields and headings of columns. */
export const PHONE_LABELS = createLabels(
  (
    "phone,phones,phone number,telephone,tel,mobile,mobile phone,cell,cell phone,fax,contact number,msisdn,whatsapp,tél,telefon,telefonnummer,handy,handynummer,mobil,mobilnummer,cellphone,téléphone,portable," +
    "teléfono,móvil,celular,telefono,cellulare,telefone,telemóvel,telefoon,telefoonnummer,mobiel,numer telefonu,puhelin,puhelinnumero,tlf,mobilnr,komórka,numer komórkowy,cep telefonu,τηλέφωνο,телефон,номер телефона,мобильный,điện thoại,电话,手机,電話番号,携帯,电话号码,手机号,전화번호,휴대폰,휴대전화,연락처,फ़ोन,फोन,मोबाइल,संपर्क," +
    "landline,desk,desk phone,direct line,direct dial,switchboard,pager,ph,mob,cel,fon,tlf,tfno,tlfno,durchwahl,zentrale,festnetz,festnetznummer,rufnummer,telefonnr," +
    "fijo,teléfono fijo,contacto,fixe,téléphone fixe,tél fixe,fisso,telefono fisso,recapito,recapito telefonico,fixo,telefone fixo,vaste lijn,vast nummer,stacjonarny,telefon stacjonarny,tel kom,komórka," +
    "sabit hat,cep telefonu,cep tel,cep telefonu numarası,iş telefonu,ev telefonu,gsm"
  ).split(","),
);

/** Personal numbers of other kinds, whose digits may be grouped as those of phones. */
export const OTHER_LABELS = createLabels(
  (
    "nhs,utr,nino,ni,sin,nas,social insurance,socialinsurance,insurance,tfn,tax file,tax,tax id,taxid,taj,ssn,social security,itin,ein,national id,id,id card,identity,identity card,mynumber,passport,licence,license," +
    "imei,mrn,policy,npi,bsn,cpr,pesel,nip,regon,cpf,rut,steuer,steuer id,svnr,abn,acn,medicare,aadhaar,pan,p n,part,sku,serial,iban,account,konto,kundennummer,order,invoice,booking,reference,マイナンバー,身份证"
  ).split(","),
);
