import assert from "node:assert/strict";
import { test } from "node:test";
import { createDetector } from "../../../../sidecar/detection/detect.ts";
import { createLabels } from "../../../../sidecar/detection/labels.ts";
import { Scan } from "../../../../sidecar/detection/scan.ts";

const labels = createLabels(["account", "date of birth", "dob", "c c", "生年月日"]);

function isLabelled(text: string): boolean {
  return labels.precede(new Scan(text), text.indexOf("1985"));
}

test("a label names the value behind it, whatever little stands between", () => {
  for (const text of [
    "account 1985",
    "Account no.: 1985",
    '"accountNumber": "1985"',
    "account_number=1985",
    "date of birth 1985",
    "dateOfBirth: 1985",
    "D.O.B. 1985",
    "c/c 1985",
    "my account number is 1985",
    "account:\n1985",
    "Q: What is your account number?\nA: 1985",
    "account ........... 1985",
    "私の生年月日は1985",
    "id,account\n7,1985",
    "<td>Account</td><td>1985</td>",
  ])
    assert.equal(isLabelled(text), true, text);
});

test("a word of another thing, a number or a sentence between takes the label away", () => {
  for (const text of [
    "1985",
    "in 1985",
    "account order 1985",
    "account 7, 1985",
    "account; 1985",
    "accountant 1985",
    "account\n\n1985",
    "account\norder 1985",
    "id,account\n1985,7",
  ])
    assert.equal(isLabelled(text), false, text);
});

test("the names of columns that databases write in one word are labels, too", () => {
  const detector = createDetector({ entities: ["account-number", "imei", "medical-record", "phone"] });
  const entitiesIn = (text: string, key?: string) => detector.detect(text, key).map(({ entity }) => entity);
  assert.deepEqual(entitiesIn("accountnumber: 582744808"), ["account-number"]);
  assert.deepEqual(entitiesIn("IMEINUMBER=490154203237518"), ["imei"]);
  assert.deepEqual(entitiesIn("490154203237518", "imeinumber"), ["imei"]);
  assert.deepEqual(entitiesIn("id,patientid\n1,8841234"), ["medical-record"]);
  assert.deepEqual(entitiesIn("telefonnr: 8841234"), ["phone"]);
  assert.deepEqual(entitiesIn("columnnumber: 582744808"), []);
});
