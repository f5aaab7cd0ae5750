import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { parseConfig } from "../../../../config/schema/parse.ts";
import { renderJson, renderText } from "../../../../config/schema/render.ts";
import { renderSarif } from "../../../../config/schema/sarif.ts";

const TEXT = `apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { models: ["gpt-4o*"] }
  targets:
    - { upstream: opnai, weight: 95 }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "https://api.openai.com/v1" }
`;
const { faults } = parseConfig([{ path: "conf/my chat.yaml", text: TEXT }]);

test("people see the place, the code, the message and the line with a caret under the place", () => {
  assert.equal(
    renderText(faults, { colour: false }),
    [
      'conf/my chat.yaml:7:19 error E401 Route/chat spec.targets[0].upstream: there is no Upstream named "opnai"; did you mean "openai"?',
      "    7 |     - { upstream: opnai, weight: 95 }",
      "      |                   ^^^^^",
      "",
    ].join("\n"),
  );
});

test("colours change nothing but colours", () => {
  const coloured = renderText(faults, { colour: true });
  assert.notEqual(coloured, renderText(faults, { colour: false }));
  assert.equal(stripVTControlCharacters(coloured), renderText(faults, { colour: false }));
});

test("a line that is very long is cut around the place", () => {
  const text = `${TEXT.split("\n").slice(0, 4).join("\n")}\n  match: {}\n  targets: [${"{ upstream: openai }, ".repeat(60)}{ upstream: opnai }]\n`;
  const parsed = parseConfig([{ path: "a.yaml", text: text + TEXT.slice(TEXT.indexOf("---")) }]);
  const [, line = "", caret = ""] = renderText(parsed.faults, { colour: false }).split("\n");
  assert.ok(line.length < 160);
  assert.equal(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1), "opnai");
});

test("programs get every part of a fault", () => {
  assert.deepEqual(JSON.parse(renderJson(faults)), {
    faults: [
      {
        file: "conf/my chat.yaml",
        line: 7,
        column: 19,
        end: { line: 7, column: 24 },
        kind: "Route",
        name: "chat",
        path: "spec.targets[0].upstream",
        severity: "error",
        code: "E401",
        message: 'there is no Upstream named "opnai"',
        expected: "the name of an Upstream",
        hint: "openai",
      },
    ],
    warnings: [],
  });
  assert.deepEqual(JSON.parse(renderJson([])), { faults: [], warnings: [] });
});

test("a warning is told apart by its word, its colour and its level", () => {
  const text = TEXT.replace("opnai", "openai").replace('/v1"', '"');
  const parsed = parseConfig([{ path: "a.yaml", text }]);
  assert.deepEqual(parsed.faults, []);
  const warnings = parsed.warnings();
  const [line] = renderText(warnings, { colour: false }).split("\n");
  assert.match(
    line ?? "",
    /^a\.yaml:12:31 warning W302 Upstream\/openai spec\.url: .*did you mean "https:\/\/api\.openai\.com\/v1"\?$/,
  );
  assert.ok(renderText(warnings, { colour: true }).includes("\u001B[33mwarning W302"));
  assert.ok(renderText(faults, { colour: true }).includes("\u001B[31merror E401"));
  assert.deepEqual(
    JSON.parse(renderJson([], warnings)).warnings.map((each: { severity: string }) => each.severity),
    ["warning"],
  );
  const [run] = JSON.parse(renderSarif([...faults, ...warnings])).runs;
  assert.deepEqual(
    run.results.map((each: { level: string }) => each.level),
    ["error", "warning"],
  );
});

test("code hosts get SARIF 2.1.0 that names the rule and the region", () => {
  const log = JSON.parse(renderSarif(faults));
  const [run] = log.runs;
  const [result] = run.results;
  assert.equal(log.version, "2.1.0");
  assert.equal(run.tool.driver.rules[result.ruleIndex].id, "E401");
  assert.equal(result.ruleId, "E401");
  assert.equal(result.level, "error");
  assert.match(result.message.text, /^Route\/chat spec\.targets\[0\]\.upstream: there is no Upstream/);
  assert.deepEqual(result.locations[0].physicalLocation, {
    artifactLocation: { uri: "conf/my%20chat.yaml" },
    region: { startLine: 7, startColumn: 19, endLine: 7, endColumn: 24 },
  });
  assert.deepEqual(JSON.parse(renderSarif([])).runs[0].results, []);
});
