import { isDigitAt } from "../boundaries.ts";
import { codesOf } from "../codes.ts";
import { createLabels } from "../labels.ts";
import type { Finding, Recognizer } from "../recognizer.ts";
import type { Scan } from "../scan.ts";

/**
 * National bank account numbers, and what names their bank: routing numbers (ABA, with their checksum), sort codes, BLZ, BSB,
 * IFSC. Only words right before them or a column's header tell them from other numbers.
 */
export const recognizer: Recognizer = {
  entity: "account-number",
  label: "ACCOUNT",
  group: "financial",
  description:
    "Bank account numbers, sort codes and routing numbers (ABA checksum), where words or a column's header say what they are.",
  specificity: 26,
  score: 0.3,
  context: [
    "account number",
    "account no",
    "account nr",
    "account num",
    "accountnumber",
    "account_number",
    "acct",
    "bank account",
    "acc no",
    "kontonummer",
    "konto nr",
    "kontonr",
    "numéro de compte",
    "n° de compte",
    "número de cuenta",
    "numero de cuenta",
    "numero di conto",
    "numero conto",
    "rekeningnummer",
    "número da conta",
    "numero da conta",
    "numer konta",
    "nr konta",
    "routing",
    "sort code",
    "bankleitzahl",
    "blz",
    "账号",
    "口座番号",
  ],
  examples: [
    "Account number: «00123456789»",
    "routing number «021000021»",
    "sort code «20-00-00»",
    "Kontonummer «532013000»",
  ],
  nearMisses: ["routing number 021000022", "order 12345678", "account 12", "accounted for 12345678 units"],
  mayOccur: ({ digits }) => digits >= SHORTEST,
  *find(text, scan): Generator<Finding> {
    let from = 0;
    for (const { start, end, digits } of codesOf(scan)) {
      if (start < from || digits === 0) continue;
      const found = digits === end - start ? numberAt(scan, start) : branchAt(scan, start, end);
      if (found === undefined) continue;
      yield found;
      from = found.end;
    }
    if (from === 0) yield* wholeText(text);
  },
};

const SHORTEST = 5;
const LONGEST = 20;
const NAMED = 0.8;

/** A text that is nothing but a number: the place where it stands may say what it is. */
const WHOLE = /^\s{0,8}(\d{2,17}(?:[ -]\d{2,17}){0,5})\s{0,8}$/;

const ACCOUNT_WORDS = (
  "account,acct,acc no,acc nr,acc num,acc number,a c,bank account,checking account,savings account,deposit account,beneficiary account,iban or account," +
  "konto,kontonummer,kontonr,konto nr,kto,ktonr,kontoverbindung,bankkonto,compte,numéro de compte,compte bancaire,rib,cuenta,cuenta bancaria,cuenta corriente,ccc,clabe," +
  "conto,conto corrente,hesap,hesap no,hesap numarası,banka hesabı,c c,rekening,rekeningnummer,bankrekening,conta,conta corrente,conta bancária,conta bancaria,konta,konto bankowe,rachunek,rachunku,numer rachunku," +
  "账号,账户,銀行口座,口座番号,계좌번호"
).split(",");
const ROUTING_WORDS =
  "routing,routing transit,aba,aba routing,rtn,routing aba,ach routing,wire routing,aba rtn,transit routing".split(
    ",",
  );
const BRANCH_WORDS =
  "sort code,sortcode,branch code,blz,bankleitzahl,bsb,transit number,bank code,ifsc,ifsc code".split(",");
const ACCOUNTS = createLabels(ACCOUNT_WORDS);
const ROUTING = createLabels(ROUTING_WORDS);
const BRANCHES = createLabels(BRANCH_WORDS);
/** Most numbers have none of them before them. */
const ANY = createLabels([...ACCOUNT_WORDS, ...ROUTING_WORDS, ...BRANCH_WORDS]);

