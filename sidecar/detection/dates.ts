import { isDigitAt } from "./boundaries.ts";
import { codesOf } from "./codes.ts";
import type { Span } from "./recognizer.ts";
import { perScan, type Scan } from "./scan.ts";

/** Days that are written out in a text, in order: numbers in any usual order, and months' names in several languages. */
export function datesOf(scan: Scan): readonly Span[] {
  let dates = remembered(scan).dates;
  if (dates === undefined) {
    dates = readDates(scan);
    remembered(scan).dates = dates;
  }
  return dates;
}

const remembered = perScan((): { dates: readonly Span[] | undefined } => ({ dates: undefined }));

function readDates(scan: Scan): readonly Span[] {
  const { text } = scan;
  const dates: Span[] = [];
  let from = 0;
  for (const { start, end } of codesOf(scan)) {
    if (start < from || !mayBegin(text, start)) continue;
    let length = 0;
    while (start + length < end && isDigitAt(text, start + length)) length++;
    // A day or month, a year, or all three in one piece.
    if (length !== 1 && length !== 2 && length !== 4 && length !== 8) continue;
    const dateEnd =
      numericEnd(text, start) ?? dayFirstEnd(text, start, Number(text.slice(start, start + length)));
    const found = dateEnd === undefined ? monthFirst(text, start) : { start, end: dateEnd };
    if (found === undefined) continue;
    dates.push(found);
    from = found.end;
  }
  return dates;
}

/** No letter stands before it, and no digit with a point or the like: it is in no other number. */
function mayBegin(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  if (before >= "\u0080") return !/\p{L}/u.test(before) || UNSPACED.test(before);
  return !(".:/-".includes(before) && before !== "" && isDigitAt(text, start - 2));
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

const NUMERIC = new RegExp(
  [
    // 1985-03-12, 1985/3/12, 1985. 3. 12., and a time of day that stays
    "((?:18|19|20)\\d\\d)(?<year>[-/.]|\\. )(\\d{1,2})\\k<year>(\\d{1,2})(?!\\d|[-/]\\d|\\.\\d)",
    // 12/03/1985, 12.3.85, 12-03-1985, 12. 3. 1985, 12 / 03 / 1985
    "(\\d{1,2})(?<day>[-/.]|\\. | [-/] | )(\\d{1,2})\\k<day>((?:18|19|20)\\d\\d|\\d\\d)(?!\\d|[-/:]\\d|\\.\\d)",
    // 19850312
    "((?:19|20)\\d\\d)(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?!\\d)",
    // 1985年3月12日, 1985년 3월 12일
    "((?:18|19|20)\\d\\d)[年년] ?(\\d{1,2})[月월] ?(\\d{1,2})[日일]",
  ].join("|"),
  "yu",
);

function numericEnd(text: string, start: number): number | undefined {
  NUMERIC.lastIndex = start;
  const groups = NUMERIC.exec(text);
  if (groups === null) return undefined;
  const end = start + groups[0].length;
  if (groups[4] !== undefined) return isDay(groups[4], groups[3]) ? end : undefined;
  if (groups[5] !== undefined) {
    // With spaces alone, three numbers are a date only if the last is a whole year.
    if (groups[6] === " " && groups[8]?.length !== 4) return undefined;
    return isDay(groups[5], groups[7]) || isDay(groups[7], groups[5]) ? end : undefined;
  }
  if (groups[11] !== undefined) return end;
  return isDay(groups[14], groups[13]) ? end : undefined;
}

function isDay(day: string | undefined, month: string | undefined): boolean {
  const [dayOfMonth, monthOfYear] = [Number(day), Number(month)];
  return dayOfMonth >= 1 && dayOfMonth <= 31 && monthOfYear >= 1 && monthOfYear <= 12;
}

/** 12 March 1985, 12th of March, 1985, 12. März 1985, 12 de marzo de 1985, 12-Mar-85, 1er mars 1985 */
const DAY_FIRST =
  /\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?[ -]{1,2}(?:(?:of|de|di|del) )?(\p{L}{3,12})\.?,?(?:[ -]| (?:de|del) )((?:18|19|20)\d\d|['’]?\d\d)(?![\p{L}\d])/uy;

function dayFirstEnd(text: string, start: number, day: number): number | undefined {
  if (day < 1 || day > 31) return undefined;
  DAY_FIRST.lastIndex = start;
  const month = DAY_FIRST.exec(text)?.[1];
  return month !== undefined && isMonth(month) ? DAY_FIRST.lastIndex : undefined;
}

/** March 12, 1985; Mar 12th 1985; March-12-1985 */
const AFTER_MONTH = /(\d{1,2})(?:st|nd|rd|th)?(?:,? |-)((?:18|19|20)\d\d|['’]\d\d)(?![\p{L}\d])/uy;
const MONTH_BEFORE = /(?<!\p{L})(\p{L}{3,12})(?:\.? |-)$/u;

function monthFirst(text: string, start: number): Span | undefined {
  AFTER_MONTH.lastIndex = start;
  const day = Number(AFTER_MONTH.exec(text)?.[1]);
  if (!(day >= 1 && day <= 31)) return undefined;
  const end = AFTER_MONTH.lastIndex;
  const before = MONTH_BEFORE.exec(text.slice(Math.max(0, start - 15), start));
  const month = before?.[1];
  return month !== undefined && before !== null && isMonth(month)
    ? { start: start - before[0].length, end }
    : undefined;
}

function isMonth(word: string): boolean {
  return MONTHS.has(word.toLowerCase());
}

/** In English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Norwegian, Russian; and short. */
const MONTHS: ReadonlySet<string> = new Set(
  (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
    "januar jänner februar feber märz mai juni juli oktober dezember mär mrz okt dez " +
    "janvier février fevrier mars avril juin juillet août aout septembre octobre novembre décembre decembre janv févr fevr avr juil déc " +
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic " +
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug set ott " +
    "janeiro fevereiro março marco maio junho julho setembro outubro novembro dezembro fev out " +
    "januari februari maart mei augustus mrt " +
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września wrzesnia października pazdziernika listopada grudnia sty lut kwi maj cze lip sie wrz paź lis gru " +
    "augusti december marts desember oktober " +
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
  ).split(" "),
);
