import assert from "node:assert/strict";
import { test } from "node:test";
import { createContexts } from "../../../../sidecar/detection/context.ts";
import { RECOGNIZERS } from "../../../../sidecar/detection/registry.ts";
import { Scan } from "../../../../sidecar/detection/scan.ts";

const PASSPORTS = { context: ["passport", "date of birth", "pan", "teléfono", "护照"] };
const CARDS = { context: ["card"] };
const contextsOf = createContexts([PASSPORTS, CARDS]);

/** The word that raises the score of what stands between `«` and `»`. */
function raisedBy(marked: string, name?: string): string | undefined {
  const start = marked.indexOf("«");
  const text = marked.replace("«", "").replace("»", "");
  const end = marked.indexOf("»") - 1;
  return contextsOf(new Scan(text, name)).judge(PASSPORTS, { start, end }, 0.4).word;
}

test("a word before a value or soon after it raises its score", () => {
  for (const text of [
    "passport «1»",
    "My Passport number is «1»",
    '{"passportNumber": "«1»"}',
    "PASSPORT_NO=«1»",
    "passport:\n«1»",
    "«1» (passport)",
    "«1» is my passport",
    "first\\npassport: «1»",
  ]) {
    assert.equal(raisedBy(text), "passport", text);
  }
});

test("a word too far away, two lines up, or of another word does not", () => {
  for (const text of [
    `passport ${"x".repeat(64)} «1»`,
    "passport\n\n\n«1»",
    `«1» ${"x".repeat(24)} passport`,
    "«1»\npassport",
    "compassport «1»",
    "panel «1»",
    "companion «1»",
    "«1», passport: 2",
    "«1» passport no. 2",
  ]) {
    assert.equal(raisedBy(text), undefined, text);
  }
});

test("words are found however identifiers spell them, with or without accents, in any script", () => {
  for (const text of ["dateOfBirth", "date_of_birth", "DATE-OF-BIRTH", "dateofbirth", "Date of birth"])
    assert.equal(raisedBy(`${text}: «1»`), "date of birth", text);
  for (const text of ["teléfono", "TELEFONO", "Teléfonos"])
    assert.equal(raisedBy(`${text} «1»`), "teléfono", text);
  for (const text of ["PAN", "panNumber", "PANs"]) assert.equal(raisedBy(`${text} «1»`), "pan", text);
  assert.equal(raisedBy("我的护照号码是«1»"), "护照");
});

test("the name of the place counts as a word", () => {
  assert.equal(raisedBy("«1»", "passport_number"), "passport");
  assert.equal(raisedBy("«1»", "member"), undefined);
});

test("the heading of a column counts for its own cells alone", () => {
  assert.equal(raisedBy("id,passport,card\n7,«1»,3"), "passport");
  assert.equal(raisedBy("id,passport,card\n7,2,«1»"), undefined);
  assert.equal(raisedBy("| passport | card |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| «5» | 6 |"), "passport");
});

test("what another kind of value is called by takes precedence in a field of its own", () => {
  assert.equal(raisedBy("passport: 1, card: «2»"), undefined);
  assert.equal(raisedBy('{"passport": null, "card": "«2»"}'), undefined);
  assert.equal(raisedBy("card: 1, passport: «2»"), "passport");
  assert.equal(raisedBy("passport or card number: «2»"), "passport");
});

const phone = RECOGNIZERS.find(({ entity }) => entity === "phone") ?? CARDS;

function phoneScore(marked: string, name?: string): number {
  const start = marked.indexOf("«");
  const text = marked.replace("«", "").replace("»", "");
  const end = marked.indexOf("»") - 1;
  return createContexts([])(new Scan(text, name)).judge(phone, { start, end }, 0.6).score;
}

test("right behind the name of something else that has numbers, a score is lowered", () => {
  for (const text of [
    "order «1»",
    "Order no. «1»",
    "invoice number: «1»",
    "Bestellnummer «1»",
    "订单号：«1»",
  ])
    assert.ok(phoneScore(text) < 0.5, text);
  assert.ok(phoneScore("«1»", "orderId") < 0.5);
});

test("such a word further away, or beside the value's own name, lowers nothing", () => {
  for (const text of ["Your order has shipped, «1»", "the order is late, says Jo, «1»", "plain «1»"])
    assert.equal(phoneScore(text), 0.6, text);
  assert.ok(phoneScore("phone for order: «1»") > 0.6);
  assert.equal(phoneScore(`Call me back, it is «1» from nine to five on weekdays`, "orderNotes"), 0.6);
});
