import { codesOf } from "../codes.ts";
import { createLabels } from "../labels.ts";
import { hasLuhnDigit } from "../luhn.ts";
import type { Finding, Recognizer } from "../recognizer.ts";

/**
 * Numbers of patients and their records, of members of health plans, and of those who treat
 * them: NPI (Luhn digit with the prefix 80840) and DEA numbers (their checksum).
 */
export const recognizer: Recognizer = {
  entity: "medical-record",
  label: "MRN",
  group: "health",
  description:
    "Numbers of medical records, patients, health-plan members and prescribers (NPI, DEA), where words say what they are.",
  specificity: 27,
  score: 0.3,
  context: [
    "mrn",
    "medical record",
    "patient id",
    "patient number",
    "patient no",
    "patientid",
    "chart number",
    "chart no",
    "health plan",
    "member id",
    "memberid",
    "npi",
    "dea",
    "patientennummer",
    "dossier médical",
    "historia clínica",
    "cartella clinica",
    "prontuário",
    "numer pacjenta",
    "patiëntnummer",
    "病历号",
  ],
  examples: [
    "MRN: «00123456»",
    "Patient ID «P-4471902»",
    "NPI «1234567893»",
    "DEA number «AB1234563»",
    "chart no. «88812345»",
  ],
  nearMisses: ["NPI 1234567894", "DEA AB1234564", "patient since 2019", "chart 12 shows", "patient was 45"],
  mayOccur: ({ digits }) => digits >= FEWEST_DIGITS,
  *find(text, scan): Generator<Finding> {
    let from = 0;
    for (const { start: codeStart, end: codeEnd, digits } of codesOf(scan)) {
      if (codeStart < from || (digits < FEWEST_DIGITS && text.charCodeAt(codeEnd) !== DASH)) continue;
      if (digits === 0) continue;
      const start = text.charCodeAt(codeStart - 1) === DASH ? prefixStart(text, codeStart) : codeStart;
      const isProvider = PROVIDER.precede(scan, start);
      const isNamed = isProvider || RECORD.precede(scan, start);
      if (!isNamed && text.length > LONGEST_WHOLE) continue;
      const end = numberEnd(text, start, codeEnd);
      if (end === undefined) continue;
      const number = text.slice(start, end);
      const score = isProvider ? providerScore(number) : recordScore(text, number, isNamed);
      if (score === undefined) continue;
      yield { start, end, score };
      from = end;
    }
  },
};

/** Of a whole number, in groups or not. */
const FEWEST_DIGITS = 4;
const DASH = 0x2d;

/** Where a number that begins with a code ends; undefined when it is part of something else. */
function numberEnd(text: string, start: number, codeEnd: number): number | undefined {
  NUMBER.lastIndex = start;
  const number = NUMBER.exec(text)?.[0];
  if (number === undefined || !mayBegin(text, start)) return undefined;
  const end = start + number.length;
  return end < codeEnd || /^(?:\w|[./:]\d)/.test(text.slice(end, end + 2)) ? undefined : end;
}

function recordScore(text: string, number: string, isNamed: boolean): number | undefined {
  if (!isRecord(number)) return undefined;
  return isNamed ? 0.85 : isWhole(text, number) ? 0.25 : undefined;
}

/** Letters and digits, perhaps in groups with dashes; at most 20 characters. */
const NUMBER = /[A-Z\d]{1,16}(?:-[A-Z\d]{1,12}){0,3}/iy;

/** `P-4471902`: the letters of a number that dashes part from its digits. */
function prefixStart(text: string, start: number): number {
  const prefix = /(?<![A-Za-z\d])[A-Z]{1,4}-$/.exec(text.slice(Math.max(0, start - 6), start))?.[0];
  return prefix === undefined || /^(?:MRN|NPI|DEA|MBI)-$/.test(prefix) ? start : start - prefix.length;
}

function mayBegin(text: string, start: number): boolean {
  return !/(?:\d[.:/-]|[$€£¥])$/.test(text.slice(Math.max(0, start - 2), start));
}

const RECORD = createLabels(
  (
    "mrn,medical record,medical record id,medical records,mr,patient id,patient identifier,patient,patient record,patient mrn,patient chart,chart,chart id,medical chart,hospital,hospital id," +
    "hospital record,health record,health card,health plan,health plan id,health plan member,health plan beneficiary,health insurance,health insurance id,insurance member,insurance member id,member id,member,subscriber id,medicaid," +
    "medicaid id,beneficiary id,encounter,encounter id,emr,ehr,emr id,patienten id,patientennummer,patientenakte,patientnr,pat nr,patienten nr,fallnummer,krankenaktennummer,dossier médical,dossier patient,ipp,numéro patient," +
    "historia clínica,historia clinica,nhc,paciente,cartella clinica,paziente,prontuário,prontuario,prontuário médico,pacjenta,patiëntnummer,patientnummer,dossiernummer,journalnummer,病历号,患者番号,病案号"
  ).split(","),
);
const PROVIDER = createLabels([
  "npi",
  "national provider identifier",
  "dea",
  "dea registration",
  "dea reg",
  "npi id",
  "provider npi",
  "prescriber dea",
]);

/** Four digits at least, and none of the shapes that are something else whatever stands before. */
function isRecord(number: string): boolean {
  const digits = number.replaceAll(/\D/g, "").length;
  return (
    digits >= FEWEST_DIGITS &&
    number.length >= 5 &&
    digits * 2 >= number.replaceAll("-", "").length &&
    !/^(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}-\d{1,2}-(?:19|20)?\d\d|\d{1,4}[A-Za-z]{2,3})$/.test(number)
  );
}

function providerScore(number: string): number | undefined {
  if (/^[12]\d{9}$/.test(number)) return hasLuhnDigit(`80840${number}`) ? 0.95 : undefined;
  return /^[A-HJ-MPRSTUX][A-Z9]\d{7}$/i.test(number) && hasDeaSum(number.slice(2)) ? 0.95 : undefined;
}

function hasDeaSum(digits: string): boolean {
  const sum = [...digits.slice(0, 6)].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 2),
    0,
  );
  return sum % 10 === Number(digits.charAt(6));
}

/** The text is this number alone: the place where it stands may say what it is. */
function isWhole(text: string, number: string): boolean {
  return text.length <= LONGEST_WHOLE && text.trim() === number;
}

/** Characters. */
const LONGEST_WHOLE = 32;
