/** How postal addresses are written, by what tells that a line is one. Sources of patterns; all with the flags `gu`. */

/** The words of an alternation, each also with a capital first letter. */
function inEitherCase(words: string): string {
  return words.replaceAll(
    /(^|\|)(\p{Ll})/gu,
    (_, bar: string, letter: string) => `${bar}[${letter}${letter.toUpperCase()}]`,
  );
}

/** A house number: 7, 7a, 7-9, 7/2, 12 bis. */
const NUMBER = String.raw`\d{1,5}(?:\s?[a-z](?![\p{L}])|[-–/]\d{1,4}[a-z]?)?(?:\s(?:bis|ter)(?![\p{L}]))?(?![\d.,]*\d)`;

/** One word of a street's name: with a capital letter, an ordinal, or an initial. */
const NAME = String.raw`(?:\p{Lu}[\p{L}\p{M}'’.-]{0,30}|\d{1,3}(?:st|nd|rd|th))`;
const PARTICLE = `(?:de|del|della|delle|dei|di|da|do|dos|das|du|des|la|le|les|los|las|van|von|der|den|the|of|and|y|e|el|al|à|au|aux|sur|l['’]|d['’]|dell['’])`;

const AFTER_ENGLISH = `Street|St|Avenue|Ave|Av|Boulevard|Blvd|Road|Rd|Drive|Dr|Lane|Ln|Court|Ct|Circle|Cir|Place|Pl|Square|Sq|Terrace|Ter|Trail|Trl|Parkway|Pkwy|Highway|Hwy|Way|Close|Crescent|Cres|Gardens|Gdns|Grove|Mews|Row|Walk|Alley|Plaza|Loop|Broadway|Esplanade|Parade|Quay|Wharf|Rise|Hill|Green|Park|Expressway|Turnpike|Tpke|Route|Extension|Ext|Heights|Hts|Point|Ridge|Run|Pass|Path|Pike|Mall|Bypass|Crossing|Bend|Cove|Glen|Vista|Creek|Hollow|Meadows?|Views?|Gate|Yard|Chase`;

const GERMANIC = String.raw`(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|ufer|damm|chaussee|steig|stieg|graben|hof|pfad|promenade|straat|laan|plein|gracht|kade|dijk|singel|steenweg|baan|hof|vägen|gatan|gränd|torget|stigen|allén|backen|gade|gaten|gata|veien|vegen|vej|vei|plass|stræde|allé|katu|kuja|polku|kaari|raitti|rinne|utca|körút)`;

const BEFORE_ROMANCE = inEitherCase(
  String.raw`rue|avenue|av\.|boulevard|bd\.?|boul\.|place|chemin|allée|impasse|quai|route|cours|square|passage|faubourg|via|viale|v\.le|piazza|piazzale|p\.zza|corso|c\.so|largo|vicolo|strada|contrada|borgo|lungomare|calle|c\/|avenida|avda\.?|avd\.|plaza|pza\.|paseo|carretera|ctra\.|camino|ronda|travesía|glorieta|rua|r\.|travessa|praça|pça\.|alameda|estrada|rodovia|largo|ul\.|ulica|al\.|aleja|os\.|pl\.|plac|улица|ул\.|проспект|пр-т|calea|strada|str\.|bulevardul|b-dul|rambla|carrer|jalan|jl\.`,
);

const BEFORE_GERMAN = String.raw`(?:Am|An\s(?:der|den|dem)|Auf\s(?:der|dem|den)|Im|In\s(?:der|den|dem)|Zum|Zur|Unter\sden|Hinter\sder|Vor\sdem|Beim|Alter?|Neuer?|Große[rn]?|Kleine[rn]?|Obere|Untere)`;

const NAMES = (most: number) => `${NAME}(?:[ -](?:${PARTICLE}[ -]?)?${NAME}){0,${most}}`;

