import assert from "node:assert/strict";
import { test } from "node:test";
import { RECOGNIZERS } from "../../../../../sidecar/detection/registry.ts";
import { Scan } from "../../../../../sidecar/detection/scan.ts";

const GROUPS: ReadonlySet<string> = new Set(["contact", "financial", "network", "personal", "health"]);
const searched = RECOGNIZERS.filter(({ group }) => GROUPS.has(group));

/** Each repeats to a text that would be slow for an expression that goes back over what it has read. */
const HOSTILE = [
  "4111 1111\n",
  "41111111\n",
  " at a dot ",
  "a at b dot c dot ",
  "a[at]b",
  "+49 30\n",
  "DE 89 ",
  "aa:bb:",
  "0a-",
  "00aa.",
  "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,",
  "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed ",
  "DEUTSCHE ",
  "account number is 1 ",
  "acct 12 34 56 ",
  "n1 ",
  "\\n1",
  "12.3456, ",
  "-122.4194 37.7749;",
  "40° 26′ ",
  "lat: 12.3456 ",
  "born 12/03/1985 ",
  "March 12, 1985 ",
  "P-AB-1234-",
  "1HGCM82633A004352 ",
  "35-209900-176148-1 ",
  "a,b\n1,2\n",
  "12/29 737 ",
  "年1月",
];

/** CPU time of this thread in milliseconds per KB of text: what else the machine does is not in it. */
function costOf(text: string): number {
  const before = process.threadCpuUsage();
  const scan = new Scan(text);
  for (const recognizer of searched) {
    if (recognizer.mayOccur(scan.signs)) for (const _ of recognizer.find(text, scan));
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000 / (text.length / 1_024);
}

test("no text costs more than 5 ms per KB", () => {
  for (const unit of HOSTILE) {
    const text = unit.repeat(Math.ceil(60_000 / unit.length));
    costOf(text.slice(0, 10_000));
    const cost = Math.min(costOf(text), costOf(text));
    assert.ok(cost < 5, `${JSON.stringify(unit)}: ${cost.toFixed(2)} ms/KB`);
  }
});
