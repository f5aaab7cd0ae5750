import { datesOf } from "../dates.ts";
import { createLabels } from "../labels.ts";
import type { Finding, Recognizer } from "../recognizer.ts";
import { perScan, type Scan } from "../scan.ts";

/** Dates of birth: a date after a word of birth, or in a column or a place that is named so. A date alone is none. */
export const recognizer: Recognizer = {
  entity: "date-of-birth",
  label: "BIRTHDATE",
  group: "personal",
  description:
    "Dates of birth: dates in any usual form and many languages beside words of birth; no other dates.",
  specificity: 34,
  score: 0.2,
  context: [
    "date of birth",
    "birthdate",
    "birth date",
    "birthday",
    "dob",
    "dateofbirth",
    "birth_date",
    "geburtsdatum",
    "geburtstag",
    "date de naissance",
    "fecha de nacimiento",
    "data di nascita",
    "data de nascimento",
    "geboortedatum",
    "data urodzenia",
    "födelsedatum",
    "fødselsdato",
    "дата рождения",
    "生年月日",
    "出生日期",
  ],
  examples: [
    "DOB: «1985-03-12»",
    "born on «March 12, 1985» in Ohio",
    "geboren am «12. März 1985»",
    "née le «12/03/1985»",
    "fecha de nacimiento: «12 de marzo de 1985»",
  ],
  nearMisses: ["invoice of 1985-03-12", "DOB 1985-13-45", "born to run 12.5.1", "stubborn 12/03/1985"],
  mayOccur: ({ digits }) => digits >= 4,
  *find(text, scan): Generator<Finding> {
    let lastEnd = 0;
    for (const { start, end } of datesOf(scan)) {
      if (isOfBirth(scan, start, end, lastEnd)) yield { start, end, score: 0.85 };
      else if (isWhole(text, start, end)) yield { start, end, score: 0.2 };
      lastEnd = end;
    }
  },
};

/** Characters. */
const LONGEST_WHOLE = 48;

/** The text is this date alone, perhaps with a time: the place where it stands may say what it is. */
function isWhole(text: string, start: number, end: number): boolean {
  return text.length <= LONGEST_WHOLE && !/[^\sTZ\d:.,+-]/.test(text.slice(0, start) + text.slice(end));
}

const LETTERED =
  "d\\.? ?o\\.? ?b|date[ _-]?of[ _-]?birth|birth[ _-]?dates?|birthdays?|b[- ]?day|born|birth(?=\\W{0,3}[:=]|(?: on| in)?[ _]\\d)|née?|naissance|nacid[oa]|naci[óo]|nacimiento|(?-i:[Nn]at[oa])|nascita|" +
  "nascid[oa]|nasc|nasceu|nascimento|geb|geboren|geburtsdatum|geburtstag|geb[- ]?datum|geboortedatum|geboortedag|urodz(?:ony|ona|enia|iłem|iłam|ił się|iła się)|ur|" +
  "födelsedatum|född|fødselsdato|fødselsdag|født|syntymäaika|syntynyt|doğum tarihi|doğumlu|narozen[ía]?|datum narození|született|дата рождения|родил(?:ся|ась)|γέννησης";
const UNSPACED = "生年月日|出生日期|出生年月|出生于|出生|生まれ|誕生日|생년월일|출생";
/** What has a date of its own. */
const ELSE =
  "invoice|order|bill|release|publish|certificate|party|cake|gift|celebrat|control|defect|screening|visit|admi|updated|issued|expir|valid|appoint|exam|enrol|hired|joined|since|died|deceased|†|signed|created";
/** Between the word and the date no other number, no end of a sentence, and few words: a place, a format in brackets. */
const GAP = `(?:(?!\\. (?-i:\\p{Lu})|${ELSE})[^\\d\\n;|]){0,40}`;
const BEFORE = new RegExp(`(?:(?<![\\p{L}\\p{N}])(?:${LETTERED})(?!\\p{L})|${UNSPACED})${GAP}$`, "iu");
const AFTER =
  /^(?:,? is (?:my|his|her|their|the) |[^\p{L}\d\n]{0,4})(?:\(?(?:d\.?o\.?b\b|date of birth|birth ?date|birthday|geboren|doğumlu|生まれ|出生))/iu;
const ANYWHERE = new RegExp(`(?:${LETTERED})|${UNSPACED}`, "iu");

const COLUMNS = createLabels(
  (
    "dob,d o b,date of birth,birth date,birthdate,birthday,born,born on,geburtsdatum,geburtstag,geboren,date de naissance,naissance,né le,née le,fecha de nacimiento,nacimiento," +
    "data di nascita,nascita,data de nascimento,nascimento,geboortedatum,data urodzenia,födelsedatum,fødselsdato,дата рождения,生年月日,出生日期"
  ).split(","),
);

/** `(b. 12 March 1985)`, `(* 12.03.1985)`: right before the date only. */
const ABBREVIATED = /[(,] ?(?:b\.|\*) ?$/;

const mayNameBirth = perScan((text) => ANYWHERE.test(text) || /[(,] ?(?:b\.|\*) ?\d/.test(text));

/** Characters. */
const LONGEST_BEFORE = 72;

function isOfBirth(scan: Scan, start: number, end: number, lastEnd: number): boolean {
  if (!mayNameBirth(scan)) return false;
  const { text } = scan;
  return (
    BEFORE.test(text.slice(Math.max(lastEnd, start - LONGEST_BEFORE), start)) ||
    ABBREVIATED.test(text.slice(Math.max(lastEnd, start - 4), start)) ||
    AFTER.test(text.slice(end, end + 24)) ||
    COLUMNS.precede(scan, start)
  );
}
