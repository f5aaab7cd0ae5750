import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPath } from "../../../../config/schema/faults.ts";
import { parseConfig } from "../../../../config/schema/parse.ts";

const faultsOf = (guardrails: string): readonly string[] =>
  parseConfig([
    {
      path: "a.yaml",
      text: `apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: p }\nspec: { guardrails: ${guardrails} }\n`,
    },
  ]).faults.map(({ code, path }) => `${code} ${formatPath(path)}`);

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ["all there is", '{ content: [{ name: a, terms: [bb], patterns: ["c+"] }], injection: {}, links: {} }', []],
  ["a list of nothing", "{ content: [{ name: a, terms: [] }] }", ["E302 spec.guardrails.content[0]"]],
  [
    "names that stand twice, or are other rules' names",
    "{ content: [{ name: a, terms: [bb] }, { name: a, terms: [cc] }, { name: secrets, terms: [dd] }] }",
    ["E319 spec.guardrails.content[1].name", "E319 spec.guardrails.content[2].name"],
  ],
  [
    "patterns that no linear engine can match",
    '{ content: [{ name: a, patterns: ["(?=b)", "(a)\\\\1", "a*"] }] }',
    [
      "E320 spec.guardrails.content[0].patterns[0]",
      "E320 spec.guardrails.content[0].patterns[1]",
      "E320 spec.guardrails.content[0].patterns[2]",
    ],
  ],
  [
    "hosts with more than a name",
    '{ links: { allowedHosts: [a.example, "*.b.example", "*", "https://c.example", "d.example:80", "e*.example"] } }',
    [3, 4, 5].map((index) => `E305 spec.guardrails.links.allowedHosts[${index}]`),
  ],
];

for (const [what, guardrails, expected] of CASES) {
  test(`${expected.length === 0 ? "valid" : "refused"}: ${what}`, () => {
    assert.deepEqual(faultsOf(guardrails), expected);
  });
}
