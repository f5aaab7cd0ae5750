import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPath } from "../../../../config/schema/faults.ts";
import { parseConfig } from "../../../../config/schema/parse.ts";

function faultsOf(redact: string): readonly { code: string; path: string; message: string }[] {
  const text = `apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: p }\nspec:\n  redact: ${redact}\n`;
  return parseConfig([{ path: "a.yaml", text }]).faults.map(({ code, path, message }) => ({
    code,
    path: formatPath(path),
    message,
  }));
}

const withPattern = (pattern: string): string => JSON.stringify({ patterns: [{ name: "own", pattern }] });

test("patterns that a linear engine knows are valid", () => {
  for (const pattern of [
    "EMP-[0-9]{6}",
    "(?i)kestrel|heron",
    "\\bA\\b",
    "[\\p{L}]{3,}",
    "(?P<n>a)b",
    "x{400}",
    "a.*b",
  ])
    assert.deepEqual(faultsOf(withPattern(pattern)), [], pattern);
});

test("a refusal says which pattern it is about and what is not supported", () => {
  for (const [pattern, why] of [
    ["(?=a)b", /look-ahead and look-behind/],
    ["(?<!a)b", /look-ahead and look-behind/],
    ["(a)\\1", /back-references/],
    ["a++b", /possessive/],
    ["(?>a)b", /atomic/],
    ["\\u0041", /\\x\{20AC\}/],
    ["(a{1000}){1000}", /larger than 1000, or repetitions in one another/],
    ["a(", /missing closing/],
    ["x{600}", /compiles to 602 instructions; expected 500/],
  ] as const) {
    const [fault, ...others] = faultsOf(withPattern(pattern));
    assert.deepEqual(others, []);
    assert.deepEqual([fault?.code, fault?.path], ["E320", "spec.redact.patterns[0].pattern"]);
    assert.match(fault?.message ?? "", why);
  }
});

test("a look-behind is shown as it stands: its `?<=` is no parameter of a URL", () => {
  const shown = (pattern: string): string => {
    const text = `apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: p }\nspec:\n  redact:\n    patterns: [{ name: own, pattern: "${pattern}" }]\n`;
    return parseConfig([{ path: "a.yaml", text }]).faults[0]?.excerpt?.text ?? "";
  };
  assert.match(shown("(?<=EMP-)[0-9]{6}"), /"\(\?<=EMP-\)\[0-9\]\{6\}"/);
  for (const hidden of ["(?<=a)?token=hunter2", "(?<=A1B2C3D4E5F6G7H8I9J0K1)", "(?<=a)?key=1(?<=b)"])
    assert.doesNotMatch(shown(hidden), /hunter2|A1B2C3|key=1/, hidden);
});

test("a name of one's own that does not fit is one fault, with what fits", () => {
  const expected =
    'expected a name of lower-case letters and "-", 2 to 16 characters, such as "employee-id", found the text';
  for (const [name, hint] of [
    ["t", undefined],
    ["Employee_ID", "employee-id"],
    ["a-name-that-is-too-long", undefined],
  ] as const) {
    const text = `apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: p }\nspec:\n  redact: { terms: [{ name: ${name}, values: [ab] }] }\n`;
    const { faults } = parseConfig([{ path: "a.yaml", text }]);
    assert.deepEqual(
      faults.map((fault) => [fault.code, fault.message, fault.hint]),
      [["E305", `${expected} "${name}"`, hint]],
    );
  }
});

test("a pattern that matches the empty text is refused", () => {
  for (const pattern of ["a*", "\\b", "$", "(?m)^", "a|", "[a-z]{0,3}", "x?"])
    assert.match(faultsOf(withPattern(pattern))[0]?.message ?? "", /matches the empty text/, pattern);
});

test("exceptions are held to the same", () => {
  const redact = JSON.stringify({ entities: ["email"], except: { patterns: ["(?=a)b", "ok"] } });
  assert.deepEqual(
    faultsOf(redact).map(({ path }) => path),
    ["spec.redact.except.patterns[0]"],
  );
});

test("names of one's own are nobody else's", () => {
  const redact = JSON.stringify({
    terms: ["e-mail", "card", "structured", "project", "foo-bar"].map((name) => ({ name, values: ["ab"] })),
    patterns: ["foobar", "ticket"].map((name) => ({ name, pattern: "ab" })),
  });
  assert.deepEqual(
    faultsOf(redact).map(({ code, path }) => `${code} ${path}`),
    [
      ...[0, 1, 2].map((index) => `E321 spec.redact.terms[${index}].name`),
      "E321 spec.redact.patterns[0].name",
    ],
  );
});
