import { test } from "node:test";
import { recognizer as account } from "../../../../../sidecar/detection/recognizers/account-number.ts";
import { assertMarked, assertNotFound } from "../../../../support/findings.ts";

test("account numbers are found after words that name them", () => {
  assertMarked(account, [
    "Account number: «00123456789»",
    "account no. «12345678»",
    "Acct # «1234567890»",
    "my bank account is «12345678901», thanks",
    '{"accountNumber":"«12345678»"}',
    "account_number=«12345678»&x=1",
    "Kontonummer «532013000»",
    "Konto-Nr.: «532013000»",
    "numéro de compte : «12345678901»",
    "número de cuenta «0049 1500 05 1234567892»",
    "numero di conto: «000000123456»",
    "rekeningnummer «417164300»",
    "numer konta «12345678»",
    "| Account | «12345678» |",
    "name,account number,amount\nAnn,«12345678»,100000\nBob,«87654321»,200000",
    "Account number\n«12345678»",
    "account «1234-5678-90»",
    "The account number on file is «12345678», is that right?",
    "Q: What is your account number?\nA: «12345678»",
    "Account no. ......... «12345678»",
    "<tr><td>Account no.</td><td>«12345678»</td></tr>",
    "私のaccount numberは«39644534»です。",
    "| Account no. | Status |\n|---|---|\n| «12345678» | open |",
  ]);
});

test("routing numbers are found by their checksum and word, sort codes and their like by their word", () => {
  assertMarked(account, [
    "routing number «021000021»",
    "Routing: «011401533», account: «123456789»",
    "ABA «121000248»",
    "sort code «20-00-00»",
    "Sort code: «200000» Account: «55779911»",
    "BLZ «37040044»",
    "BSB «062-000»",
    "IFSC code: «SBIN0001234»",
  ]);
});

test("other numbers, and numbers that only stand near such words, are left alone", () => {
  assertNotFound(account, [
    "12345678",
    "order 12345678",
    "routing number 021000022",
    "account 12",
    "accounting 12345678",
    "account opened 2024-01-15",
    "account balance: 12345678 units",
    "account: $12345678",
    "account 12345.67",
    "account 12345678.90",
    "invoice 12345678",
    "account 550e8400-e29b-41d4-a716-446655440000",
    "sort order 200000x",
    "on account of 3 items",
    "checking 12345678 rows",
    "accounts: 12345678",
    "savings of 123456",
    "the account, order 12345678",
    "sort 200000 rows",
  ]);
});
