import assert from "node:assert/strict";
import { test } from "node:test";
import { createDetector, type DetectionRules } from "../../../../sidecar/detection/detect.ts";

const NOTHING: DetectionRules = { entities: [] };

function found(
  rules: DetectionRules | readonly DetectionRules[],
  text: string,
  name?: string,
): readonly string[] {
  return createDetector(rules)
    .detect(text, name)
    .map(
      ({ label, start, end, sought }) =>
        `${label} ${text.slice(start, end)} ${sought.map((each) => `${each.rules}:${each.entity}`).join(" ")}`,
    );
}

const terms = (name: string, ...values: string[]) => ({ name, values, caseSensitive: false });
const pattern = (name: string, pattern: string, score = 0.6, context: string[] = []) => ({
  name,
  pattern,
  score,
  context,
});

test("terms and patterns of one's own are found under their names", () => {
  const rules = {
    ...NOTHING,
    terms: [terms("code-name", "kestrel", "blue heron")],
    patterns: [pattern("employee-id", "\\bE[0-9]{5}\\b")],
  };
  assert.deepEqual(found(rules, "E12345 works on Kestrel and Blue\nHeron."), [
    "EMPLOYEEID E12345 0:employee-id",
    "CODENAME Kestrel 0:code-name",
    "CODENAME Blue\nHeron 0:code-name",
  ]);
});

test("a pattern's own words raise its score, near a finding or as the name of its place", () => {
  const rules = { ...NOTHING, patterns: [pattern("badge", "[0-9]{5}", 0.3, ["badge", "staff card"])] };
  assert.deepEqual(found(rules, "12345"), []);
  assert.deepEqual(found(rules, "my badge: 12345"), ["BADGE 12345 0:badge"]);
  assert.deepEqual(found(rules, "12345 (staff card)"), ["BADGE 12345 0:badge"]);
  assert.deepEqual(found(rules, "12345", "staffCardNumber"), ["BADGE 12345 0:badge"]);
  const [match] = createDetector(rules).detect("my badge: 12345");
  assert.deepEqual([match?.word, match?.score], ["badge", 0.65]);
});

test("a term stands before whatever else its text may be", () => {
  const rules = { entities: ["email"], terms: [terms("mailbox", "maria@example.com")] };
  assert.deepEqual(found(rules, "maria@example.com, jo@example.com"), [
    "MAILBOX maria@example.com 0:mailbox",
    "EMAIL jo@example.com 0:email",
  ]);
});

test("excepted values are left alone as a whole, whatever their case, and nothing inside them is found instead", () => {
  const rules = {
    entities: ["email", "card", "phone", "account-number"],
    except: {
      values: ["Support@example.com", "4111 1111 1111 1111"],
      patterns: ["[a-z]+@internal\\.example"],
    },
  };
  assert.deepEqual(
    found(
      rules,
      "support@EXAMPLE.com, Build@Internal.example, xsupport@example.com, card 4111 1111 1111 1111",
    ),
    ["EMAIL xsupport@example.com 0:email"],
  );
});

test("what one set of rules excepts, another one still finds", () => {
  const lenient = { entities: ["email"], except: { values: ["support@example.com"], patterns: [] } };
  const strict = { entities: ["email"] };
  const text = "support@example.com and jo@example.com";
  assert.deepEqual(found([lenient, strict], text), [
    "EMAIL support@example.com 1:email",
    "EMAIL jo@example.com 0:email 1:email",
  ]);
  assert.deepEqual(found([strict, lenient], text)[0], "EMAIL support@example.com 0:email");
  assert.deepEqual(found([lenient], text), ["EMAIL jo@example.com 0:email"]);
});

test("each set of rules has its own minimum", () => {
  const sure = { entities: ["ssn"], minimumScore: 0.99 };
  const unsure = { entities: ["ssn"], minimumScore: 0.1 };
  assert.deepEqual(found([sure, unsure], "536-22-8726"), ["SSN 536-22-8726 1:ssn"]);
});

test("findings of two sets that overlap are one match over both, named as the surer one", () => {
  const mine = { ...NOTHING, terms: [terms("person-name", "maria")] };
  const usual = { entities: ["email"] };
  const text = "write to maria@example.com";
  assert.deepEqual(found([mine, usual], text), ["PERSONNAME maria@example.com 0:person-name 1:email"]);
  assert.deepEqual(found([usual, mine], text), ["PERSONNAME maria@example.com 0:email 1:person-name"]);
});

test("two sets may use one name for different things", () => {
  const one = { ...NOTHING, terms: [terms("project", "kestrel")] };
  const other = { ...NOTHING, terms: [terms("project", "heron")] };
  assert.deepEqual(found([one, other], "kestrel, heron"), [
    "PROJECT kestrel 0:project",
    "PROJECT heron 1:project",
  ]);
});

test("a set finds the same alone and beside others", () => {
  const sets: readonly DetectionRules[] = [
    { entities: ["email", "phone"], except: { values: ["a@b.example"], patterns: [] } },
    { entities: ["ssn", "card"], minimumScore: 0.8 },
    { ...NOTHING, patterns: [pattern("ticket", "T-[0-9]+", 0.9)] },
  ];
  const text = "a@b.example, jo@b.example, +1 415 555 2671, T-42, card 4111 1111 1111 1111, SSN: 536-22-8726";
  const together = createDetector(sets).detect(text);
  for (const [rules, set] of sets.entries()) {
    assert.deepEqual(
      together
        .filter(({ sought }) => sought.some((each) => each.rules === rules))
        .map(({ start, end }) => [start, end]),
      createDetector(set)
        .detect(text)
        .map(({ start, end }) => [start, end]),
    );
  }
});

test("terms and patterns are found in disguise, too", () => {
  const rules = {
    ...NOTHING,
    terms: [terms("code-name", "kestrel")],
    patterns: [pattern("employee-id", "E[0-9]{5}")],
  };
  assert.deepEqual(found(rules, "ｋｅｓｔｒｅｌ, kes\u200btrel, E１２３４５"), [
    "CODENAME ｋｅｓｔｒｅｌ 0:code-name",
    "CODENAME kes\u200btrel 0:code-name",
    "EMPLOYEEID E１２３４５ 0:employee-id",
  ]);
});

test("a pattern that matches everything ends in one finding over the rest, in bounded time", () => {
  const text = "word ".repeat(20_000);
  const matches = createDetector({ ...NOTHING, patterns: [pattern("letter", "[a-z]", 0.9)] }).detect(text);
  assert.equal(matches.at(-1)?.end, text.length);
  assert.ok(matches.length < text.length / 2);
});
