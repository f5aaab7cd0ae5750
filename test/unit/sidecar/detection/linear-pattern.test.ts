import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  createLinearPattern,
  LONGEST_MATCH,
  MatchingWork,
} from "../../../../sidecar/detection/linear-pattern.ts";

function found(pattern: string, text: string): readonly string[] {
  return createLinearPattern(pattern)
    .find(text)
    .map(({ start, end }) => text.slice(start, end));
}

test("matches are found from left to right, without overlaps", () => {
  assert.deepEqual(found("EMP-[0-9]{4}", "EMP-1234, emp-1234, EMP-56789"), ["EMP-1234", "EMP-5678"]);
  assert.deepEqual(found("(?i)emp-[0-9]{4}", "EMP-1234, emp-1234"), ["EMP-1234", "emp-1234"]);
  assert.deepEqual(found("ab|b", "abb"), ["ab", "b"]);
  assert.deepEqual(found("x", ""), []);
});

test("`\\b`, `^` and `$` mean the text's own ends and words, wherever in it the search stands", () => {
  const text = `${"filler ".repeat(200)}EMP-1`;
  assert.deepEqual(found("^filler", text), ["filler"]);
  assert.deepEqual(found("EMP-1$", text), ["EMP-1"]);
  assert.deepEqual(found("filler$", text), []);
  assert.equal(found("\\bfiller\\b", text).length, 200);
  assert.equal(found("(?m)^fil", text.replaceAll(" ", "\n")).length, 200);
  assert.deepEqual(found("\\Biller", "iller filler"), ["iller"]);
});

test("what is found does not hang on where the search has its seams", () => {
  const piece = fc.constantFrom(
    "EMP-12",
    "EMP",
    "-",
    "12",
    " ",
    "\n",
    "x".repeat(100),
    "é",
    "😀",
    "KEY",
    "END",
  );
  for (const pattern of ["EMP-[0-9]+", "\\bEMP\\b", "[^x ]+2", "KEY[^K]{0,300}END", "😀", "(?m)^EMP-12$"]) {
    const compiled = createLinearPattern(pattern);
    const native = new RegExp(pattern.replace("(?m)", ""), pattern.startsWith("(?m)") ? "gmu" : "gu");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        const expected = [...text.matchAll(native)].map(({ 0: { length }, index }) => [
          index,
          index + length,
        ]);
        assert.deepEqual(
          compiled.find(text).map(({ start, end }) => [start, end]),
          expected,
          JSON.stringify({ pattern, text }),
        );
      }),
      { numRuns: 100 },
    );
  }
});

test("a match may be as long as the bound, and is cut there", () => {
  const long = "y".repeat(LONGEST_MATCH - 10);
  assert.deepEqual(found("KEY.*END", `x KEY${long}END`), [`KEY${long}END`]);
  const [cut = ""] = found("KEY.*", `x KEY${"y".repeat(9_000)}`);
  assert.ok(cut.length >= LONGEST_MATCH, String(cut.length));
});

test("where the work is used up, all the rest is the last finding", () => {
  const text = "a".repeat(100_000);
  const matches = createLinearPattern("a(.*b)?").find(text);
  const last = matches.at(-1);
  assert.equal(last?.end, text.length);
  assert.ok(matches.length > 1_000 && (last?.start ?? 0) > 1_000);
  // Shared with another pattern, which had used it up.
  const work = new MatchingWork(0);
  work.take(1e9);
  assert.deepEqual(createLinearPattern("b").find("aab", work), [{ start: 0, end: 3 }]);
  assert.deepEqual(createLinearPattern("c").find("aab", work), []);
});

test("no pattern holds the event loop for long: twice the text takes about twice the time, whatever the text", () => {
  const cpuMs = (search: () => void): number => {
    const before = process.threadCpuUsage();
    search();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
  for (const pattern of [
    "(a+)+$",
    "(x+x+)+y",
    "([a-z]+)*!",
    "(.*)(.*)(.*)(.*)(.*)x$",
    "a(.*b)?",
    "[a-z]+x|[a-z]",
    "(?:[ab]{0,30}a){8}[cd]?x?",
    "[ab]*a[ab]{100}[c!]",
    "(?:.?){200}[!?]$",
    "(?:[a-z]+ ?){30}[!?]",
  ]) {
    const compiled = createLinearPattern(pattern);
    for (const unit of ["a", "ab", "aab!", "a b c x"]) {
      const half = unit.repeat(25_000 / unit.length);
      // 10 ms are within what a machine's other work adds to a search that takes none.
      const isLinear = () =>
        cpuMs(() => compiled.find(half + half)) <= 3 * cpuMs(() => compiled.find(half)) + 10;
      assert.ok(isLinear() || isLinear() || isLinear(), `${pattern} on ${unit}`);
    }
  }
});

test("a whole text is told from one that has a match in it", () => {
  const pattern = createLinearPattern("[a-z]+@example\\.com", { ignoreCase: true });
  assert.equal(pattern.isWhole("Support@Example.com"), true);
  assert.equal(pattern.isWhole("support@example.com.au"), false);
});
