import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { BEGIN, commandOf, END, renderMeasured, replaceMeasured } from "../../bench/readme-table.ts";

test("what stands between the marks is replaced, and nothing else", () => {
  const readme = `# a\n\n${BEGIN}\nold\n${END}\n\n# b\n`;
  assert.equal(replaceMeasured(readme, "| new |\n"), `# a\n\n${BEGIN}\n\n| new |\n\n${END}\n\n# b\n`);
});

test("text that has a meaning in replacements is taken as it is", () => {
  assert.match(replaceMeasured(`${BEGIN}${END}`, "a $& $1 b"), /a \$& \$1 b/);
});

test("writing twice leaves what writing once does", () => {
  const once = replaceMeasured(`x\n${BEGIN}\n${END}\ny`, "new");
  assert.equal(replaceMeasured(once, "new"), once);
});

test("a README without both marks, once each and in order, is left alone", () => {
  for (const readme of [
    "",
    BEGIN,
    END,
    `${END} ${BEGIN}`,
    `${BEGIN} ${BEGIN} ${END}`,
    `${BEGIN} ${END} ${END}`,
  ]) {
    assert.throws(() => replaceMeasured(readme, "new"), /bench:begin/, readme);
  }
});

test("the README of this repository has its marks", async () => {
  const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
  assert.match(replaceMeasured(readme, "new"), /bench:begin -->\n\nnew\n\n<!-- bench:end/);
});

test("tables, notes, and the day and the command of the run", () => {
  const text = renderMeasured({
    tables: ["| a |\n"],
    notes: ["Node v26."],
    command: "npm run bench",
    at: new Date("2026-05-04T23:59:00Z"),
  });
  assert.equal(text, "| a |\n\n- Node v26.\n\nMeasured on 2026-05-04 by `npm run bench`.");
});

test("the command is the one that measures the same, without where its output went", () => {
  assert.equal(commandOf(["--write-readme"]), "npm run bench");
  assert.equal(
    commandOf([
      "--quick",
      "--json",
      "/home/me/a.json",
      "--shape",
      "http-hit",
      "--baseline=/b.json",
      "--check",
    ]),
    "npm run bench -- --quick --shape http-hit",
  );
});
