import assert from "node:assert/strict";
import { test } from "node:test";
import { datesOf } from "../../../../sidecar/detection/dates.ts";
import { Scan } from "../../../../sidecar/detection/scan.ts";

const dates = (text: string): readonly string[] =>
  datesOf(new Scan(text)).map(({ start, end }) => text.slice(start, end));

test("days are found in every usual way to write one", () => {
  for (const date of [
    "1985-03-12",
    "1985/3/12",
    "12/03/1985",
    "3/12/85",
    "12.03.1985",
    "12. 3. 1985",
    "12 03 1985",
    "19850312",
    "12-Mar-1985",
    "12 March 1985",
    "12th of March, 1985",
    "March 12, 1985",
    "Mar 12 1985",
    "12. März 1985",
    "1er janvier 1985",
    "12 de marzo de 1985",
    "12 marca 1985",
    "12 марта 1985",
    "1985年3月12日",
  ])
    assert.deepEqual(dates(`on ${date}, then`), [date]);
});

test("what has no day or month of that number, or is part of a longer number, is no date", () => {
  for (const text of [
    "1985-13-12",
    "45/45/1985",
    "12 Marsh 1985",
    "1.2.3.4",
    "12/03/1985/7",
    "10.1985.03.12",
    "19851312",
    "v12.3.85.1",
  ])
    assert.deepEqual(dates(text), [], text);
});