function* wholeText(text: string): Generator<Finding> {
  const number = text.length <= LONGEST_WHOLE ? WHOLE.exec(text)?.[1] : undefined;
  if (number === undefined || number.replaceAll(/\D/g, "").length < SHORTEST) return;
  const start = text.indexOf(number);
  yield { start, end: start + number.length, score: 0.3 };
}

/** Characters. */
const LONGEST_WHOLE = 48;

function numberAt(scan: Scan, start: number): Finding | undefined {
  // Most numbers are shorter: their labels need not be read.
  if (!hasEnoughDigits(scan.text, start) || !ANY.precede(scan, start)) return undefined;
  const isRouting = ROUTING.precede(scan, start);
  const isAccount = ACCOUNTS.precede(scan, start);
  const isBranch = BRANCHES.precede(scan, start);
  if (!mayBegin(scan.text, start)) return undefined;
  const end = numberEnd(scan.text, start);
  if (end === undefined) return undefined;
  const digits = scan.text.slice(start, end).replaceAll(/\D/g, "");
  if (isRouting && digits.length === 9)
    return hasRoutingSum(digits) ? { start, end, score: 0.95 } : undefined;
  return isAccount || (isBranch && BRANCH_LENGTHS.has(digits.length))
    ? { start, end, score: NAMED }
    : undefined;
}

/** Canada's transits, sort codes and BSB, BLZ. */
const BRANCH_LENGTHS: ReadonlySet<number> = new Set([5, 6, 8]);

/** An Indian bank's branch: `SBIN0001234`. */
function branchAt({ text }: Scan, start: number, end: number): Finding | undefined {
  if (end - start !== 11) return undefined;
  return /^[A-Z]{4}0[A-Z\d]{6}$/.test(text.slice(start, end)) &&
    BRANCHES_NEAR.test(text.slice(Math.max(0, start - 24), start))
    ? { start, end, score: NAMED }
    : undefined;
}

const BRANCHES_NEAR = /ifsc[^\n\d]{0,20}$/i;

/** As many as the shortest number has, with single spaces and dashes between them. */
function hasEnoughDigits(text: string, start: number): boolean {
  let digits = 0;
  for (let at = start; digits < SHORTEST; at++) {
    if (isDigitAt(text, at)) digits++;
    else if (!" -".includes(text.charAt(at)) || !isDigitAt(text, at + 1)) return false;
  }
  return true;
}

/** Not inside a decimal, an amount, a date or a path. */
function mayBegin(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  if (before === "") return true;
  if ("$€£¥".includes(before)) return false;
  return !(".:/-+_".includes(before) && isDigitAt(text, start - 2));
}

/** Groups of at least two digits with single spaces or dashes; undefined when it is something else's number. */
function numberEnd(text: string, start: number): number | undefined {
  GROUPS.lastIndex = start;
  const number = GROUPS.exec(text)?.[0];
  if (number === undefined) return undefined;
  const digits = number.replaceAll(/\D/g, "").length;
  const end = start + number.length;
  if (digits < SHORTEST || digits > LONGEST) return undefined;
  const after = text.slice(end, end + 5);
  return /^(?:[A-Za-z_]|[.:/-]\d|,\d{3}(?!\d)|%| ?[€$£])/.test(after) || DATE.test(number) ? undefined : end;
}

const GROUPS = /\d{1,20}(?:[ -]\d{2,12}){0,5}(?:-\d)?(?!\d)/y;
const DATE = /^(?:(?:19|20)\d\d-\d\d-\d\d|\d\d-\d\d-(?:19|20)\d\d)$/;

/** The check digit of the American Bankers Association: weights 3, 7, 1; the first two digits name a Federal Reserve district. */
function hasRoutingSum(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < 9; index++)
    sum += (digits.charCodeAt(index) - 0x30) * ([3, 7, 1][index % 3] ?? 0);
  return sum % 10 === 0 && digits !== "000000000";
}
