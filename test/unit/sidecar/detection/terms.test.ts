import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createTermMatcher, type TermList } from "../../../../sidecar/detection/terms.ts";

function found(text: string, ...lists: readonly TermList[]): readonly string[] {
  return createTermMatcher(lists)
    .find(text)
    .map(({ list, start, end }) => `${list} ${text.slice(start, end)}`);
}

const words = (...values: string[]): TermList => ({ values });

test("values are found as whole words, in any letter case", () => {
  const list = words("kestrel", "Blue Heron");
  assert.deepEqual(found("Kestrel and KESTREL, kestrels, mykestrel, kestrel2.", list), [
    "0 Kestrel",
    "0 KESTREL",
  ]);
  assert.deepEqual(found("(kestrel)\nkestrel_v2 “blue heron”", list), [
    "0 kestrel",
    "0 kestrel",
    "0 blue heron",
  ]);
  assert.deepEqual(found("", list), []);
});

test("a list may want its letter case as it is written", () => {
  const lists = [{ values: ["US"], caseSensitive: true }, words("us")];
  assert.deepEqual(found("US and us", ...lists), ["0 US", "1 US", "1 us"]);
});

test("letters are compared as Unicode folds their case", () => {
  assert.deepEqual(found("STRASSE, Straße, strasse", words("Straße")), [
    "0 STRASSE",
    "0 Straße",
    "0 strasse",
  ]);
  assert.deepEqual(found("ΟΔΟΣ οδός ΟΔΌΣ", words("οδός")), ["0 οδός", "0 ΟΔΌΣ"]);
  assert.deepEqual(found("ПРОЕКТ проект проекты", words("Проект")), ["0 ПРОЕКТ", "0 проект"]);
  assert.deepEqual(found("ÉLAN élan elan", words("élan")), ["0 ÉLAN", "0 élan"]);
});

test("any white space between the words of a phrase is as good as another", () => {
  const list = words("project  blue heron");
  assert.deepEqual(found("Project Blue\n  Heron, project\u00a0blue\theron, projectblue heron", list), [
    "0 Project Blue\n  Heron",
    "0 project\u00a0blue\theron",
  ]);
});

test("in scripts without spaces a value is found anywhere", () => {
  assert.deepEqual(found("这是蓝鹭计划的文件", words("蓝鹭计划")), ["0 蓝鹭计划"]);
  assert.deepEqual(found("ブルーヘロン計画", words("ヘロン")), ["0 ヘロン"]);
});

test("behind an escape of JSON a word begins", () => {
  assert.deepEqual(found(String.raw`first\nkestrel\tkestrel`, words("kestrel")), ["0 kestrel", "0 kestrel"]);
});

test("values that overlap in one list are one finding; each list has its own", () => {
  const list = words("red fox", "fox hunt", "fox", "a red fox");
  assert.deepEqual(found("a red fox hunt", list), ["0 a red fox hunt"]);
  assert.deepEqual(found("a red fox hunt", words("red fox"), words("fox hunt")), ["0 red fox", "1 fox hunt"]);
  assert.deepEqual(found("x", words("x", " x ", "   ")), ["0 x"]);
});

test("it finds what a search for each value finds", () => {
  const letters = fc.array(fc.constantFrom("a", "b", " ", "A", "-"), { minLength: 1, maxLength: 6 });
  const value = letters.map((each) => each.join("").trim()).filter((each) => each.length > 1);
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 8 }),
      fc.array(fc.constantFrom("a", "b", " ", "A", "B", "-"), { maxLength: 60 }),
      (values, pieces) => {
        const text = pieces.join("");
        const covered = new Set<number>();
        for (const each of values) {
          const form = each.split(/\s+/).join("\\s+");
          for (let at = 0; at < text.length; at++) {
            const match = new RegExp(`(?<![A-Za-z](?=[A-Za-z]))${form}(?!(?<=[A-Za-z])[A-Za-z])`, "iy");
            match.lastIndex = at;
            if (match.test(text)) for (let index = at; index < match.lastIndex; index++) covered.add(index);
          }
        }
        const actual = new Set<number>();
        for (const { start, end } of createTermMatcher([{ values }]).find(text))
          for (let index = start; index < end; index++) actual.add(index);
        assert.deepEqual([...actual].sort(), [...covered].sort(), JSON.stringify({ values, text }));
      },
    ),
    { numRuns: 400 },
  );
});

test("ten thousand values cost hardly more than ten, for hostile texts, too", () => {
  const valuesOf = (count: number) =>
    Array.from({ length: count }, (_, index) => `name of customer ${index.toString(36)} gmbh`);
  const many = createTermMatcher([{ values: valuesOf(10_000) }]);
  const few = createTermMatcher([{ values: valuesOf(10) }]);
  const cost = (matcher: typeof many, text: string): number => {
    const before = process.threadCpuUsage();
    matcher.find(text);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
  for (const unit of ["name of customer ", "name of customer 7ps gmb", "a "]) {
    const text = unit.repeat(100_000 / unit.length);
    // 10 ms are within what a machine's other work adds.
    const isCheap = () => cost(many, text) <= 3 * cost(few, text) + 10;
    assert.ok(isCheap() || isCheap() || isCheap(), unit);
  }
});

test("values within one another cost no more than their number, however they repeat", () => {
  const nested = (count: number) =>
    createTermMatcher([
      { values: Array.from({ length: count }, (_, index) => "a ".repeat(index + 1).trim()) },
    ]);
  const hundred = nested(100);
  const text = "a ".repeat(25_000);
  const cost = (said: string): number => {
    const before = process.threadCpuUsage();
    hundred.find(said);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
  const isLinear = () => cost(text + text) <= 3 * cost(text) + 10;
  assert.ok(isLinear() || isLinear() || isLinear());
});