/** What the name of a street and a house number look like together, by country. */
export const STREETS: readonly string[] = [
  // 1600 Pennsylvania Avenue NW; 221B Baker Street; 5 King's Rd.
  String.raw`(?<![\p{L}\d.,/#-])\d{1,6}(?:[-–/]\d{1,4})?\s?[A-Za-z]?,?\s(?:(?:[NSEW]{1,2}\.?|North|South|East|West)\s)?(?:${NAME}\s){1,4}?(?:${AFTER_ENGLISH})(?![\p{L}\d])\.?(?:\s${NAME}){0,2}?(?:\s(?:[NSEW]{1,2}|North|South|East|West)(?![\p{L}\d]))?`,
  String.raw`(?<![\p{L}\d.,/#-])\d{1,6}\s(?:[NSEW]\.?\s)?(?:Broadway|Avenue\s[A-Z]|(?:Highway|Hwy|Route|County\sRoad|State\sRoad|FM)\s\d{1,4})(?![\p{L}\d])`,
  // Hauptstraße 5a; Prinsengracht 263; Storgatan 12; and with the number before.
  String.raw`(?<![\p{L}\d])(?:(?:\d{1,6}\s)(?=\p{Lu}))?(?:${NAME}[ -]){0,3}\p{Lu}?[\p{L}\p{M}'’.-]{2,30}(?<=${GERMANIC}),?\s(?:nr\.?\s)?${NUMBER}`,
  String.raw`(?<![\p{L}\d])(?:${NAME}[ -]){1,4}(?:Stra(?:ß|ss)e|Str\.|Weg|Platz|Allee|Gasse|Ring|Ufer|Damm|Chaussee|Laan|Plein|út|utca|tér|krt\.|körút|Cadde(?:si)?|Sokak|Sok\.|Cad\.),?\s(?:nr\.?\s|no:?\s?)?${NUMBER}`,
  String.raw`(?<![\p{L}\d])${BEFORE_GERMAN}\s${NAMES(2)}\s${NUMBER}`,
  // 10 rue de la Paix; Calle Mayor 5, 3º B; Via Roma, 12; ul. Długa 7.
  String.raw`(?<![\p{L}\d.,/-])${NUMBER},?\s(?:${BEFORE_ROMANCE})\s(?:${PARTICLE}[ ]?){0,3}${NAMES(4)}`,
  String.raw`(?<![\p{L}\d])(?:${BEFORE_ROMANCE})\s?(?:${PARTICLE}[ ]?){0,3}${NAMES(4)},?\s(?:n[°ºr]?\.?\s?|nº\s?|num\.?\s)?${NUMBER}(?:\/\d{1,4})?`,
  // Karl Johans gate 22; Østre Strandgate 5.
  String.raw`(?<![\p{L}\d])(?:${NAME}[ ]){1,3}(?:gate|gata|gt\.|vei|veg|vej|gade|allé|plass|väg|torg|tie|katu)\s${NUMBER}`,
  // A number and a name alone, where a city with a postcode follows that has letters in it: 55 Deansgate, Manchester M3 2BW.
  String.raw`(?<![\p{L}\d.,/#-])\d{1,5}[a-z]?\s${NAMES(2)}(?=,\s(?:\p{Lu}[\p{L}'’-]+[ ]?){1,3},?\s(?:[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|[A-Z]{2}\s(?:\d{5}|[A-Z]\d[A-Z]\s?\d[A-Z]\d))(?![\p{L}\d]))`,
  // A name between two numbers, or before one, where a part of a building follows.
  String.raw`(?<![\p{L}\d.,/#-])(?:\d{1,6}\s)?${NAMES(3)}\s${NUMBER}(?=,?\s{1,3}(?:Apt|Suite|Ste|Unit|Flat|Floor)\b)`,
  // Military mail.
  String.raw`(?:(?:PSC|CMR|Unit)\s\d{1,5},?\sBox\s\d{1,5}|US(?:S|NS|CGC)\s\p{Lu}\p{L}+)\s{1,4}(?:APO|FPO|DPO),?\sA[AEP]\s\d{5}(?:-\d{4})?`,
  // Boxes.
  String.raw`(?<![\p{L}\d])(?:P\.?\s?O\.?\s?Box|Post\sOffice\sBox|Postfach|Postbus|Boîte\spostale|Apartado(?:\sde\scorreos)?|Casella\spostale|Caixa\spostal|Box)\s(?:n[°ºr]?\.?\s?|#\s?)?\d{1,6}(?:[ ]\d{2,3})?(?!\d)`,
  // 〒150-0001 東京都渋谷区…
  String.raw`〒\s?\d{3}-\d{4}(?:\s?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\d０-９-]{2,60})?`,
  String.raw`[\p{Script=Han}]{2,8}(?:省|市|都|府|県|自治区)[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,30}(?:区|市|町|村|县|路|街|道|丁目)[\p{Script=Han}\p{Script=Katakana}\d０-９ー-]{0,30}(?:号|番地?|室|楼|\d)`,
];

/** Postcodes by country, the more telling first. */
const POSTCODES = [
  String.raw`[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}`,
  String.raw`[A-Z]\d[A-Z][ -]?\d[A-Z]\d`,
  String.raw`\d{4}\s?[A-Z]{2}`,
  String.raw`\d{2}-\d{3}`,
  String.raw`\d{4}-\d{3}`,
  String.raw`\d{5}-\d{3,4}`,
  String.raw`\d{3}\s\d{2}`,
  String.raw`(?:[A-Z]{1,2}-)?\d{4,6}`,
];
export const POSTCODE = String.raw`(?:${POSTCODES.join("|")})(?![\p{L}\d])`;

/** A part of a building. */
export const UNIT = String.raw`(?:(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|Building|Bldg|Block|Tower|Level|Etage|Wohnung|Whg|Stock|Appartement|Appt|Bât(?:iment)?|Piso|Puerta|Interno|Int|Scala|Apto|Depto|Bus|PH)\b\.?\s?#?\s?[A-Z]?\d{0,5}[A-Za-z]?|#\s?\d{1,5}[A-Z]?|\d{1,2}(?:º|ª|°|\.º)\s?[A-Z]?|\d{1,2}(?:st|nd|rd|th)\s[Ff]loor|\d\.\sOG|EG)(?![\p{L}\d])`;

/** States that are written as two or three letters. */
export const REGION = String.raw`(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|NSW|VIC|QLD|TAS|ACT|ON|QC|BC|AB|MB|SK|NS|NB)(?![\p{L}\d])`;

/** The beginning of a postcode is none: the `LS` of LS8 1PG. */
const CITY_WORD = String.raw`\p{Lu}[\p{L}\p{M}'’.-]{1,30}(?![\p{L}\d])`;

/** The name of a city: up to four words with capital letters. */
export const CITY = String.raw`${CITY_WORD}(?:[ -](?:(?:am|an der|im|de|del|la|le|les|upon|on|of|sur|en|do|da|di|y|den|aan|bei)[ -])?${CITY_WORD}){0,3}(?:\s\d{1,2}(?!\d))?`;
