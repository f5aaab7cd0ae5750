import { createLabels } from "../labels.ts";
import { NUMBERED_THINGS } from "../numbered-things.ts";
import type { Scan } from "../scan.ts";

/** What forms and databases of any country call an identifier of persons or taxpayers. */
const GENERIC = createLabels(
  (
    "national id,national identity,national identification,national identifier,nationalid,id number,id no,id nr,id num,idnumber,idno,identification number,identification no,identification," +
    "identity number,identity no,identity card,identity document,id card,id document,personal number,personal id,personal identification,personal identifier,personalid," +
    "citizen id,citizen number,government id,tax id,taxid,tax number,tax no,tax code,tax identification,tax identifier,taxnumber,tin,taxpayer,taxpayer id,taxpayer identification,fiscal code,fiscal id,fiscal number," +
    "steuernummer,identifikationsnummer,personenkennzahl,personenkennziffer," +
    "numéro fiscal,identifiant fiscal,identifiant national,carte d identité,pièce d identité,numéro d identité,numéro d identification,identification fiscale," +
    "número de identificación,identificación,identificación fiscal,documento de identidad,número de documento,cédula,documento de identidade,número de identificação,número fiscal,número de identificação fiscal," +
    "codice identificativo,documento d identità,carta d identità,numero di identificazione,identificatienummer,persoonsnummer,identiteitskaart,identiteitsnummer,fiscaal nummer," +
    "numer identyfikacyjny,numer identyfikacji,dowód tożsamości,kimlik,kimlik no,kimlik numarası,vergi no,vergi numarası,vergi kimlik,идентификационный номер," +
    "证件号,证件号码,身份号码,身分証番号,신분증번호,पहचान संख्या"
  ).split(","),
);

/** `order ID number 123`: something else's. */
const OF_THINGS = createLabels(
  [
    ...NUMBERED_THINGS,
    ..."user customer account client device session employee staff message object resource process event app application tenant group channel post video store merchant vendor supplier project contract policy claim patient member student record document file image asset vehicle location room".split(
      " ",
    ),
  ].flatMap((thing) => [`${thing} id`, `${thing} identification`]),
);

/**
 * A word for identifiers of any country stands right before a value, heads its column or names its place: a right check
 * digit is enough then.
 * @param isWhole the value is all of its text
 */
export function isGenericallyNamed(scan: Scan, start: number, isWhole: boolean): boolean {
  if (isWhole && GENERIC.name(scan)) return !OF_THINGS.name(scan);
  return GENERIC.precede(scan, start) && !OF_THINGS.precede(scan, start);
}
