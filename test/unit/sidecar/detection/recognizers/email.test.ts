import assert from "node:assert/strict";
import { test } from "node:test";
import { recognizer as email } from "../../../../../sidecar/detection/recognizers/email.ts";
import {
  assertFoundEverywhere,
  assertMarked,
  assertNotFound,
  findings,
} from "../../../../support/findings.ts";

test("addresses are found wherever they stand", () => {
  for (const address of [
    "alice@example.com",
    "alice.b+tag@sub.example.co.uk",
    "o'brien@example.org",
    "a_b-c%d@x-y.example",
    "1234@example.com",
    "alice@xn--p1ai.xn--p1ai",
    "alice@[192.168.0.1]",
    "jürgen@müller.de",
    "жена@пример.рф",
    "alice%40example.com",
  ]) {
    assertFoundEverywhere(email, address);
  }
});

test("punctuation around an address stays", () => {
  assert.deepEqual(findings(email, "Alice <alice@example.com>, Bob <bob@example.com>."), [
    "alice@example.com",
    "bob@example.com",
  ]);
  assert.deepEqual(findings(email, "'a@b.de' and `c@d.de`, mailto:e@f.de?subject=x"), [
    "a@b.de",
    "c@d.de",
    "e@f.de",
  ]);
  assert.deepEqual(findings(email, "...alice@example.com..."), ["alice@example.com"]);
  assert.deepEqual(findings(email, "alice@example.com's, alice@example.com_old"), [
    "alice@example.com",
    "alice@example.com",
  ]);
});

test("letters of an escape before an address are not its own", () => {
  assert.deepEqual(findings(email, String.raw`\nalice@example.com\u003cbob@example.com\u003e`), [
    "alice@example.com",
    "bob@example.com",
  ]);
  assert.deepEqual(findings(email, String.raw`C:\\nalice@example.com`), ["nalice@example.com"]);
});

test("scripts without spaces do not run into an address", () => {
  assert.deepEqual(findings(email, "请联系我alice@example.com谢谢"), ["alice@example.com"]);
});

test("a quoted local part belongs to its address, the end of a JSON string does not", () => {
  assert.deepEqual(findings(email, 'to "john smith"@example.com'), ['"john smith"@example.com']);
  assertNotFound(email, ['["a","@example.com"]', '{"a":"@example.com"}', '""@example.com']);
});

test("what only looks like an address is left alone", () => {
  assertNotFound(email, [
    "@",
    "@app.route",
    "a@b",
    "user@localhost",
    "alice.@example.com",
    "alice@-example.com",
    "lodash@4.17.21",
    "lib@1.0.0-beta.rc",
    "icon@2x.png",
    "git@github.com:org/repo.git",
    "ssh://git@github.com/org/repo.git",
    "@types/node@26.0.0",
    "a @ example.com",
    "100%40",
  ]);
});

test("a local part longer than the limit is taken by its last 64 characters", () => {
  assert.deepEqual(findings(email, `${"a".repeat(100)}@example.com`), [`${"a".repeat(64)}@example.com`]);
});

test("addresses that were spelled to hide them are found, and nothing around them", () => {
  assertMarked(email, [
    "Write to «name at example dot com» please",
    "«name [at] example [dot] com»",
    "«name(at)example.com»",
    "«name AT example DOT com»",
    "«name @ example . com»",
    "«jane.doe[at]example.co.uk»",
    "«jane.doe (at) mail (dot) example (dot) org»,",
    "«jane_doe {at} example {dot} net».",
    "«jane<at>example<dot>com»",
    "mail «jane at mail dot example dot de», then",
    "«jane [@] example.com»",
    "Reach me at «jane at example dot com» or call",
    "correo: «jane arroba example punto com»",
    "Email «info at example dot com»",
  ]);
});

test("sentences with the words at and dot are left alone", () => {
  assertNotFound(email, [
    "look at example.com",
    "meet me at example dot com",
    "we meet at noon dot",
    "look at the dot com bubble",
    "available at example dot com",
    "at example dot com",
    "we met at school . In the end",
    "a dot in the middle (at least)",
    "(at)",
    "working at google dot",
    "price @ 5 . 3",
  ]);
});
