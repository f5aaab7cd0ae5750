import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { renderMarkdown, renderPlain, TERMINAL_WIDTH } from "../../bench/table.ts";

test("a plain table aligns names to the left and numbers to the right", () => {
  const text = renderPlain({ head: ["", "ms"], rows: [["aios", "1.25"], undefined, ["b", "10"]] });
  assert.equal(text, ["        ms", "──────────", "aios  1.25", "──────────", "b       10", ""].join("\n"));
});

test("columns that do not fit stand below, beside the names again, without rows that have nothing there", () => {
  const rows = [["shape"], ["aios", "1", "22"], ["", "3", ""]];
  assert.equal(
    renderPlain({ head: ["", "one", "two"], rows }, 12),
    [
      "      one",
      "─────────",
      "shape",
      "aios    1",
      "        3",
      "",
      "      two",
      "─────────",
      "shape",
      "aios   22",
      "",
    ].join("\n"),
  );
});

test("a heading reaches over all columns and makes none of them wider", () => {
  assert.equal(
    renderPlain({ head: ["", "a"], rows: [["A heading of some length"], ["x", "1"]] }),
    ["   a", "────", "A heading of some length", "x  1", ""].join("\n"),
  );
});

test("no line is wider than the terminal, and no cell is lost, as long as each column fits by itself", () => {
  const cell = fc.stringMatching(/^[a-z0-9]{1,40}$/);
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 12 }), (cells) => {
      const text = renderPlain({ head: cells.map(() => "x"), rows: [cells] });
      for (const line of text.split("\n")) assert.ok(line.length <= TERMINAL_WIDTH, line);
      const words = new Set(text.split(/\s+/));
      for (const each of cells) assert.ok(words.has(each), each);
    }),
  );
});

test("a column that is wider than the terminal is not cut", () => {
  const wide = "w".repeat(200);
  assert.ok(renderPlain({ head: ["", "x"], rows: [["a", wide]] }).includes(`a  ${wide}`));
});

test("a Markdown table keeps its columns whatever the cells hold", () => {
  const text = renderMarkdown({ head: ["", "ms"], rows: [["a|b", "1"], undefined, ["only a name"]] });
  assert.equal(text, ["|  | ms |", "| --- | --: |", "| a\\|b | 1 |", "| only a name |  |", ""].join("\n"));
});
